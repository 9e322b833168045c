"""CloudTrail: what is kept of a call, in AWS's own form, and what is not kept at all."""

import json

import pytest

from tests.sandbox.visit import (
    ACCOUNT,
    AMAZON,
    AMAZON_TOKEN,
    BUCKET,
    OTHER,
    fields,
    google_token,
    header,
    policy,
    role_arn,
    signed,
    trust,
)
from tests.tokens.minting import NOW, good, mint

PROVIDER = f"arn:aws:iam::{ACCOUNT}:oidc-provider/idp.example.com"
TAGS, SOURCE, ROLES = (f"https://aws.amazon.com/{name}" for name in ("tags", "source_identity", "roles"))


def event_of(site, answer):
    ((account_id, event),) = [one for one in site.events if one[1]["requestID"] == answer.request_id]
    assert account_id == ACCOUNT
    json.dumps(event)
    return event


def test_a_success_is_kept_as_aws_keeps_it(site):
    answer = site.assume(DurationSeconds="900")
    event = event_of(site, answer)
    assert event.pop("eventID")
    credentials = event["responseElements"].pop("credentials")
    size = int(fields(answer)["SessionTokenSize"])
    assert event == {
        "eventVersion": "1.08",
        "userIdentity": {
            "type": "WebIdentityUser",
            "principalId": f"{PROVIDER}:photo-app:maya",
            "userName": "maya",
            "identityProvider": PROVIDER,
        },
        "eventTime": "2026-11-21T20:23:17Z",
        "eventSource": "sts.amazonaws.com",
        "eventName": "AssumeRoleWithWebIdentity",
        "awsRegion": "eu-west-1",
        "sourceIPAddress": "127.0.0.1",
        "userAgent": "tests",
        "requestParameters": {"roleArn": role_arn("Admin"), "roleSessionName": "maya", "durationSeconds": 900},
        "responseElements": {
            "subjectFromWebIdentityToken": "maya",
            "assumedRoleUser": {
                "assumedRoleId": "AROAADMINADMINADMIN12:maya",
                "arn": f"arn:aws:sts::{ACCOUNT}:assumed-role/Admin/maya",
            },
            "provider": PROVIDER,
            "audience": "photo-app",
            "sessionTokenUtilization": -(-size * 100 // 4096),
            "sessionTokenSize": size,
        },
        "additionalEventData": {
            "identityProviderConnectionVerificationMethod": "IAMTrustStore",
            "ExtendedRequestId": header(answer, "x-amz-sts-extended-request-id"),
            "RequestDetails": {"awsServingRegion": "eu-west-1", "endpointType": "regional"},
        },
        "requestID": header(answer, "x-amzn-RequestId"),
        "readOnly": True,
        "resources": [{"accountId": ACCOUNT, "type": "AWS::IAM::Role", "ARN": role_arn("Admin")}],
        "eventType": "AwsApiCall",
        "managementEvent": True,
        "recipientAccountId": ACCOUNT,
        "eventCategory": "Management",
        "tlsDetails": {"clientProvidedHostHeader": "localhost:8001"},
    }
    assert credentials["accessKeyId"].startswith("ASIA")
    assert credentials["expiration"] == "Nov 21, 2026, 8:38:17 PM"


def test_no_secret_is_kept(site):
    site.credentials()
    site.assume(AMAZON_TOKEN, "PhotoAppAmazon", ProviderId=AMAZON)
    kept = json.dumps(site.events)
    assert "secretAccessKey" not in kept
    assert "IQoJ" not in kept
    assert "Atza" not in kept
    assert "eyJ" not in kept


def test_a_built_in_provider_is_named_by_its_domain(site):
    event = event_of(site, site.assume(google_token(), "PhotoAppGoogle"))
    user = event["userIdentity"]
    assert user["principalId"] == "accounts.google.com:photo-app:maya"
    assert user["identityProvider"] == "accounts.google.com"
    assert "identityProviderConnectionVerificationMethod" not in event["additionalEventData"]


def test_tags_source_identity_and_the_roles_claim_are_kept(site):
    site.edit_role("Admin", trust_policy=trust(PROVIDER, "sts:*"))
    claims = {
        TAGS: {"principal_tags": {"team": ["photos"]}, "transitive_tag_keys": ["team"]},
        SOURCE: "maya@example.com",
        ROLES: role_arn("Admin"),
    }
    event = event_of(site, site.assume(mint(good() | claims)))
    asked = event["requestParameters"]
    assert asked["principalTags"] == {"team": "photos"}
    assert asked["transitiveTagKeys"] == ["team"]
    assert asked["sourceIdentity"] == event["responseElements"]["sourceIdentity"] == "maya@example.com"
    assert event["additionalEventData"]["RoleAuthorizedByIdp"] is True


def test_session_policies_are_kept(site):
    arns = {"PolicyArns.member.1.arn": f"arn:aws:iam::{ACCOUNT}:policy/ReadPhotos"}
    asked = event_of(site, site.assume(Policy=json.dumps(policy("s3:*")), **arns))["requestParameters"]
    assert asked["policyArns"] == [{"arn": f"arn:aws:iam::{ACCOUNT}:policy/ReadPhotos"}]
    assert json.loads(asked["policy"]) == policy("s3:*")


@pytest.mark.parametrize("role", ["PhotoAppAmazon", "Nobody"])
def test_of_a_denial_even_the_message_is_hidden(site, role):
    event = event_of(site, site.assume(google_token(), role))
    assert event["errorCode"] == "AccessDenied"
    assert event["errorMessage"] == "An unknown error occurred"
    assert event["responseElements"] is None
    assert event["requestParameters"] == {"roleArn": role_arn(role), "roleSessionName": "maya"}
    assert event["userIdentity"]["userName"] == "maya"
    assert "additionalEventData" not in event


@pytest.mark.parametrize(
    "parameters",
    [
        {"WebIdentityToken": "no token"},
        {"WebIdentityToken": mint(good(exp=NOW - 999))},
        {"WebIdentityToken": mint(good(aud="another"))},
        {"RoleSessionName": ":"},
        {"ProviderId": AMAZON, "WebIdentityToken": "Atza|nobody-answers"},
        {"RoleArn": role_arn("Admin", "999999999999")},
    ],
)
def test_what_is_refused_before_anybody_is_known_is_not_kept(site, parameters):
    assert site.assume(**parameters).error
    assert site.events == []


def test_a_call_with_credentials_is_kept_with_its_session(site, admin):
    event = event_of(site, site.sts(admin, "GetCallerIdentity"))
    user = event["userIdentity"]
    assert (event["eventName"], user["type"], user["accessKeyId"]) == ("GetCallerIdentity", "AssumedRole", admin.access_key_id)
    assert user["arn"] == f"arn:aws:sts::{ACCOUNT}:assumed-role/Admin/maya"
    assert user["sessionContext"]["sessionIssuer"]["arn"] == role_arn("Admin")
    refused = event_of(site, site.sts(admin, "GetSessionToken"))
    assert refused["errorCode"] == "AccessDenied"
    assert refused["errorMessage"] == "Cannot call GetSessionToken with session credentials"


def test_s3s_data_events_are_off(site, admin):
    site.events.clear()
    site.s3(admin, "GET", f"/{BUCKET}/shared/welcome.txt")
    site.s3(admin, "GET", f"/{BUCKET}/shared/nothing.txt")
    assert site.events == []


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("acl", "GetBucketAcl"),
        ("versioning", "GetBucketVersioning"),
        ("lifecycle", "GetBucketLifecycle"),
        ("notification", "GetBucketNotification"),
        ("publicAccessBlock", "GetBucketPublicAccessBlock"),
        ("accelerate", "GetAccelerateConfiguration"),
        ("tagging", "GetBucketTagging"),
    ],
)
def test_what_is_asked_about_a_bucket_itself_is_a_management_event_by_cloudtrails_name(site, admin, query, name):
    event = event_of(site, site.s3(admin, "GET", f"/{BUCKET}", query))
    assert (event["eventName"], event["eventCategory"], event["managementEvent"]) == (name, "Management", True)


@pytest.mark.parametrize("query", ["", "list-type=2", "versions", "uploads"])
def test_what_is_asked_of_a_bucket_about_its_objects_is_a_data_event(site, admin, query):
    site.events.clear()
    site.s3(admin, "GET", f"/{BUCKET}", query)
    assert site.events == []


def test_it_is_the_roles_account_that_keeps_it(site):
    site.assume(google_token(), role_arn("PhotoAppGoogle", OTHER))
    assert [account_id for account_id, _ in site.events] == [OTHER]


def test_a_claim_or_a_header_that_no_database_keeps_is_kept_all_the_same(site, admin):
    event = event_of(site, site.assume(mint(good(sub="a\x00b"))))
    assert event["userIdentity"]["userName"] == "a\ufffdb"
    form = {"content-type": "application/x-www-form-urlencoded", "user-agent": "\udcff"}
    body = b"Action=GetCallerIdentity&Version=2011-06-15"
    answer = site.send(signed(admin, "POST", "/", headers=form, body=body, service="sts"))
    assert event_of(site, answer)["userAgent"] == "\ufffd"
