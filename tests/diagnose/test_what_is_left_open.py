"""What was not given is left open and said so; nothing is guessed, and nothing passes that was not looked at."""

import json
import time

import pytest

from playground.diagnose.examine import diagnose
from playground.diagnose.examples import BY_SLUG
from playground.diagnose.form import Form, read_form, setup_of
from playground.diagnose.reading.pasted import read_pasted
from playground.diagnose.setup import Setup
from playground.diagnose.unusable import Unusable
from playground.tokens.keys import KeySet
from tests.tokens.minting import KEYS, mint, part

NOW = 1_795_292_760.0
ISSUER = "https://id.example.com"
CLAIMS = {"iss": ISSUER, "aud": "my-app", "sub": "maya", "iat": int(NOW) - 60, "exp": int(NOW) + 600}


def trust(
    conditions=None, action="sts:AssumeRoleWithWebIdentity", federated="arn:aws:iam::111122223333:oidc-provider/id.example.com"
):
    statement = {"Effect": "Allow", "Principal": {"Federated": federated}, "Action": action}
    if conditions:
        statement["Condition"] = conditions
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def looked_at(pasted, **given):
    text = pasted if isinstance(pasted, str) else json.dumps(pasted)
    return diagnose(Setup(read_pasted(text), NOW, **{"trust": trust(), **given}))


def verdicts(found):
    return {one.name: str(one.verdict) for one in found.chain}


def test_claims_alone_leave_the_signature_open_and_the_rest_is_judged():
    found = verdicts(looked_at(CLAIMS))
    assert found["Signature"] == found["Structure"] == "open"
    assert found["Dates"] == found["Trust policy"] == "pass"


def test_claims_without_dates_leave_the_dates_open():
    found = looked_at({name: CLAIMS[name] for name in ("iss", "aud", "sub")})
    assert verdicts(found)["Dates"] == verdicts(found)["Required claims"] == "open"
    assert found.allowed


def test_a_token_without_its_issuers_keys_leaves_the_signature_open():
    found = looked_at(mint(CLAIMS))
    assert verdicts(found)["Signature"] == "open"
    assert verdicts(found)["Structure"] == "pass"


def test_a_pasted_key_set_closes_the_signature():
    assert verdicts(looked_at(mint(CLAIMS), keys=KEYS))["Signature"] == "pass"
    found = looked_at(mint(CLAIMS)[:-6] + "AAAAAA", keys=KEYS)
    assert verdicts(found)["Signature"] == "fail"
    assert not found.allowed


def test_what_the_header_alone_refutes_needs_no_keys():
    found = looked_at(f"{part({'alg': 'none'})}.{part(CLAIMS)}.")
    assert verdicts(found)["Signature"] == "fail"


def test_the_audiences_list_is_compared_when_it_is_given():
    assert verdicts(looked_at(CLAIMS))["Audience"] == "open"
    assert verdicts(looked_at(CLAIMS, audiences=("my-app",)))["Audience"] == "pass"
    refused = looked_at(CLAIMS, audiences=("other",))
    assert refused.refusal.message == "Incorrect token audience"


def test_without_a_trust_policy_the_trust_is_left_open():
    found = looked_at(CLAIMS, trust="")
    assert verdicts(found)["Trust policy"] == "open"


def test_a_condition_on_where_the_call_came_from_is_not_guessed():
    conditions = {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}
    found = looked_at(CLAIMS, trust=trust(conditions))
    assert found.undecided == ("aws:SourceIp",)
    assert not found.allowed
    assert looked_at(CLAIMS, trust=trust(conditions), context={"aws:SourceIp": "203.0.113.7"}).allowed
    refused = looked_at(CLAIMS, trust=trust(conditions), context={"aws:SourceIp": "198.51.100.1"})
    assert refused.undecided == ()
    assert refused.refusal.code == "AccessDenied"


def test_a_request_of_the_session_is_decided_too():
    policy = json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/${id.example.com:sub}/*"}],
        }
    )
    given = {"policies": (("own", policy),), "action": "s3:GetObject"}
    assert looked_at(CLAIMS, **given, resource="arn:aws:s3:::b/maya/x").allowed
    assert not looked_at(CLAIMS, **given, resource="arn:aws:s3:::b/tomas/x").allowed
    narrow = (("session policy", policy.replace("s3:GetObject", "s3:PutObject")),)
    found = looked_at(CLAIMS, **given, resource="arn:aws:s3:::b/maya/x", session_policies=narrow)
    assert found.request.decision.by.words == "session policy"


RECORD = {
    "eventVersion": "1.08",
    "userIdentity": {
        "type": "WebIdentityUser",
        "principalId": "arn:aws:iam::111122223333:oidc-provider/id.example.com:my-app:repo:acme/site",
        "userName": "repo:acme/site",
        "identityProvider": "arn:aws:iam::111122223333:oidc-provider/id.example.com",
    },
    "eventTime": "2026-11-20T10:00:00Z",
    "eventName": "AssumeRoleWithWebIdentity",
    "errorCode": "AccessDenied",
    "errorMessage": "An unknown error occurred",
    "requestParameters": {"roleArn": "arn:aws:iam::111122223333:role/deploy", "roleSessionName": "ci"},
}


def test_a_cloudtrail_record_tells_subject_audience_role_and_time():
    found = diagnose(setup_of(Form(token=json.dumps(RECORD), trust=trust({"StringEquals": {"id.example.com:sub": "x"}})), NOW))
    claims = found.setup.pasted.unverified_claims
    assert claims == {"iss": "https://id.example.com", "aud": "my-app", "sub": "repo:acme/site"}
    assert (found.role.name, found.setup.session_name, found.setup.now) == ("deploy", "ci", 1795168800.0)
    assert found.failed.name == "Trust policy"


def test_a_record_of_another_call_is_refused_by_name():
    with pytest.raises(Unusable, match="this record is of GetObject"):
        read_pasted(json.dumps({**RECORD, "eventName": "GetObject"}))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "paste a token"),
        ("hello", "neither a token nor JSON"),
        ("{", "no JSON that can be read"),
        ("[1, 2]", "no object"),
        ("Atza|IQEBLjAsAhRmHjNgHpi0U", "opaque access token"),
        ('{"name": "maya"}', "no claims of a token"),
        ("x" * 100_001, "100,001 characters"),
        ("[" * 5000, "no JSON"),
    ],
)
def test_what_is_none_of_it_is_refused_with_what_would_do(text, says):
    with pytest.raises(Unusable) as refused:
        read_pasted(text)
    assert says in refused.value.reason


def test_the_answer_about_an_opaque_token_is_judged():
    answer = {
        "app_id": "amzn1.application.1",
        "user_id": "amzn1.account.A",
        "aud": "amzn1.application-oa2-client.1",
        "exp": 3000,
    }
    conditions = {"StringEquals": {"www.amazon.com:app_id": "amzn1.application.1"}}
    assert looked_at(answer, trust=trust(conditions, federated="www.amazon.com")).allowed
    conditions = {"StringEquals": {"www.amazon.com:app_id": "amzn1.application.2"}}
    found = looked_at(answer, trust=trust(conditions, federated="www.amazon.com"))
    assert found.failed.name == "Trust policy"


def test_a_message_in_the_place_of_a_token_is_taken_for_a_message():
    form = read_form({"token": "An error occurred (AccessDenied): Not authorized to perform sts:AssumeRoleWithWebIdentity"})
    assert form.token == ""
    assert form.known.slug == "not-authorized"


def test_every_example_fills_a_form_that_can_be_worked_with():
    for example in BY_SLUG.values():
        assert diagnose(setup_of(example.form(time.time()), time.time())).chain


def test_an_empty_key_set_is_a_key_set():
    assert verdicts(looked_at(mint(CLAIMS), keys=KeySet()))["Signature"] == "fail"


@pytest.mark.parametrize(
    ("dates", "verdict"), [({"exp": 1}, "fail"), ({"iat": 1}, "fail"), ({"exp": 4102444800}, "open"), ({}, "open")]
)
def test_one_date_alone_refutes_a_token_and_never_proves_it(dates, verdict):
    claims = {name: value for name, value in CLAIMS.items() if name not in ("exp", "iat", "nbf")} | dates
    assert verdicts(looked_at(claims))["Dates"] == verdict


@pytest.mark.parametrize(
    ("answer", "federated", "code", "name"),
    [
        ({"error": "invalid_token", "error_description": "…"}, "www.amazon.com", "InvalidIdentityToken", "Amazon knows it"),
        ({"error": {"type": "OAuthException", "code": 190}}, "graph.facebook.com", "IDPRejectedClaim", "Facebook knows it"),
        ({"data": {"is_valid": False, "error": {"code": 190}}}, "graph.facebook.com", "IDPRejectedClaim", "Facebook knows it"),
        ({"data": {"is_valid": True, "type": "APP", "app_id": "1"}}, "graph.facebook.com", "IDPRejectedClaim", "App"),
    ],
)
def test_what_a_provider_refuses_sts_refuses_too(answer, federated, code, name):
    found = looked_at(answer, trust=trust(federated=federated))
    assert (found.refusal.code, found.failed.name) == (code, name)
