"""What nobody asks is not explained: an operation is no action, an object no bucket; and what no policy decides is not said to be one's."""

import json

import pytest

from playground.diagnose.fixes import fixes
from playground.diagnose.form import Form, setup_of
from playground.diagnose.report import as_data
from playground.diagnose.telling import first_sentence
from playground.diagnose.unusable import Unusable
from tests.diagnose.test_what_is_left_open import CLAIMS, NOW, looked_at, trust

REPOSITORY = "arn:aws:ecr:eu-west-1:111122223333:repository/site"


def policy(effect, action, resource="*"):
    return (
        (
            "own",
            json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": effect, "Action": action, "Resource": resource}]}),
        ),
    )


@pytest.mark.parametrize(
    ("action", "resource", "field", "says"),
    [
        ("s3:ListBuckets", "", "action", "`ListBuckets` is an operation of S3 and no action: what it asks for is `s3:ListAllMyBuckets`"),
        ("s3:HeadObject", "arn:aws:s3:::b/k", "action", "what it asks for is `s3:GetObject`"),
        ("s3:GetObjct", "arn:aws:s3:::b/k", "action", "IAM's catalogue has no action `s3:GetObjct`; most like it is `s3:GetObject`"),
        ("sts:AssumeRoleWithWebIdentity", "", "action", "is asked with a token in place of credentials"),
        ("s3:getobject", "arn:aws:s3:::b", "resource", "`s3:GetObject` is on an object: name one, as in `arn:aws:s3:::b/KEY`"),
        ("s3:ListBucket", "arn:aws:s3:::b/a/", "resource", "write `arn:aws:s3:::b`; what is listed is the condition key `s3:prefix=a/`"),
        ("s3:PutBucketPolicy", "arn:aws:s3:::b/*", "resource", "`s3:PutBucketPolicy` is on a bucket: write `arn:aws:s3:::b`"),
        ("s3:GetObject", "arn:aws:lambda:eu-west-1:111122223333:function:f", "resource", "is on something of `s3`"),
        ("ecr:GetAuthorizationToken", REPOSITORY, "resource", "only a `Resource` of `*` covers it: leave the resource out"),
    ],
)  # fmt: skip
def test_what_no_request_asks_is_refused_with_what_it_would_be(action, resource, field, says):
    with pytest.raises(Unusable) as refused:
        setup_of(Form(token=json.dumps(CLAIMS), trust=trust(), action=action, resource=resource), NOW)
    assert refused.value.field == field
    assert says in refused.value.reason


@pytest.mark.parametrize(
    ("action", "resource"),
    [
        ("s3:ListAllMyBuckets", "arn:aws:s3:::*"),
        ("s3:ListBucket", "arn:aws:s3:::b"),
        ("s3:GetObject", "arn:aws:s3:eu-west-1:111122223333:accesspoint/a/object/k"),
        ("eks:ListClusters", "arn:aws:eks:us-east-1:111122223333:cluster/*"),  # so AWS writes it in a refusal
        ("execute-api:Invoke", "arn:aws:execute-api:eu-west-1:111122223333:a1/prod/GET/x"),
        ("made-up:Whatever", "arn:aws:made-up:::x"),
    ],
)
def test_what_a_request_may_ask_is_taken(action, resource):
    made = setup_of(Form(token=json.dumps(CLAIMS), trust=trust(), action=action, resource=resource), NOW)
    assert (made.action, made.resource) == (action, resource)


def test_an_action_is_written_as_aws_writes_it():
    made = setup_of(Form(token=json.dumps(CLAIMS), trust=trust(), action="S3:getobject", resource="arn:aws:s3:::b/k"), NOW)
    assert made.action == "s3:GetObject"


@pytest.mark.parametrize("policies", [(), policy("Deny", "*")])
def test_who_one_is_may_everybody_ask(policies):
    """AWS: an explicit deny of it is not heard."""
    found = looked_at(CLAIMS, action="sts:GetCallerIdentity", policies=policies)
    assert found.allowed
    assert first_sentence(found).sentence.startswith("`sts:GetCallerIdentity` needs no permission")
    assert fixes(found) == ()


@pytest.mark.parametrize("operation", ["GetSessionToken", "GetFederationToken"])
def test_a_session_may_not_ask_for_another_whatever_is_allowed(operation):
    found = looked_at(CLAIMS, action=f"sts:{operation}", policies=policy("Allow", "*"))
    told = as_data(found)
    assert told["verdict"] == "denied"
    assert told["error"]["message"] == f"Cannot call {operation} with session credentials"
    assert told["fixes"] == []


@pytest.mark.parametrize(
    ("policies", "verdict"),
    [
        (policy("Allow", "s3:GetObject", "arn:aws:s3:::b/*"), "undecided"),
        (policy("Allow", "s3:*"), "allowed"),
        (policy("Allow", "s3:PutObject", "arn:aws:s3:::b/*"), "denied"),
        ((*policy("Allow", "s3:*"), ("other", policy("Deny", "s3:GetObject", "arn:aws:s3:::b/secret")[0][1])), "undecided"),
    ],
)
def test_on_what_it_is_asked_is_left_open_where_nobody_said_so_and_it_matters(policies, verdict):
    """A fix for `*` would have let in everything, for a request that nobody makes."""
    for resource in ("", "*"):
        told = as_data(found := looked_at(CLAIMS, action="s3:GetObject", resource=resource, policies=policies))
        assert told["verdict"] == verdict
        assert found.undecided == (("Resource",) if verdict == "undecided" else ())
        assert told["fixes"] == []
        assert told["error"] is None if verdict != "denied" else 'on resource: "…" because' in told["error"]["message"]


def test_an_action_on_nothing_of_its_own_needs_no_resource():
    found = looked_at(CLAIMS, action="ecr:GetAuthorizationToken", policies=policy("Allow", "ecr:*", REPOSITORY))
    assert [fix.sentence for fix in fixes(found)] == ["Append a statement that allows `ecr:GetAuthorizationToken` on `*`."]
