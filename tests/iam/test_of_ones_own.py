"""Where a policy keeps everybody to what is theirs, what is the caller's own is allowed to everybody as their own, and to nobody else."""

import pytest

from playground.iam import Policies, PolicyType, Request, decide, parse_policy
from playground.iam.repair.repair import repairs
from playground.iam.repair.trial import after

SUB = "idp.example.com:sub"
SESSION = "arn:aws:sts::111122223333:assumed-role/App/x"
FOLDER = "arn:aws:s3:::b/home/"


def policies(**more):
    statement = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", **more}
    return Policies(identity=(parse_policy({"Version": "2012-10-17", "Statement": [statement]}, PolicyType.IDENTITY),))


def asked(resource="arn:aws:s3:::b", who="maya", **context):
    return Request("s3:GetObject", resource, SESSION, {SUB: who, **context})


def added(request, there):
    found = repairs(request, there, decide(request, there))
    return next((one for one in found if one.sentence.startswith(("add", "let"))), None)


@pytest.mark.parametrize(("key", "written"), [("home/maya", "home/${idp.example.com:sub}"), ("home/maya/", None)])
def test_ones_own_object_is_written_with_the_variable(key, written):
    there = policies(Resource=f"{FOLDER}${{{SUB}}}/*")
    request = asked(f"arn:aws:s3:::b/{key}")
    if written is None:
        assert decide(request, there).allowed
        return
    change = added(request, there)
    assert change.sentence == f"add `arn:aws:s3:::b/{written}` to the resources of `statement 1`"
    assert all("somebody else" not in caution.sentence for caution in change.cautions)
    changed = after(there, change.edits)
    assert decide(request, changed).allowed
    assert decide(asked(f"{FOLDER}tomas", who="tomas"), changed).allowed
    assert not decide(asked(f"{FOLDER}maya", who="tomas"), changed).allowed


def test_ones_own_prefix_is_written_with_the_variable():
    there = policies(Condition={"StringLike": {"s3:prefix": [f"${{{SUB}}}/*"]}})
    request = asked(**{"s3:prefix": "maya"})
    change = added(request, there)
    assert change.sentence == "let `s3:prefix` also be `${idp.example.com:sub}`"
    assert not change.cautions
    assert not decide(asked(who="tomas", **{"s3:prefix": "maya"}), after(there, change.edits)).allowed


@pytest.mark.parametrize("key", ["tomas", "mayas", "tomas/maya"])
def test_what_is_somebody_elses_is_named_and_said_to_be(key):
    there = policies(Resource=f"{FOLDER}${{{SUB}}}/*")
    change = added(asked(f"{FOLDER}{key}"), there)
    assert change.sentence == f"add `{FOLDER}{key}` to the resources of `statement 1`"
    assert any("this is somebody else's" in caution.sentence for caution in change.cautions)


def test_a_key_is_not_compared_with_itself():
    there = policies(Condition={"StringLike": {SUB: [f"${{{SUB}}}/x"]}})
    change = added(asked("arn:aws:s3:::b/k"), there)
    assert change.sentence == f"let `{SUB}` also be `maya`"
