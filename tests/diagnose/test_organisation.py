"""Policies of the organisation beside those of the account: an RCP holds tokens and requests, an SCP the session's requests."""

import json
from dataclasses import replace

import pytest

from playground.diagnose.examine import diagnose
from playground.diagnose.examples import BY_SLUG
from playground.diagnose.fixes import fixes, texts
from playground.diagnose.form import read_form, setup_of
from playground.diagnose.telling import first_sentence
from playground.diagnose.unusable import Unusable
from tests.diagnose.test_what_is_left_open import CLAIMS, NOW, looked_at, verdicts

READS = (("read", json.dumps({"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}})),)
ASKED = {"action": "s3:GetObject", "resource": "arn:aws:s3:::photos/maya.jpg", "policies": READS}
ELSEWHERE = {"StringNotEquals": {"aws:RequestedRegion": "eu-west-1"}}


def of(action, condition=None, effect="Deny", **more):
    statement = {"Effect": effect, **more, "Action": action, "Resource": "*"} | ({"Condition": condition} if condition else {})
    return (("of the organisation", json.dumps({"Version": "2012-10-17", "Statement": [statement]})),)


def held(action, condition=None):
    return of(action, condition, Principal="*")


def test_a_token_that_the_role_trusts_is_stopped_at_the_trust_policy_by_the_organisation():
    found = looked_at(CLAIMS, resource_control=held("sts:AssumeRoleWithWebIdentity"))
    assert verdicts(found)["Trust policy"] == "fail"
    assert found.refusal.message == "Not authorized to perform sts:AssumeRoleWithWebIdentity"
    assert found.failed.document == "of the organisation"
    assert fixes(found) == ()  # it has nothing else to say, and is not ours to take away


def test_a_policy_about_something_else_lets_it_through():
    assert looked_at(CLAIMS, resource_control=held("s3:*")).allowed


def test_what_hangs_on_a_key_of_the_call_is_left_open():
    found = looked_at(CLAIMS, resource_control=held("sts:*", {"NotIpAddress": {"aws:SourceIp": "203.0.113.0/24"}}))
    assert found.undecided == ("aws:SourceIp",)
    found = looked_at(
        CLAIMS,
        resource_control=held("sts:*", {"NotIpAddress": {"aws:SourceIp": "203.0.113.0/24"}}),
        context={"aws:SourceIp": "203.0.113.9"},
    )
    assert found.allowed


def test_a_request_of_the_session_is_held_by_both():
    assert looked_at(CLAIMS, **ASKED).allowed
    found = looked_at(CLAIMS, **ASKED, resource_control=held("s3:*"))
    assert found.failed.says == "an explicit deny in the resource control policy refuses `{}`"
    found = looked_at(CLAIMS, **ASKED, service_control=of("s3:GetObject"))
    assert found.failed.says == "an explicit deny in the service control policy refuses `{}`"


def test_a_request_hangs_on_what_its_own_call_would_tell():
    """The commonest service control policy: no region but ours. Which region is called, nobody said."""
    found = looked_at(CLAIMS, **ASKED, service_control=of("*", ELSEWHERE))
    assert (found.undecided, found.allowed, found.failed) == (("aws:RequestedRegion",), False, None)
    says = "the role lets this in, and whether `s3:GetObject` is allowed hangs on `aws:RequestedRegion`, which was not given"
    assert first_sentence(found).sentence == says
    for region, allowed in (("eu-west-1", True), ("us-east-1", False)):
        found = looked_at(CLAIMS, **ASKED, service_control=of("*", ELSEWHERE), context={"aws:RequestedRegion": region})
        assert (found.undecided, found.allowed) == ((), allowed)


def test_beside_policies_that_only_deny_full_access_is_taken_to_stand():
    found = looked_at(CLAIMS, **ASKED, service_control=of("ec2:*"))
    assert found.allowed
    assert "the service control policy `FullAWSAccess` allows it" in [one.sentence for one in found.chain[-1].reasons]
    found = looked_at(CLAIMS, **ASKED, service_control=of("ec2:*", effect="Allow"))
    assert found.failed.says == "no service control policy allows `{}`"


def test_the_fix_of_a_token_that_brings_tags_keeps_the_organisations_policy_in_mind():
    """Two documents must change: what the organisation spares, and the action that the trust policy leaves out."""
    form = BY_SLUG["tags"].form(NOW)
    control = held("sts:*", {"StringNotEquals": {"cognito-identity.amazonaws.com:aud": "eu-west-1:another"}})[0][1]
    form = replace(form, resource_control_policy=control)
    found = diagnose(setup_of(form, NOW))
    for fix in fixes(found):
        assert {one.title for one in fix.changed} == {"Resource control policy", "Trust policy"}
        assert diagnose(setup_of(replace(form, **texts(fix)), NOW)).allowed
    assert fixes(found)


@pytest.mark.parametrize("field", ["service_control_policy", "resource_control_policy"])
def test_a_policy_that_aws_would_not_keep_is_refused_in_its_field(field):
    wrong = json.dumps(
        {"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": {"AWS": "*"}, "Action": "s3:*"}]}
    )
    with pytest.raises(Unusable) as refused:
        diagnose(setup_of(read_form({"token": json.dumps(CLAIMS), field: wrong}), NOW))
    assert refused.value.field == field
