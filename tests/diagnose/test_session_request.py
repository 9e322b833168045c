"""What every request of a session has is known to Diagnose; what only the call or the organisation would tell is left open."""

import json

import pytest

from playground.diagnose.fixes import fixes
from playground.diagnose.telling import first_sentence
from tests.diagnose.test_organisation import ASKED, held, of
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


def test_an_older_role_that_trusts_every_pool_of_cognito_lets_a_token_in():
    """IAM asks for a condition since March 2024, of roles that are made or changed since."""
    statement = {
        "Effect": "Allow",
        "Principal": {"Federated": "cognito-identity.amazonaws.com"},
        "Action": "sts:AssumeRoleWithWebIdentity",
    }
    old = json.dumps({"Version": "2012-10-17", "Statement": statement})
    claims = {**CLAIMS, "iss": "https://cognito-identity.amazonaws.com", "amr": ["unauthenticated"]}
    assert looked_at(claims, trust=old).allowed


def test_no_fix_reads_another_key_in_the_place_of_the_one_that_iam_asks_for():
    """Of a token whose `azp` is not its `aud`: IAM keeps no trust policy that does not compare Cognito's `aud`."""
    for provider, offered in (("cognito-identity.amazonaws.com", False), ("accounts.google.com", True)):
        statement = {
            "Effect": "Allow",
            "Principal": {"Federated": provider},
            "Action": "sts:AssumeRoleWithWebIdentity",
            "Condition": {"StringEquals": {f"{provider}:aud": CLAIMS["aud"]}},
        }
        trusted = json.dumps({"Version": "2012-10-17", "Statement": statement})
        found = looked_at({**CLAIMS, "iss": f"https://{provider}", "azp": "another"}, trust=trusted)
        assert any(":oaud" in fix.sentence for fix in fixes(found)) is offered
        assert fixes(found)


ANYTHING = (("own", json.dumps({"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}})),)
THEIRS = "444455556666"


@pytest.mark.parametrize(
    ("action", "resource", "whose"),
    [
        ("sts:AssumeRole", f"arn:aws:iam::{ACCOUNT}:role/next", "the trust policy of the role that is asked for"),
        ("sts:AssumeRole", f"arn:aws:iam::{THEIRS}:role/next", "the trust policy of the role that is asked for"),
        ("kms:Decrypt", f"arn:aws:kms:eu-west-1:{ACCOUNT}:key/1", "the key's own policy"),
        ("sqs:SendMessage", f"arn:aws:sqs:eu-west-1:{THEIRS}:q", f"the resource's own policy in account {THEIRS}"),
        ("sqs:SendMessage", f"arn:aws:sqs:eu-west-1:{ACCOUNT}:q", ""),
        ("iam:GetPolicy", "arn:aws:iam::aws:policy/ReadOnlyAccess", ""),
        ("s3:GetObject", "arn:aws:s3:::photos/x", ""),
    ],
)
def test_whose_policy_must_allow_too_is_said_where_nobody_gave_it(action, resource, whose):
    found = looked_at(CLAIMS, action=action, resource=resource, policies=ANYTHING)
    says = f"as far as could be judged; {whose}, which was not given, must allow it too" if whose else ": the token passes"
    assert found.allowed
    assert says in first_sentence(found).sentence


def test_another_accounts_policy_alone_lets_nobody_in():
    """Across accounts both sides must allow; within one, a policy that names the role will do."""
    named = {"Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:role/the-role"}, "Action": "sqs:SendMessage", "Resource": "*"}
    queue = json.dumps({"Version": "2012-10-17", "Statement": {"Effect": "Allow", **named}})
    for account, allowed in ((ACCOUNT, True), (THEIRS, False)):
        resource = f"arn:aws:sqs:eu-west-1:{account}:q"
        found = looked_at(CLAIMS, action="sqs:SendMessage", resource=resource, bucket_policy=queue)
        assert found.allowed is allowed
        assert looked_at(CLAIMS, action="sqs:SendMessage", resource=resource, bucket_policy=queue, policies=ANYTHING).allowed


def test_whose_the_resource_is_can_be_read_from_its_arn():
    only_ours = of("*", {"StringNotEquals": {"aws:ResourceAccount": ACCOUNT}})
    for account, allowed in ((ACCOUNT, True), (THEIRS, False)):
        asked = {"action": "sqs:SendMessage", "resource": f"arn:aws:sqs:eu-west-1:{account}:q", "policies": ANYTHING}
        assert looked_at(CLAIMS, **asked, service_control=only_ours).allowed is allowed


def test_where_nobody_said_whose_the_role_is_no_account_is_called_another():
    google = {**CLAIMS, "iss": "https://accounts.google.com"}
    statement = {
        "Effect": "Allow",
        "Principal": {"Federated": "accounts.google.com"},
        "Action": "sts:AssumeRoleWithWebIdentity",
    }
    trusted = json.dumps({"Version": "2012-10-17", "Statement": statement})
    asked = {"action": "sqs:SendMessage", "resource": f"arn:aws:sqs:eu-west-1:{THEIRS}:q", "policies": ANYTHING}
    assert "every policy that must allow it does" in first_sentence(looked_at(google, trust=trusted, **asked)).sentence
