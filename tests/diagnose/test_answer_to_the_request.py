"""What AWS answers to the session's request stands beside the explanation, in its words, and nobody is named in it who was not told."""

import json

import pytest

from playground.diagnose.report import as_data, as_lines
from tests.diagnose.test_what_is_left_open import CLAIMS, looked_at

ROLE = "arn:aws:iam::111122223333:role/ci/deploy"


def policy(effect, action="s3:*", **more):
    statement = {"Effect": effect, "Action": action, "Resource": "*", **more}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


NOTHING, EVERYTHING = (("own", policy("Allow", "sqs:*")),), (("own", policy("Allow", "*")),)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"policies": NOTHING}, 'on resource: "arn:aws:s3:::photos/x" because no identity-based policy allows the s3:GetObject action'),
        (
            {"policies": EVERYTHING, "session_policies": (("session policy", policy("Allow", "s3:PutObject")),)},
            'on resource: "arn:aws:s3:::photos/x" because no session policy allows the s3:GetObject action',
        ),
        (
            {"policies": EVERYTHING, "bucket_policy": policy("Deny", Principal="*")},
            'on resource: "arn:aws:s3:::photos/x" with an explicit deny in a resource-based policy',
        ),
        (
            {"policies": NOTHING, "action": "s3:ListAllMyBuckets", "resource": ""},
            "because no identity-based policy allows the s3:ListAllMyBuckets action",
        ),
        (
            {"policies": NOTHING, "action": "iam:PassRole", "resource": ROLE},
            f"on resource: {ROLE} because no identity-based policy allows the iam:PassRole action",
        ),
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    ("named", "who"),
    [
        ({"role_arn": ROLE, "session_name": "ci-7"}, "assumed-role/deploy/ci-7"),
        ({"role_arn": ROLE}, "assumed-role/deploy/…"),
        ({"session_name": "ci-7"}, "assumed-role/…/ci-7"),
        ({}, "assumed-role/…/…"),
    ],
)
def test_a_denied_request_has_awss_answer(given, says, named, who):
    asked = {"action": "s3:GetObject", "resource": "arn:aws:s3:::photos/x", **given, **named}
    found = looked_at(CLAIMS, **asked)
    words = f"User: arn:aws:sts::111122223333:{who} is not authorized to perform: {asked['action']} {says}"
    assert as_data(found)["error"] == {"code": "AccessDenied", "message": words, "status": 403, "confirmed": True}
    assert f"AWS says: AccessDenied: {words}" in as_lines(found)


@pytest.mark.parametrize(
    "given",
    [
        {"policies": EVERYTHING},  # let in
        {"policies": NOTHING, "action": "dynamodb:GetItem", "resource": "arn:aws:dynamodb:eu-west-1:111122223333:table/t"},
        {"policies": (("own", policy("Allow", Condition={"StringEquals": {"aws:PrincipalOrgID": "o-1"}})),)},  # left open
    ],
)
def test_where_it_is_not_known_none_is_given(given):
    asked = {"action": "s3:GetObject", "resource": "arn:aws:s3:::photos/x", **given}
    assert as_data(looked_at(CLAIMS, **asked))["error"] is None
