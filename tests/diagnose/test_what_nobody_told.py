"""What nobody told of the role and its session is not made up: the answer that hangs on it is left open, and no fix names it."""

import json

import pytest

from playground.diagnose.fixes import fixes
from playground.diagnose.report import as_data
from playground.diagnose.telling import first_sentence
from tests.diagnose.test_what_is_left_open import CLAIMS, looked_at

ROLE = "arn:aws:iam::111122223333:role/deploy"
SESSION = "arn:aws:sts::111122223333:assumed-role/deploy/ci"
OBJECT = "arn:aws:s3:::photos/home/AROA1234567890ABCDEFG:ci/x"
USER = "AROA1234567890ABCDEFG:ci"


def policy(effect, **more):
    statement = {"Effect": effect, "Action": "s3:*", **({} if "NotResource" in more else {"Resource": "*"}), **more}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


EVERYTHING = (("own", policy("Allow")),)


def asked(**given):
    return looked_at(CLAIMS, **{"action": "s3:GetObject", "resource": OBJECT, "role_arn": ROLE, **given})


def bucket(effect, principal="*", **more):
    return policy(effect, Principal=principal, **more)


def sparing(*arns):
    return policy("Deny", NotPrincipal={"AWS": arns})


@pytest.mark.parametrize(
    ("given", "hangs_on", "told"),
    [
        (
            {
                "policies": EVERYTHING,
                "bucket_policy": bucket("Deny", Condition={"StringNotLike": {"aws:userId": [f"{USER[:21]}:*"]}}),
            },
            "aws:userId",
            {"context": {"aws:userid": USER}},
        ),
        (
            {"bucket_policy": bucket("Allow", Condition={"StringEquals": {"aws:userid": USER}})},
            "aws:userid",
            {"context": {"aws:userid": USER}},
        ),
        (
            {"policies": (("own", policy("Allow", Resource="arn:aws:s3:::photos/home/${aws:userid}/*")),)},
            "aws:userid",
            {"context": {"aws:userid": USER}},
        ),
        (
            {"policies": EVERYTHING, "bucket_policy": bucket("Deny", NotResource="arn:aws:s3:::photos/home/${aws:userid}/*")},
            "aws:userid",
            {"context": {"aws:userid": USER}},
        ),
        (
            {
                "policies": EVERYTHING,
                "bucket_policy": bucket("Deny", Condition={"StringNotEquals": {"s3:prefix": "home/${aws:userid}"}}),
                "context": {"s3:prefix": f"home/{USER}"},
            },
            "aws:userid",
            {"context": {"s3:prefix": f"home/{USER}", "aws:userid": USER}},
        ),
        ({"bucket_policy": bucket("Allow", {"AWS": SESSION})}, "RoleSessionName", {"session_name": "ci"}),
        ({"policies": EVERYTHING, "bucket_policy": sparing(ROLE, SESSION)}, "RoleSessionName", {"session_name": "ci"}),
        ({"role_arn": "", "bucket_policy": bucket("Allow", {"AWS": ROLE})}, "RoleArn", {"role_arn": ROLE}),
        (
            {
                "role_arn": "",
                "policies": EVERYTHING,
                "bucket_policy": bucket("Deny", Condition={"ArnNotEquals": {"aws:PrincipalArn": ROLE}}),
            },
            "aws:PrincipalArn",
            {"role_arn": ROLE},
        ),
        (
            {"policies": (("own", policy("Allow", Condition={"StringEquals": {"aws:ResourceTag/team": "blue"}})),)},
            "aws:ResourceTag/team",
            {"context": {"aws:ResourceTag/team": "blue"}},
        ),
    ],
)
def test_an_answer_that_hangs_on_it_is_left_open(given, hangs_on, told):
    found = asked(**given)
    assert found.undecided == (hangs_on,)
    assert f"hangs on `{hangs_on}`, which was not given" in first_sentence(found).sentence
    assert fixes(found) == ()
    settled = asked(**{**given, **told})
    assert (settled.allowed, settled.undecided) == (True, ())


def test_what_was_told_and_is_somebody_else_refuses():
    found = asked(bucket_policy=bucket("Allow", {"AWS": SESSION}), session_name="other")
    assert (found.allowed, found.undecided) == (False, ())
    found = asked(bucket_policy=bucket("Allow", {"AWS": ROLE}), role_arn=ROLE.replace("deploy", "other"))
    assert (found.allowed, found.undecided) == (False, ())


def test_where_it_does_not_matter_nothing_is_left_open():
    found = asked(policies=EVERYTHING, bucket_policy=bucket("Allow", {"AWS": SESSION}))
    assert (found.allowed, found.undecided) == (True, ())
    found = asked(policies=(("own", policy("Allow", Resource="arn:aws:s3:::other/${aws:userid}/*")),))
    assert (found.allowed, found.undecided) == (False, ())


def test_no_fix_names_a_session_that_nobody_named():
    """`NotPrincipal` must list the session as well as its role; which session that is, only who calls knows."""
    given = {"policies": EVERYTHING, "bucket_policy": sparing(ROLE)}
    for name, named in (("", False), ("ci", True)):
        found = asked(**given, session_name=name)
        assert found.undecided == ()
        assert any("spare" in fix.sentence for fix in fixes(found)) is named
        assert not any("assumed-role/deploy/session" in fix.sentence for fix in fixes(found))


NEXT, KEY, TABLE = (
    "arn:aws:iam::111122223333:role/next",
    "arn:aws:kms:eu-west-1:111122223333:key/1",
    "arn:aws:dynamodb:eu-west-1:111122223333:table/t",
)


@pytest.mark.parametrize(
    ("action", "resource", "operator", "key", "value"),
    [
        ("iam:PassRole", NEXT, "StringEquals", "iam:PassedToService", "ec2.amazonaws.com"),
        ("kms:Decrypt", KEY, "StringLike", "kms:ViaService", "s3.*.amazonaws.com"),
        ("dynamodb:GetItem", TABLE, "ForAllValues:StringEquals", "dynamodb:LeadingKeys", "${id.example.com:sub}"),
        ("ec2:RunInstances", "arn:aws:ec2:eu-west-1:111122223333:instance/*", "StringEquals", "aws:RequestTag/team", "web"),
    ],
)
def test_what_only_the_request_tells_is_left_open(action, resource, operator, key, value):
    """Such a key was said to be absent, and `IfExists` offered, which lets in whoever leaves it out."""
    statement = {"Effect": "Allow", "Action": action, "Resource": "*", "Condition": {operator: {key: value}}}
    policies = (("own", json.dumps({"Version": "2012-10-17", "Statement": [statement]})),)
    asked = {"action": action, "resource": resource, "policies": policies}
    found = looked_at(CLAIMS, **asked)
    assert found.undecided == (key,)
    assert fixes(found) == ()
    told = value.replace("*", "eu-west-1").replace("${id.example.com:sub}", "maya")
    assert looked_at(CLAIMS, **asked, context={key: told}).allowed
    refused = looked_at(CLAIMS, **asked, context={key: "other"})
    assert not refused.allowed
    assert not refused.undecided


def test_a_key_that_no_request_for_the_action_has_is_absent():
    condition = {"StringEquals": {"iam:PassedToService": "ec2.amazonaws.com"}}
    statement = {"Effect": "Allow", "Action": "iam:*", "Resource": "*", "Condition": condition}
    policies = (("own", json.dumps({"Version": "2012-10-17", "Statement": [statement]})),)
    found = looked_at(CLAIMS, action="iam:GetRole", resource=NEXT, policies=policies)
    assert not found.undecided
    assert not found.allowed


def test_what_a_request_to_s3_asks_is_what_was_given():
    condition = {"StringLike": {"s3:prefix": "maya/*"}}
    for actions, widened in (("s3:*", False), (["s3:ListBucket", "s3:GetObject"], False), ("s3:ListBucket", True)):
        statement = {"Effect": "Allow", "Action": actions, "Resource": "*", "Condition": condition}
        policies = (("own", json.dumps({"Version": "2012-10-17", "Statement": [statement]})),)
        found = looked_at(CLAIMS, action="s3:ListBucket", resource="arn:aws:s3:::b", policies=policies)
        assert found.failed.name == "s3:ListBucket"
        sentences = [fix.sentence for fix in fixes(found)]
        assert "Append a statement that allows `s3:ListBucket` on `arn:aws:s3:::b`." in sentences
        # beside other actions, which never have the key, it would let in all of them
        assert any("IfExists" in one for one in sentences) is widened


def test_a_boundary_has_no_arn_that_nobody_gave():
    bound = json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sqs:*", "Resource": "*"}]})
    found = asked(policies=EVERYTHING, boundary=bound)
    assert first_sentence(found).sentence == "no permissions boundary allows `s3:GetObject`"
    told = json.dumps(as_data(found))
    assert "policy/boundary" not in told
    assert [one.document for one in found.request.decision.finding.reasons] == ["own", "permissions boundary"]
