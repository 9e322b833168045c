"""What nobody told of the role and its session is not made up: the answer that hangs on it is left open, and no fix names it."""

import json

import pytest

from playground.diagnose.fixes import fixes
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
