"""What every request of a session has is known to Diagnose; what only the call or the organisation would tell is left open."""

import json

import pytest

from tests.diagnose.test_organisation import ASKED, held
from tests.diagnose.test_what_is_left_open import CLAIMS, looked_at

ACCOUNT = "111122223333"


def allowing(condition, **more):
    statement = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": condition, **more}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


@pytest.mark.parametrize(
    ("condition", "allowed"),
    [
        ({"DateGreaterThan": {"aws:CurrentTime": "2026-11-01T00:00:00Z"}}, True),
        ({"DateLessThan": {"aws:CurrentTime": "2026-11-01T00:00:00Z"}}, False),
        ({"NumericGreaterThan": {"aws:EpochTime": "1700000000"}}, True),
        ({"Bool": {"aws:ViaAWSService": "false", "aws:PrincipalIsAWSService": "false"}}, True),
        ({"Bool": {"aws:ViaAWSService": "true"}}, False),
        ({"StringEquals": {"s3:ResourceAccount": ACCOUNT, "aws:ResourceAccount": ACCOUNT}}, True),
        ({"StringEquals": {"s3:ResourceAccount": "444455556666"}}, False),
    ],
)
def test_what_every_request_has_is_known(condition, allowed):
    found = looked_at(CLAIMS, **{**ASKED, "policies": (("own", allowing(condition)),)})
    assert (found.allowed, found.undecided) == (allowed, ())


@pytest.mark.parametrize(
    ("condition", "key", "value"),
    [
        ({"NumericGreaterThanEquals": {"s3:TlsVersion": "1.2"}}, "s3:TlsVersion", "1.3"),
        ({"StringEquals": {"s3:authType": "REST-HEADER"}}, "s3:authType", "REST-HEADER"),
        ({"StringEquals": {"aws:VpceAccount": ACCOUNT}}, "aws:VpceAccount", ACCOUNT),
        ({"StringEquals": {"aws:PrincipalOrgID": "o-ours"}}, "aws:PrincipalOrgID", "o-ours"),
    ],
)
def test_what_only_the_call_or_the_organisation_would_tell_is_left_open(condition, key, value):
    asked = {**ASKED, "policies": (("own", allowing(condition)),)}
    assert looked_at(CLAIMS, **asked).undecided == (key,)
    told = looked_at(CLAIMS, **asked, context={key: value})
    assert (told.allowed, told.undecided) == (True, ())
    told = looked_at(CLAIMS, **asked, context={key: "1"})
    assert (told.allowed, told.undecided) == (False, ())


def test_the_perimeter_that_lets_in_only_ones_own_organisation_is_no_refusal_of_everybody():
    only_ours = {
        "StringNotEqualsIfExists": {"aws:PrincipalOrgID": "o-ours"},
        "BoolIfExists": {"aws:PrincipalIsAWSService": "false"},
    }
    found = looked_at(CLAIMS, **ASKED, resource_control=held("s3:*", only_ours))
    assert (found.undecided, found.failed) == (("aws:PrincipalOrgID",), None)
    given = {**ASKED, "resource_control": held("s3:*", only_ours)}
    assert looked_at(CLAIMS, **given, context={"aws:PrincipalOrgID": "o-ours"}).allowed
    assert not looked_at(CLAIMS, **given, context={"aws:PrincipalOrgID": "o-theirs"}).allowed


def test_a_token_has_no_organisation_so_that_the_trust_policy_is_not_left_open_for_it():
    only_ours = {"StringNotEqualsIfExists": {"aws:PrincipalOrgID": "o-ours"}}
    found = looked_at(CLAIMS, resource_control=held("sts:AssumeRoleWithWebIdentity", only_ours))
    assert (found.undecided, found.failed.name) == ((), "Trust policy")
