"""AssumeRoleWithWebIdentity: every gate with AWS's code, status and message, in the order in which STS asks them."""

from dataclasses import replace

import pytest

from playground.tokens.keys import KeySet
from tests.sandbox.assuming.gate_cases import CLAIM, DENIED, NO_KEY, REFUSED
from tests.sandbox.visit import (
    ACCOUNT,
    GOOGLE,
    OTHER,
    failed,
    fields,
    gates,
    google_token,
    header,
    policy,
    refusal,
    role_arn,
    sentence,
    trust,
    verdicts,
)
from tests.tokens.minting import ISSUER, NOW, STRANGER, good, mint

GATES = (
    "Parameters",
    "Structure",
    "Issuer",
    "Registered provider",
    "Required claims",
    "Signature",
    "Dates",
    "Audience",
    "Roles claim",
    "Trust policy",
    "Duration",
    "Session policy and tags",
)


@pytest.mark.parametrize(("gate", "parameters", "status", "code", "message"), REFUSED)
def test_a_gate_refuses_in_awss_words_and_shows_how_far_the_call_came(site, gate, parameters, status, code, message):
    answer = site.assume(**parameters)
    told = refusal(answer)
    assert told[:2] == (status, code)
    assert message in (None, told[2])
    assert tuple(gates(answer)) == GATES
    assert failed(answer) == gate
    before = GATES.index(gate)
    assert verdicts(answer) == ["pass"] * before + ["fail"] + ["skip"] * (11 - before)
    assert answer.error == code


WORSE_AND_WORSE = (
    {"Policy": "{"},
    {"DurationSeconds": "43200"},
    {"RoleArn": role_arn("Nobody")},
    {"WebIdentityToken": mint(good() | {CLAIM: role_arn("Other")})},
    {"WebIdentityToken": mint(good(aud="another") | {CLAIM: role_arn("Other")})},
    {"WebIdentityToken": mint(good(aud="another", exp=NOW - 999))},
    {"WebIdentityToken": mint(good(aud="another", exp=NOW - 999), key=STRANGER)},
    {"WebIdentityToken": mint(good(aud="another", exp=NOW - 999, sub=None), key=STRANGER)},
    {"WebIdentityToken": mint(good(iss="https://unknown.example", aud="another", sub=None), key=STRANGER)},
    {"WebIdentityToken": mint(good(iss="unknown", aud="another", sub=None), key=STRANGER)},
    {"WebIdentityToken": "no token"},
    {"RoleSessionName": ":"},
)


@pytest.mark.parametrize("faults", range(1, 13))
def test_the_first_fault_in_the_order_of_sts_is_the_one_that_is_told(site, faults):
    """One fault more each time, each of a gate further up; the later ones stay."""
    parameters = {}
    for fault in WORSE_AND_WORSE[:faults]:
        parameters |= fault
    assert failed(site.assume(**parameters)) == GATES[12 - faults]


def test_all_twelve_gates_pass_for_a_good_call(site):
    answer = site.assume()
    assert tuple(gates(answer)) == GATES
    assert set(verdicts(answer)) == {"pass"}
    assert answer.finding.passed
    assert answer.error == ""


def test_the_answer_says_who_came_by_whom_and_gets_what(site):
    answer = site.assume(RoleSessionName="maya@laptop", DurationSeconds="900")
    told = fields(answer)
    assert answer.response.status == 200
    assert told["SubjectFromWebIdentityToken"] == "maya"
    assert told["Audience"] == "photo-app"
    assert told["Arn"] == f"arn:aws:sts::{ACCOUNT}:assumed-role/Admin/maya@laptop"
    assert told["AssumedRoleId"] == "AROAADMINADMINADMIN12:maya@laptop"
    assert told["Provider"] == f"arn:aws:iam::{ACCOUNT}:oidc-provider/idp.example.com"
    assert told["Expiration"] == "2026-11-21T20:38:17Z"
    assert told["AccessKeyId"].startswith("ASIA")
    assert len(told["AccessKeyId"]) == 20
    assert len(told["SecretAccessKey"]) == 40
    assert told["SessionToken"].startswith("IQoJb3JpZ2luX2Vj")
    assert "PackedPolicySize" not in told
    assert "SourceIdentity" not in told
    assert answer.request_id == header(answer, "x-amzn-RequestId")


def test_a_built_in_provider_is_named_by_its_domain(site):
    assert fields(site.assume(google_token(), "PhotoAppGoogle"))["Provider"] == GOOGLE


def test_no_two_calls_get_the_same_credentials(site):
    answers = [fields(site.assume()) for _ in range(20)]
    assert len({told["AccessKeyId"] for told in answers}) == len({told["SecretAccessKey"] for told in answers}) == 20


def test_keys_that_cannot_be_had_are_told_as_aws_tells_it(site):
    del site.issuers.key_sets[ISSUER]
    answer = site.assume()
    assert refusal(answer) == (400, "InvalidIdentityToken", NO_KEY)
    assert "five seconds" in sentence(answer)


def test_a_token_without_keys_to_judge_it_is_never_taken(site):
    site.issuers.key_sets[ISSUER] = KeySet.from_jwks({"keys": []})
    assert refusal(site.assume())[1] == "InvalidIdentityToken"


def test_five_minutes_after_it_expired_a_token_is_still_taken(site):
    assert site.assume(mint(good(exp=NOW - 300))).response.status == 200
    site.clock.now = NOW + 1
    assert refusal(site.assume(mint(good(exp=NOW - 300))))[1] == "ExpiredTokenException"


def test_the_authorized_party_is_compared_before_the_audience(site):
    assert site.assume(mint(good(azp="other", aud="unheard-of"))).response.status == 200
    assert refusal(site.assume(mint(good(azp="unheard-of", aud="photo-app"))))[2] == "Incorrect token audience"


def test_a_provider_of_another_account_counts_for_nothing(site):
    site.stores.accounts.change(OTHER, lambda account: replace(account, providers={}))
    answer = site.assume(role=role_arn("Admin", OTHER))
    assert refusal(answer)[2] == f"No OpenIDConnect provider found in your account for {ISSUER}"


def test_a_provider_s_url_is_compared_to_the_letter(site):
    shouted = ISSUER.replace("idp", "IDP")
    site.issuers.key_sets[shouted] = site.issuers.key_sets[ISSUER]
    answer = site.assume(mint(good(iss=shouted)))
    assert refusal(answer)[2] == f"No OpenIDConnect provider found in your account for {shouted}"


@pytest.mark.parametrize(
    "role", [role_arn("Admin", "999999999999"), role_arn("nobody"), role_arn("path/Admin"), role_arn("admin")]
)
def test_a_role_that_is_not_there_is_told_from_no_other_refusal(site, role):
    google = google_token()  # built in, so that no account need have the provider
    assert refusal(site.assume(google, role)) == DENIED


def test_the_refusal_names_the_condition_that_does_not_hold(site):
    answer = site.assume(google_token(aud="another-app"), "PhotoAppGoogle")
    assert refusal(answer) == DENIED
    assert "another-app" in sentence(answer)
    assert "photo-app" in sentence(answer)


def test_an_explicit_deny_in_the_trust_policy_is_refused_like_the_rest(site):
    everybody = trust(GOOGLE)
    everybody["Statement"] += trust("*", effect="Deny")["Statement"]
    everybody["Statement"][1]["Principal"] = "*"
    site.edit_role("PhotoAppGoogle", trust_policy=everybody)
    assert refusal(site.assume(google_token(), "PhotoAppGoogle")) == DENIED


def test_a_trust_policy_can_test_what_the_call_says(site):
    only = {"Condition": {"StringEquals": {"sts:RoleSessionName": "${accounts.google.com:sub}"}}}
    site.edit_role("PhotoAppGoogle", trust_policy=trust(GOOGLE, **only))
    assert site.assume(google_token("maya"), "PhotoAppGoogle", RoleSessionName="maya").response.status == 200
    assert refusal(site.assume(google_token("maya"), "PhotoAppGoogle", RoleSessionName="tomas")) == DENIED


@pytest.mark.parametrize("key", ["iam:ResourceTag/team", "aws:ResourceTag/team"])
def test_a_trust_policy_can_test_the_roles_own_tags(site, key):
    only = {"Condition": {"StringEquals": {key: "photos"}}}
    site.edit_role("PhotoAppGoogle", trust_policy=trust(GOOGLE, **only))
    assert refusal(site.assume(google_token(), "PhotoAppGoogle")) == DENIED
    site.edit_role("PhotoAppGoogle", tags={"team": "photos"})
    assert site.assume(google_token(), "PhotoAppGoogle").response.status == 200


def test_a_trust_policy_that_is_none_lets_nobody_in_and_is_no_failure_of_ours(site):
    site.edit_role("Admin", trust_policy=policy("s3:*"))
    answer = site.assume()
    assert refusal(answer) == DENIED
    assert "trust policy" in sentence(answer)


def test_the_roles_claim_that_names_the_role_can_be_asked_for(site):
    only = {"Condition": {"Bool": {"sts:RoleAuthorizedByIdp": "true"}}}
    account = site.stores.accounts.get(ACCOUNT)
    site.edit_role("Admin", trust_policy=trust(account.provider_arn("idp.example.com"), **only))
    assert refusal(site.assume()) == DENIED
    for claim in (role_arn("Admin"), [role_arn("Other"), role_arn("Admin")]):
        assert site.assume(mint(good() | {CLAIM: claim})).response.status == 200


def test_no_duration_means_an_hour_and_the_role_may_allow_more(site):
    assert fields(site.assume())["Expiration"] == "2026-11-21T21:23:17Z"
    site.edit_role("Admin", max_session_duration=43_200)
    assert fields(site.assume(DurationSeconds="43200"))["Expiration"] == "2026-11-22T08:23:17Z"
