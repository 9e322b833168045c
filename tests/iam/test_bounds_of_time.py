"""A bound that is offered for a time still takes in the call that is made again, and says on which side of it everything is let in."""

import pytest

from playground.iam import Policies, PolicyType, Request, decide, parse_policy
from playground.iam.repair.repair import repairs
from playground.iam.repair.trial import after

SESSION = "arn:aws:sts::111122223333:assumed-role/App/maya"
NOW = 1_795_292_760


def asked(later=0, **more):
    moment = f"2026-11-21T{20 + (26 * 60 + later) // 3600:02}:{(26 + later // 60) % 60:02}:{later % 60:02}Z"
    context = {"aws:CurrentTime": moment, "aws:EpochTime": str(NOW + later), **more}
    return Request("s3:GetObject", "arn:aws:s3:::b/k", SESSION, context)


def policies(operator, key, bound):
    statement = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": {operator: {key: bound}}}
    return Policies(identity=(parse_policy({"Version": "2012-10-17", "Statement": [statement]}, PolicyType.IDENTITY),))


@pytest.mark.parametrize(
    ("operator", "key", "bound"),
    [
        ("DateLessThan", "aws:CurrentTime", "2026-01-01T00:00:00Z"),
        ("DateLessThanEquals", "aws:CurrentTime", "2026-01-01T00:00:00Z"),
        ("DateLessThan", "aws:EpochTime", "2026-01-01T00:00:00Z"),
        ("NumericLessThan", "aws:EpochTime", "1"),
        ("NumericLessThanEquals", "aws:EpochTime", "1"),
        ("DateGreaterThan", "aws:CurrentTime", "2030-01-01T00:00:00Z"),
        ("DateEquals", "aws:CurrentTime", "2026-01-01T00:00:00Z"),
        ("NumericEquals", "aws:EpochTime", "1"),
    ],
)
def test_what_is_offered_holds_a_while_later(operator, key, bound):
    there = policies(operator, key, bound)
    found = repairs(asked(), there, decide(asked(), there))
    assert found
    for repair in found:
        changed = after(there, repair.edits)
        assert decide(asked(), changed).allowed
        assert decide(asked(later=600), changed).allowed, repair.sentence
    bounds = [one for one in found if "the bound of" in one.sentence]
    assert bool(bounds) is ("Equals" not in operator or "Than" in operator)
    for one in bounds:
        (caution,) = one.cautions
        assert ("an hour from this request" in caution.sentence) is ("Less" in operator)
        assert caution.sentence.startswith("everything up to" if "Less" in operator else "everything from")


@pytest.mark.parametrize(
    ("operator", "bound", "side"), [("NumericLessThan", "5", "up to `11`"), ("NumericGreaterThan", "50", "from `9` on")]
)
def test_the_caution_names_the_side_that_is_let_in(operator, bound, side):
    there, made = policies(operator, "s3:max-keys", bound), asked(**{"s3:max-keys": "10"})
    (one,) = [one for one in repairs(made, there, decide(made, there)) if "the bound of" in one.sentence]
    assert [caution.sentence for caution in one.cautions] == [f"everything {side} is then let in"]
