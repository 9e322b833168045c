"""Every refusal of the walkthrough offers its smallest change; the button makes it, and the call is really sent again."""

import json
from dataclasses import replace

import pytest

from playground.assembly.issuers import SandboxIssuers
from playground.assembly.sandbox import stores
from playground.sandbox.iam_api.quotas import INLINE_POLICIES, size_of
from playground.tokens.opaque_provider import ProviderUnreachable
from playground.walkthrough.visitors.visitor import journey_in
from playground.worlds.buckets import set_bucket_policy

pytestmark = pytest.mark.django_db


def account(page):
    return stores().accounts.get(journey_in(page.session).account_id)


def send(page, **fields):
    named = {"RoleSessionName": "maya", "action": "send", "RoleArn": page.get("/call/").context["draft"].RoleArn}
    page.post("/call/send/", named | fields)
    return page.get("/answer/")


def offered(answer):
    return [one.sentence for one in answer.context["remedies"]]


def mend(page, number=0):
    page.post("/answer/again/", {"apply": number})
    return journey_in(page.session).outcome


def ask(page, operation="GetObject", **fields):
    bucket = f"photo-app-{journey_in(page.session).account_id}"
    page.post("/use/send/", {"operation": operation, "bucket": bucket, **fields})
    return page.get("/use/")


def mend_request(page, number=0):
    page.post("/use/send/", {"apply": number})
    return journey_in(page.session).use


@pytest.mark.parametrize(
    ("provider", "typed", "says"),
    [
        ("amazon", "", "Fill in the ProviderId www.amazon.com: the token is opaque."),
        ("amazon", "graph.facebook.com", "Fill in the ProviderId www.amazon.com: the token is opaque."),
        ("google", "www.amazon.com", "Leave ProviderId out: the token is a JSON Web Token."),
        ("google", "accounts.google.com", "Leave ProviderId out: the token is a JSON Web Token."),
    ],
)
def test_another_provider_id_is_put_right_and_the_token_is_good(visitor, provider, typed, says):
    page = visitor(provider)
    answer = send(page, ProviderId=typed)
    assert offered(answer) == [says]
    assert "The same words for a missing role" not in answer.content.decode()
    assert mend(page).credentials


def test_with_the_provider_id_that_it_wants_a_token_nobody_knows_is_no_better(visitor):
    answer = send(visitor("amazon", breakage="altered"), ProviderId="www.amazon.com")
    assert offered(answer)[0].startswith("Get another token in step 1")


def test_a_provider_that_could_not_be_asked_is_asked_again_and_no_other_token_is_wanted(visitor, monkeypatch):
    def nobody(self, provider_id, token):
        raise ProviderUnreachable("it is away")

    page = visitor("amazon")
    monkeypatch.setattr(SandboxIssuers, "introspect", nobody)
    answer = send(page, ProviderId="www.amazon.com")
    assert answer.context["outcome"].code == "IDPCommunicationError"
    assert offered(answer) == ["Send the same call again in a moment: neither the token nor a policy is what stopped it."]
    assert "Get another token</a>" not in answer.content.decode()


def test_keys_that_cannot_be_had_are_the_issuer_s_to_mend_and_no_other_token_helps(visitor):
    page = visitor()
    page.post(page.get("/sign-in/own-issuer/demo/").wsgi_request.path, {"document": "{}"})
    answer = send(page)
    assert offered(answer) == [
        "Mend what the issuer publishes, then send the same call again: another token fails at Signature, too."
    ]


@pytest.mark.parametrize("breakage", ["tags-51", "tag-257", "tag-values"])
def test_against_tags_that_no_session_takes_only_another_token_helps(visitor, breakage):
    answer = send(visitor(breakage=breakage))
    assert offered(answer) == ["Get another token in step 1: no change of a policy helps a token with such a claim."]
    assert "Get another token</a>" in answer.content.decode()


def test_a_token_for_another_app_is_let_in_by_one_value_of_the_trust_policy(visitor):
    page = visitor(person="jun")
    answer = send(page)
    before = next(iter(account(page).roles.values())).trust_policy
    assert offered(answer)[0].startswith("Let accounts.google.com:aud be ")
    assert "ask first why the token was made for" in answer.content.decode()
    assert mend(page).credentials
    changed = [role.trust_policy for role in account(page).roles.values() if "accounts.google.com" in role.trust_policy]
    assert changed != [before]
    assert "*" not in changed[0]


def test_the_role_of_another_provider_offers_the_one_that_trusts_this(visitor):
    page = visitor()
    other = account(page).role_arn(account(page).roles["PhotoAppAmazon"])
    answer = send(page, RoleArn=other)
    assert offered(answer)[0] == "Ask for the role that trusts accounts.google.com: PhotoAppGoogle."
    assert mend(page).credentials


@pytest.mark.parametrize(("number", "seconds"), [(0, "14400"), (1, "43200")])
def test_a_duration_is_mended_in_the_call_or_in_the_role(visitor, number, seconds):
    page = visitor()
    answer = send(page, DurationSeconds="43200")
    assert len(offered(answer)) == 2
    outcome = mend(page, number)
    assert outcome.credentials
    assert outcome.draft["DurationSeconds"] == seconds


def test_an_expired_token_offers_no_change_of_a_policy(visitor):
    answer = send(visitor(breakage="expired"))
    assert offered(answer) == ["Get another token in step 1: no change of a policy helps a token that fails at Dates."]
    assert "Apply it and send again" not in answer.content.decode()


def test_a_session_policy_is_changed_with_new_credentials(visitor):
    page = visitor()
    policy = {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*"}}
    send(page, Policy=json.dumps(policy))
    first = journey_in(page.session).outcome.credentials
    answer = ask(page, key=f"{page.get('/use/').context['given']['prefix']}notes.txt")
    assert answer.context["failed"].name == "Decision"
    assert {one.kind for remedy in answer.context["remedies"] for one in remedy.changed} == {"SESSION"}
    use, outcome = mend_request(page), journey_in(page.session).outcome
    assert use.status == 200
    assert outcome.credentials != first
    assert "*" not in outcome.draft["Policy"].replace('"Resource": "*"', "").replace(first["AccessKeyId"], "")


def test_a_denying_bucket_policy_is_changed_where_it_stands(visitor):
    page = visitor()
    send(page)
    bucket = f"photo-app-{journey_in(page.session).account_id}"
    deny = {"Effect": "Deny", "Principal": "*", "Action": "s3:GetObject", "Resource": f"arn:aws:s3:::{bucket}/*"}
    set_bucket_policy(bucket, json.dumps({"Version": "2012-10-17", "Statement": [deny]}, indent=2))
    key = f"{page.get('/use/').context['given']['prefix']}notes.txt"
    answer = ask(page, key=key)
    assert {one.kind for remedy in answer.context["remedies"] for one in remedy.changed} == {"RESOURCE"}
    assert "on purpose" in answer.content.decode()
    assert mend_request(page).status == 200


def test_a_change_of_a_policy_is_not_said_to_make_an_object(visitor):
    page = visitor()
    send(page)
    says = "There is no object <code>somebody-else/notes.txt</code>: once it is allowed, S3 answers 404"
    assert says in ask(page, key="somebody-else/notes.txt").content.decode()
    assert mend_request(page).status == 403
    absent = page.get("/use/").content.decode()
    assert "There is no such object" in absent
    assert "ask for a key that is" in absent
    assert "Change the call and send it again" not in absent
    assert "There is no object" not in ask(page, key="shared/welcome.txt").content.decode()


def test_nothing_is_changed_when_the_policy_is_no_longer_the_one_that_was_judged(visitor):
    page = visitor()
    send(page)
    ask(page, key="somebody-else/notes.txt")
    role = account(page).roles["PhotoAppGoogle"]
    name, text = next(iter(role.inline.items()))
    page.post(f"/role/{role.name}/", {f"inline-{name}": text.replace("OwnObjects", "MyObjects"), "trust": role.trust_policy})
    answer = page.post("/use/send/", {"apply": 0})
    assert "A policy was changed in the meantime" in answer.content.decode()
    assert "somebody-else" not in account(page).roles["PhotoAppGoogle"].inline[name]


def test_what_iam_would_not_keep_is_not_kept_by_a_click_either(visitor):
    page = visitor()
    send(page)
    role = account(page).roles["PhotoAppGoogle"]
    room = INLINE_POLICIES - sum(map(size_of, role.inline.values()))
    long = json.dumps(
        {"Version": "2012-10-17", "Id": "", "Statement": {"Effect": "Deny", "Action": "s3:PutObject", "Resource": "*"}}
    )
    long = long.replace('"Id": ""', '"Id": "{}"'.format("i" * (room - size_of(long))))
    full = replace(role, inline={**role.inline, "Long": long})
    stores().accounts.change(account(page).account_id, lambda found: found.with_role(full))
    ask(page, key="somebody-else/notes.txt")
    answer = page.post("/use/send/", {"apply": 0}).content.decode()
    assert "IAM would refuse the changed policy: edit it in step 3 instead" in answer
    assert "Maximum policy size of 10240 bytes exceeded" in answer
    assert account(page).roles["PhotoAppGoogle"] == full


def test_what_s3_would_not_keep_is_not_kept_by_a_click_either(visitor):
    page = visitor()
    send(page)
    bucket = f"photo-app-{journey_in(page.session).account_id}"
    objects = f"arn:aws:s3:::{bucket}/*"
    deny = {"Effect": "Deny", "Principal": "*", "Action": "s3:GetObject", "Resource": objects}
    text = json.dumps({"Version": "2012-10-17", "Id": "", "Statement": [deny]})
    text = text.replace('"Id": ""', '"Id": "{}"'.format("i" * (20_480 - len(text))))
    set_bucket_policy(bucket, text)
    ask(page, key=f"{page.get('/use/').context['given']['prefix']}notes.txt")
    answer = page.post("/use/send/", {"apply": 0}).content.decode()
    assert "S3 would refuse the changed policy: edit it in step 3 instead" in answer
    assert stores().buckets.find(bucket).policy == text


@pytest.mark.parametrize("number", ["99", "x", "-1", "²"])
def test_a_change_that_nobody_offered_is_refused_in_words(visitor, number):
    page = visitor(person="jun")
    send(page)
    assert "no longer offered" in page.post("/answer/again/", {"apply": number}).content.decode()


@pytest.mark.parametrize(
    ("spoil", "code", "difference"),
    [
        ("secret", "SignatureDoesNotMatch", "key"),
        ("header", "SignatureDoesNotMatch", "header x-amz-date"),
        ("clock", "RequestTimeTooSkewed", ""),
        ("no-token", "InvalidAccessKeyId", ""),
        ("token", "InvalidToken", ""),
    ],
)
def test_a_spoiled_signature_is_refused_and_the_page_shows_where_the_two_sides_part(visitor, spoil, code, difference):
    page = visitor()
    send(page)
    answer = ask(page, "ListObjectsV2", prefix="", spoil=spoil)
    use, sides = journey_in(page.session).use, answer.context["sides"]
    assert use.code == code
    assert (sides["difference"].name if sides else "") == difference
    secrets = journey_in(page.session).outcome.credentials
    body = answer.content.decode()
    assert secrets["SecretAccessKey"] not in body
    assert secrets["SessionToken"] not in body


def test_the_way_from_the_token_to_s3_stands_on_one_page_with_awss_words(visitor):
    page = visitor()
    send(page)
    body = ask(page, key="somebody-else/notes.txt").content.decode()
    assert "The whole way, from the token to this answer" in body
    assert "AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity" in body
    assert "ExpiredToken: The provided token has expired." in body


LONG = json.dumps({"Statement": {"Effect": "Deny", "Action": "s3:*", "Resource": "arn:aws:s3:::" + "b" * 2100}})


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"Policy": LONG}, f"Shorten Policy by {len(LONG) - 2048} characters: it has {len(LONG)}, and may have 2048."),
        (
            {"PolicyArns": "arn:aws:iam::aws:policy/Nothing"},
            "Leave that one out of PolicyArns, or name one that is there: arn:aws:iam::",
        ),
        (
            {"Policy": LONG.replace("b" * 2100, "b" * 1950), "PolicyArns": "arn:aws:iam::aws:policy/AmazonS3FullAccess"},
            "Shorten the session policies, or bring fewer and shorter session tags",
        ),
        ({"Policy": "{"}, "Correct the session policy in step 3; the line is marked there"),
    ],
)
def test_what_is_wrong_with_a_session_policy_is_said_in_its_remedy_and_never_that_there_is_none(visitor, fields, words):
    answer = send(visitor(), **fields)
    assert offered(answer)[0].startswith(words)
    assert "there are none" not in answer.content.decode()


def test_a_token_that_is_too_long_is_no_matter_of_the_form(visitor):
    assert offered(send(visitor(breakage="too-long"))) == [
        "Get another token in step 1: nothing in step 3 makes this one shorter."
    ]
