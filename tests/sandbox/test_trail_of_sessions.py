"""CloudTrail's records of what a token's session does: who vouched for whom."""

from playground.tokens.provider import COGNITO
from tests.sandbox.sdk import as_administrator
from tests.sandbox.visit import ACCOUNT, AMAZON, AMAZON_TOKEN, credentials_of, header, trust
from tests.tokens.minting import KEYS, good, mint

PROVIDER = f"arn:aws:iam::{ACCOUNT}:oidc-provider/idp.example.com"


def reported(site, *assumed, **parameters):
    held = credentials_of(site.assume(*assumed, **parameters))
    site.sts(held, "GetCallerIdentity")
    (_, event) = site.events[-1]
    context = event["userIdentity"]["sessionContext"]
    return context["webIdFederationData"]


def test_a_session_s_records_say_what_a_built_in_provider_reported_of_app_and_user(site):
    site.edit_role("PhotoAppGoogle", trust_policy=trust(COGNITO, Condition={"Null": {f"{COGNITO}:aud": "false"}}))
    site.issuers.key_sets[f"https://{COGNITO}"] = KEYS
    amr = ["authenticated", "accounts.google.com"]
    token = mint(good(iss=f"https://{COGNITO}", aud="us-east-1:pool", sub="us-east-1:maya", amr=amr))
    assert reported(site, token, "PhotoAppGoogle") == {
        "federatedProvider": COGNITO,
        "attributes": {
            f"{COGNITO}:amr": '["authenticated","accounts.google.com"]',
            f"{COGNITO}:aud": "us-east-1:pool",
            f"{COGNITO}:sub": "us-east-1:maya",
        },
    }
    assert reported(site, AMAZON_TOKEN, "PhotoAppAmazon", ProviderId=AMAZON)["attributes"] == {
        "www.amazon.com:app_id": "amzn1.app.1",
        "www.amazon.com:user_id": "amzn1.account.MAYA",
    }
    assert reported(site) == {"federatedProvider": PROVIDER, "attributes": {}}


def test_the_record_of_a_signed_call_to_sts_says_where_it_was_served_and_of_one_to_iam_it_does_not(site, admin):
    answer = site.sts(admin, "GetCallerIdentity")
    assert site.events[-1][1]["additionalEventData"] == {
        "ExtendedRequestId": header(answer, "x-amz-sts-extended-request-id"),
        "RequestDetails": {"awsServingRegion": "eu-west-1", "endpointType": "regional"},
    }
    as_administrator(site)("ListRoles")
    assert "additionalEventData" not in site.events[-1][1]
