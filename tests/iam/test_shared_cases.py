"""Every decision of the shared cases, as it stands there."""

import json
from pathlib import Path

import pytest

from playground.iam import Decision, Outcome, Policies, PolicyType, Request, decide, parse_policy

CASES = [json.loads(line) for line in (Path(__file__).parent / "cases" / "iam_decisions.jsonl").read_text().splitlines()]

# Its name speaks of a service control policy that is silent, and the case has none: without one, AWS allows this request.
LOST_ITS_POLICY = "scp-silent"
SILENT = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "ec2:*", "Resource": "*"}]}


def decision_of(case, **more) -> Decision:
    asked = case["request"]
    assumes = asked["action"].lower().startswith("sts:assumerole")

    def parsed(key, kind):
        given = case.get(key)
        return None if given is None else [parse_policy(one, kind) for one in (given if isinstance(given, list) else [given])]

    resource = parsed("resource_policy", PolicyType.TRUST if assumes else PolicyType.RESOURCE)
    policies = Policies(
        identity=tuple(parsed("identity_policies", PolicyType.IDENTITY) or ()),
        session=(found := parsed("session_policy", PolicyType.SESSION)) and tuple(found),
        boundary=(found := parsed("permission_boundary", PolicyType.BOUNDARY)) and tuple(found),
        resource=resource[0] if resource else None,
        **more,
    )
    request = Request(asked["action"], asked["resource"], asked["principal"], asked["context"], asked["resource_account"])
    return decide(request, policies)


@pytest.mark.parametrize("case", [c for c in CASES if c["id"] != LOST_ITS_POLICY], ids=lambda case: case["id"])
def test_the_decision_is_the_one_that_aws_makes(case):
    decision = decision_of(case)
    assert decision.outcome == case["expected"]
    assert decision.finding.passed == (decision.outcome is Outcome.ALLOWED)


def test_the_case_that_lost_its_service_control_policy_is_denied_once_it_has_one():
    case = next(case for case in CASES if case["id"] == LOST_ITS_POLICY)
    silent = parse_policy(SILENT, PolicyType.SERVICE_CONTROL)
    assert decision_of(case, service_control=(silent,)).outcome == case["expected"]
    assert decision_of(case).outcome is Outcome.ALLOWED


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_every_finding_reads_as_a_sentence_and_points_into_its_document(case):
    for finding in decision_of(case).finding.walk():
        assert finding.sentence
        assert not finding.sentence.endswith(".")
        assert finding.pointer == "" or finding.document


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_what_is_named_as_deciding_did_decide(case):
    decision = decision_of(case)
    named = {one.statement for one in decision.deciding}
    if decision.outcome is Outcome.EXPLICITLY_DENIED:
        assert named
        assert {one.effect for one in named} == {"Deny"}
    if decision.allowed:
        assert named
        assert {one.effect for one in named} == {"Allow"}
