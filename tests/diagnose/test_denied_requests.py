"""AWS's messages of a denied request, in all their wordings since 2021: what they tell, what they leave out, and what to paste next."""

import json

import pytest

from playground.diagnose.denied import beside_the_message, hint, next_step, told
from playground.diagnose.examine import diagnose
from playground.diagnose.form import Form, read_form, setup_of
from playground.diagnose.messages import recognise
from playground.diagnose.reading.denial import Denial, read_denial
from playground.diagnose.telling import first_sentence
from tests.diagnose.test_what_is_left_open import CLAIMS, NOW, RECORD, trust

WHO = "arn:aws:sts::111122223333:assumed-role/deploy/GitHubActions"
OBJECT = "arn:aws:s3:::photos/a.jpg"
SCP = "arn:aws:organizations::987654321098:policy/o-qv5a/service_control_policy/p-2kgn"
KINDS = ("identity-based policy", "session policy", "permissions boundary", "resource-based policy")
ORGANISATION = ("service control policy", "resource control policy")


def message(why, action="s3:GetObject", resource=f'"{OBJECT}"'):
    on = f" on resource: {resource}" if resource else ""
    return f"An error occurred (AccessDenied) when calling it: User: {WHO} is not authorized to perform: {action}{on} {why}".strip()


@pytest.mark.parametrize("policy", [*KINDS, *ORGANISATION, "VPC endpoint policy"])
@pytest.mark.parametrize("arn", ["", SCP])
def test_a_message_tells_whose_request_it_was_and_which_type_of_policy_was_in_the_way(policy, arn):
    article = "an" if policy[0] == "i" else "a"
    explicit = message(f"with an explicit deny in {article} {policy}" + (f": {arn}" if arn else ""))
    assert read_denial(explicit) == Denial(WHO, "s3:GetObject", OBJECT, policy, True, arn)
    says = f"the session `GitHubActions` of the role `deploy` in account `111122223333` asked for `s3:GetObject` on `{OBJECT}`, and "
    assert told(read_denial(explicit)).sentence == f"{says}{article} {policy} denies it" + (f": `{arn}`" if arn else "")
    silent = message(f"because no {policy} allows the s3:GetObject action")
    assert read_denial(silent) == Denial(WHO, "s3:GetObject", OBJECT, policy)
    assert told(read_denial(silent)).sentence == f"{says}no {policy} allows it"


# The first are AWS's own examples: https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
@pytest.mark.parametrize(
    ("text", "slug", "denial"),
    [
        (
            "User: arn:aws:iam::1:user/J is not authorized to perform: \ncodedeploy:ListDeployments on resource: arn:aws:codedeploy:e:1:x:*"
            " with an explicit deny in a sessions policy",
            "deny-session",
            Denial("arn:aws:iam::1:user/J", "codedeploy:ListDeployments", "arn:aws:codedeploy:e:1:x:*", "session policy", True),
        ),
        (
            f"User: {WHO} is not authorized to perform: SNS:Publish on resource: arn:aws:sns:e:1:t\n"
            "with an explicit deny in a VPC endpoint policy transitively through a service control policy",
            "deny-organisation",
            Denial(WHO, "sns:Publish", "arn:aws:sns:e:1:t", "service control policy", True),
        ),
        (
            "User: arn:aws:iam::1:user/J is not authorized to perform: sts:AssumeRole with an explicit deny in the role trust policy",
            "assume-role",
            Denial("arn:aws:iam::1:user/J", "sts:AssumeRole", "", "role trust policy", True),
        ),
        (message("with an explicit deny"), "deny", Denial(WHO, "s3:GetObject", OBJECT, "", True)),
        (message(""), "denied-plain", Denial(WHO, "s3:GetObject", OBJECT)),
        (
            f"You are not authorized to perform this operation. {message(f'with an explicit deny in a service control policy: {SCP}')}."
            " Encoded authorization failure message: OIau77",
            "deny-organisation",
            Denial(WHO, "s3:GetObject", OBJECT, "service control policy", True, SCP),
        ),
        (
            message("because no identity-based policy allows the sts:AssumeRole action", "sts:AssumeRole", "arn:aws:iam::1:role/x"),
            "assume-role",
            Denial(WHO, "sts:AssumeRole", "arn:aws:iam::1:role/x", "identity-based policy"),
        ),
        (
            message(f"with an explicit deny in a service control policy: {SCP}", "sts:AssumeRole", "arn:aws:iam::1:role/x"),
            "deny-organisation",
            Denial(WHO, "sts:AssumeRole", "arn:aws:iam::1:role/x", "service control policy", True, SCP),
        ),
        ("User: anonymous is not authorized to perform: es:ESHttpGet because no resource-based policy allows the es:ESHttpGet action",
         "denied-resource", Denial("anonymous", "es:ESHttpGet", "", "resource-based policy")),
    ],
)  # fmt: skip
def test_the_wordings_are_read_and_known(text, slug, denial):
    assert read_denial(text) == denial
    assert recognise(text).slug == slug
    assert "{" not in told(denial).sentence


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("<Error><Code>AccessDenied</Code><Message>Access Denied</Message><RequestId>X</RequestId></Error>", "denied-without-reason"),
        ("Access Denied", "denied-without-reason"),
        ("AccessDenied", "denied-without-reason"),
        ("fatal error: An error occurred (403) when calling the HeadObject operation: Forbidden", "forbidden"),
        ("operation error S3: HeadObject, https response error StatusCode: 403, RequestID: X, api error Forbidden: Forbidden", "forbidden"),
        ("You are not authorized to perform this operation. Encoded authorization failure message: 4Jq3JQ", "denied-encoded"),
        ("InvalidIdentityToken: Token audience contains more than one audience while authorized party is not present", "several-audiences"),
        ("ThrottlingException: Rate exceeded", "throttled"),
        ("RegionDisabledException", "region"),
        (message("because public policies are blocked by the BlockPublicPolicy block public access setting"), "denied-public"),
    ],
)  # fmt: skip
def test_messages_without_a_reason_are_known_too(text, slug):
    form = read_form({"token": text})
    assert (form.token, form.message) == ("", text)
    assert form.known.slug == slug


def test_what_a_service_encoded_is_read_once_it_is_decoded():
    decoded = {
        "allowed": False,
        "explicitDeny": True,
        "matchedStatements": {"items": [{"statementId": "No"}]},
        "context": {
            "principal": {"id": "AROA:x", "arn": WHO},
            "action": "ec2:RunInstances",
            "resource": "arn:aws:ec2:e:1:instance/*",
        },
    }
    for text in (json.dumps({"DecodedMessage": json.dumps(decoded)}), json.dumps(decoded, indent=2)):
        form = read_form({"token": text})
        assert form.known.slug == "denied-decoded"
        sentence = told(read_denial(form.message)).sentence
        assert "asked for `ec2:RunInstances` on `arn:aws:ec2:e:1:instance/*`, and a `Deny` speaks about it" in sentence
        assert form.action == "ec2:RunInstances"


@pytest.mark.parametrize(
    "text", ['{"DecodedMessage": "{"}', '{"context": []}', '{"context": {"principal": {"arn": 1}, "action": 2}}', "User: "]
)
def test_what_is_nearly_a_message_is_none(text):
    assert read_denial(text) is None


def test_an_action_on_nothing_of_its_own_is_told_what_covers_it():
    why = "because no identity-based policy allows the ecr:GetAuthorizationToken action"
    found = read_denial(message(why, "ecr:GetAuthorizationToken", "*"))
    assert hint(found).sentence.startswith(
        "`ecr:GetAuthorizationToken` is on nothing of its own: only a statement whose `Resource` is `*`"
    )
    assert hint(read_denial(message("because no identity-based policy allows it"))) is None


@pytest.mark.parametrize("policy", [*KINDS, *ORGANISATION, "VPC endpoint policy", ""])
def test_the_request_that_a_message_tells_stands_in_the_form_and_the_next_step_names_what_is_missing(policy):
    form = read_form({"token": message(f"because no {policy} allows the s3:GetObject action" if policy else "")})
    assert (form.action, form.resource, form.session_name) == ("s3:GetObject", OBJECT, "GitHubActions")
    step = next_step(read_denial(form.message), filled=True).sentence
    wanted = {"permissions boundary": "boundary", "resource-based policy": "the policy of the resource", "": "whatever policies bear on it",
              "identity-based policy": "permission policy", "VPC endpoint policy": "is not looked at here"}  # fmt: skip
    assert wanted.get(policy, policy) in step


def test_what_somebody_typed_is_not_overwritten_and_beside_a_token_alone_nothing_is_asked():
    given = {"message": message("because no session policy allows the s3:GetObject action")}
    assert read_form({**given, "action": "s3:PutObject"}).resource == ""
    assert not read_form({**given, "token": json.dumps(CLAIMS)}).action
    assert read_form({**given, "token": json.dumps(CLAIMS), "policy": "{}"}).action == "s3:GetObject"


def test_a_record_of_the_refused_request_tells_its_message():
    """CloudTrail has AWS's words of other services; of the call to STS it has none, and that record is read itself."""
    why = message(f"with an explicit deny in a service control policy: {SCP}")
    record = {"eventName": "GetObject", "eventSource": "s3.amazonaws.com", "errorCode": "AccessDenied", "errorMessage": why}
    for text in (json.dumps(record), json.dumps({"Records": [record]}), json.dumps({"detail": record})):
        form = read_form({"token": text})
        assert (form.token, form.message) == ("", why)
    untold = json.dumps(record | {"errorMessage": "The specified key does not exist."})
    assert read_form({"token": untold}).token == untold
    both = json.dumps([record, RECORD])
    assert read_form({"token": both}).token == both


def judged(why, **policies):
    texts = {name: json.dumps({"Version": "2012-10-17", "Statement": [one]}) for name, one in policies.items()}
    form = read_form({"token": json.dumps(CLAIMS), "trust": trust(), "message": message(why), **texts})
    found = diagnose(setup_of(form, NOW))
    beside = beside_the_message(found, read_denial(form.message))
    return first_sentence(found).sentence, beside and beside.sentence


READ = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::photos/*"}
WRITE = {**READ, "Action": "s3:PutObject"}


def test_where_message_and_policies_disagree_it_is_said():
    silent = "because no session policy allows the s3:GetObject action"
    first, beside = judged(silent, policy=READ, session_policy=WRITE)
    assert first == "the role would allow `s3:GetObject`, and your session policy does not"
    assert beside is None
    first, beside = judged(silent, policy=READ, session_policy=READ)
    assert "would be allowed" in first
    assert beside.startswith(
        "the message says that AWS refused this, and nothing that was pasted does: the session policy was another"
    )
    _, beside = judged(silent, policy=WRITE, session_policy=WRITE)
    assert beside.startswith(
        "the message names the session policy, and of what was pasted the identity-based policy stands in the way"
    )
    first, beside = judged(silent, session_policy=READ)
    assert first == "no permission policy of the role was given, and nothing that was given allows `s3:GetObject`"
    assert beside is None


def test_the_page_shows_it(client):
    answer = client.post("/diagnose/", {"token": message(f"with an explicit deny in a service control policy: {SCP}")})
    page = answer.content.decode()
    assert "The session <code>GitHubActions</code> of the role <code>deploy</code>" in page
    assert f"<code>{SCP}</code>" in page
    assert f'name="resource" value="{OBJECT}"' in page
    assert "To see which statement it is, paste" in page
    part = {"HTTP_HX_REQUEST": "true", "HTTP_HX_TARGET": "out"}
    answer = client.post("/diagnose/", {"token": message("")}, **part)
    assert answer.headers["HX-Retarget"] == "#page"  # the form has what it had not
    answer = client.post("/diagnose/", {"token": "Access Denied"}, **part)
    assert "HX-Retarget" not in answer.headers


def test_a_request_of_nobodys_is_not_filled_in():
    form = read_form({"token": message("", "s3:GetObject", '"arn:aws:s3:::photos"')})
    assert (form.action, form.resource) == ("", "")
    assert next_step(read_denial(form.message), filled=False) is None
    assert Form().known is None
