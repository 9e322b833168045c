"""Who signed: the session token, its secret, the clock; each refusal in the words of the service that was called."""

import json
from dataclasses import replace

import pytest

from playground.sandbox.exchange import HttpRequest
from playground.sigv4.sign import Credentials
from tests.sandbox.visit import (
    ACCOUNT,
    BUCKET,
    OTHER,
    OTHERS_BUCKET,
    failed,
    fields,
    new_site,
    policy,
    presigned,
    refusal,
    role_arn,
    sentence,
    signed,
)
from tests.tokens.minting import NOW, good, mint

PATH = f"/{BUCKET}/shared/welcome.txt"
INVALID = "The security token included in the request is invalid."


def test_a_temporary_key_without_its_token_is_unknown(site, admin):
    answer = site.s3(replace(admin, session_token=""), "GET", PATH)
    assert refusal(answer) == (403, "InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.")
    assert fields(answer)["AWSAccessKeyId"] == admin.access_key_id
    assert refusal(site.sts(replace(admin, session_token=""), "GetCallerIdentity")) == (403, "InvalidClientTokenId", INVALID)


def test_a_changed_session_token_is_refused_and_sent_back(site, admin):
    middle = len(admin.session_token) // 2
    token = admin.session_token[:middle] + "AAAA" + admin.session_token[middle + 4 :]
    answer = site.s3(replace(admin, session_token=token), "GET", PATH)
    assert refusal(answer) == (400, "InvalidToken", "The provided token is malformed or otherwise invalid.")
    assert fields(answer)["Token-0"] == token
    assert failed(answer) == "Session token"
    assert refusal(site.sts(replace(admin, session_token=token), "GetCallerIdentity")) == (403, "InvalidClientTokenId", INVALID)


def test_the_token_of_another_key_is_refused(site, admin):
    other = site.credentials()
    answer = site.s3(replace(admin, session_token=other.session_token), "GET", PATH)
    assert refusal(answer)[1] == "InvalidToken"
    assert admin.access_key_id in sentence(answer)


def test_the_token_of_another_sandbox_is_refused(site):
    other = new_site()
    object.__setattr__(other.stores, "sealer", type(other.stores.sealer)(["another secret"]))
    assert refusal(site.s3(other.credentials()))[1] == "InvalidToken"


def test_a_wrong_secret_is_answered_with_what_s3_signed(site, admin):
    answer = site.s3(replace(admin, secret_access_key="x" * 40), "GET", PATH)
    told = fields(answer)
    message = (
        "The request signature we calculated does not match the signature you provided. Check your key and signing method."
    )
    assert refusal(answer) == (403, "SignatureDoesNotMatch", message)
    assert told["AWSAccessKeyId"] == admin.access_key_id
    assert told["StringToSign"].startswith("AWS4-HMAC-SHA256\n20261121T202317Z\n20261121/eu-west-1/s3/aws4_request\n")
    assert len(told["SignatureProvided"]) == 64
    assert told["CanonicalRequest"].startswith(f"GET\n{PATH}\n\nhost:localhost:8001\n")
    for name in ("StringToSign", "CanonicalRequest"):
        assert bytes.fromhex(told[f"{name}Bytes"]).decode() == told[name]
    order = [answer.response.body.index(f"<{name}>".encode()) for name in ("Message", *list(told)[2:8], "RequestId", "HostId")]
    assert order == sorted(order)


def test_a_wrong_secret_at_sts_is_told_in_its_own_words(site, admin):
    status, code, message = refusal(site.sts(replace(admin, secret_access_key="x"), "GetCallerIdentity"))
    assert (status, code) == (403, "SignatureDoesNotMatch")
    assert message.endswith(
        "Check your AWS Secret Access Key and signing method. Consult the service documentation for details."
    )


def test_credentials_end_when_they_said(site):
    short = site.credentials(DurationSeconds="900")
    site.clock.now = NOW + 899.9
    assert site.s3(short, "GET", PATH).response.status == 200
    site.clock.now = NOW + 900
    answer = site.s3(short, "GET", PATH)
    assert refusal(answer) == (400, "ExpiredToken", "The provided token has expired.")
    assert fields(answer)["Token-0"] == short.session_token
    assert "2026-11-21T20:38:17Z" in sentence(answer)
    message = "The security token included in the request is expired"
    assert refusal(site.sts(short, "GetCallerIdentity")) == (403, "ExpiredToken", message)


@pytest.mark.parametrize("skew", [-901, 901])
def test_a_clock_that_is_wrong_by_more_than_fifteen_minutes_is_refused(site, admin, skew):
    long = site.credentials()
    answer = site.send(signed(long, "GET", PATH, now=NOW + skew))
    assert refusal(answer)[:2] == (403, "RequestTimeTooSkewed")
    told = fields(answer)
    assert told["ServerTime"] == "2026-11-21T20:23:17Z"
    assert told["MaxAllowedSkewMilliseconds"] == "900000"
    form, kind = b"Action=GetCallerIdentity&Version=2011-06-15", {"content-type": "application/x-www-form-urlencoded"}
    request = signed(long, "POST", "/", headers=kind, body=form, service="sts", now=NOW + skew)
    status, code, message = refusal(site.send(request))
    assert (status, code) == (403, "SignatureDoesNotMatch")
    assert message.startswith("Signature expired: 2026" if skew < 0 else "Signature not yet current: 2026")


@pytest.mark.parametrize("skew", [-900, 900])
def test_fifteen_minutes_either_way_are_tolerated(site, admin, skew):
    assert site.send(signed(admin, "GET", PATH, now=NOW + skew)).response.status == 200


def test_an_anonymous_request_is_refused_without_a_reason(site):
    assert refusal(site.send(HttpRequest("GET", PATH, "", {"host": "localhost:8001"}))) == (
        403,
        "AccessDenied",
        "Access Denied",
    )


def test_another_accounts_bucket_is_closed_and_no_reason_given(site, admin):
    for method, path in (
        ("GET", f"/{OTHERS_BUCKET}/shared/welcome.txt"),
        ("PUT", f"/{OTHERS_BUCKET}/x"),
        ("DELETE", f"/{OTHERS_BUCKET}/x"),
    ):
        assert refusal(site.s3(admin, method, path)) == (403, "AccessDenied", "Access Denied")
    assert refusal(site.s3(admin, "GET", f"/{OTHERS_BUCKET}", "list-type=2")) == (403, "AccessDenied", "Access Denied")
    assert site.s3(admin, "HEAD", f"/{OTHERS_BUCKET}").response.status == 403
    assert OTHERS_BUCKET not in site.s3(admin).response.body.decode()


def test_what_another_accounts_bucket_policy_says_is_told_to_nobody_else(site, admin):
    document = policy("s3:GetObject", resource=f"arn:aws:s3:::{OTHERS_BUCKET}/*", Sid="ASecretOfTheOther")
    document["Statement"][0]["Principal"] = {"AWS": role_arn("Friend", OTHER)}
    site.buckets.create(replace(site.buckets.find(OTHERS_BUCKET), policy=json.dumps(document)))
    answer = site.s3(admin, "GET", f"/{OTHERS_BUCKET}/shared/welcome.txt")
    assert refusal(answer)[2] == "Access Denied"
    assert "ASecretOfTheOther" not in str(answer.finding)
    assert "Friend" not in str(answer.finding)


def test_a_bucket_policy_opens_a_bucket_to_another_account_and_both_must_allow(site, admin):
    document = policy("s3:GetObject", resource=f"arn:aws:s3:::{OTHERS_BUCKET}/*")
    document["Statement"][0]["Principal"] = {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}
    site.buckets.create(replace(site.buckets.find(OTHERS_BUCKET), policy=json.dumps(document)))
    assert site.s3(admin, "GET", f"/{OTHERS_BUCKET}/shared/welcome.txt").response.status == 200
    assert site.s3(admin, "PUT", f"/{OTHERS_BUCKET}/shared/welcome.txt").response.status == 403
    site.edit_role("Admin", inline={"None": policy("s3:PutObject")})
    assert site.s3(admin, "GET", f"/{OTHERS_BUCKET}/shared/welcome.txt").response.status == 403


def test_a_role_that_was_deleted_takes_its_sessions_along(site, admin):
    account = site.stores.accounts.get(ACCOUNT)
    without = {name: role for name, role in account.roles.items() if name != "Admin"}
    site.stores.accounts.change(ACCOUNT, lambda kept: replace(kept, roles=without))
    assert refusal(site.s3(admin, "GET", PATH))[:2] == (400, "InvalidToken")
    assert refusal(site.sts(admin, "GetCallerIdentity")) == (403, "InvalidClientTokenId", INVALID)
    again = replace(account.roles["Admin"], role_id="AROAANOTHER")
    site.stores.accounts.change(ACCOUNT, lambda kept: kept.with_role(again))
    assert refusal(site.s3(admin, "GET", PATH))[:2] == (400, "InvalidToken")


def test_a_policy_that_cannot_be_read_allows_nothing_and_is_no_failure_of_ours(site, admin):
    site.edit_role("Admin", inline={"Broken": '{"Version": "2012-10-17", "Statement": [{"Effect": "allow"}]}'})
    answer = site.s3(admin, "GET", PATH)
    assert refusal(answer) == (403, "AccessDenied", "Access Denied")
    assert "cannot be read" in sentence(answer)


def test_a_presigned_request_works_until_it_expires(site, admin):
    request = presigned(admin, PATH)
    assert site.send(request).response.body == b"Everybody could read this, if a policy let them.\n"
    site.clock.now = NOW + 61
    answer = site.send(request)
    assert refusal(answer) == (403, "AccessDenied", "Request has expired")
    assert fields(answer)["X-Amz-Expires"] == "60"


def test_an_old_presigned_request_can_be_denied_by_its_age(site, admin):
    """s3:signatureAge, in milliseconds."""
    old = policy("s3:*", effect="Deny", Condition={"NumericGreaterThan": {"s3:signatureAge": "10000"}})
    site.edit_role("Admin", inline={"All": policy("s3:*"), "Young": old})
    request = presigned(admin, PATH)
    assert site.send(request).response.status == 200
    site.clock.now = NOW + 11
    assert refusal(site.send(request))[2].endswith("with an explicit deny in an identity-based policy")


def test_a_presigned_get_caller_identity_names_its_caller(site, admin):
    query = "Action=GetCallerIdentity&Version=2011-06-15"
    assert fields(site.send(presigned(admin, "/", service="sts", query=query)))["Account"] == ACCOUNT


@pytest.mark.parametrize("key", ["aws:ResourceAccount", "s3:ResourceAccount"])
def test_policies_can_test_whose_the_bucket_is(site, admin, key):
    site.edit_role("Admin", inline={"Own": policy("s3:*", Condition={"StringEquals": {key: ACCOUNT}})})
    assert site.s3(admin, "GET", PATH).response.status == 200
    site.edit_role("Admin", inline={"Own": policy("s3:*", Condition={"StringEquals": {key: OTHER}})})
    assert site.s3(admin, "GET", PATH).response.status == 403


@pytest.mark.parametrize("key", ["aws:ViaAWSService", "aws:PrincipalIsAWSService", "aws:SecureTransport"])
def test_keys_that_every_request_has_are_there(site, admin, key):
    site.edit_role("Admin", inline={"Only": policy("s3:*", Condition={"Bool": {key: "false"}})})
    assert site.s3(admin, "GET", PATH).response.status == 200


def test_a_refused_signature_still_says_whose_credentials_it_used(site, admin):
    """So that its owner finds it in the log."""
    wrong = Credentials(admin.access_key_id, "x" * 40, admin.session_token)
    assert site.s3(wrong, "GET", PATH).account_id == ACCOUNT
    site.clock.now = NOW + 4000
    assert site.s3(admin, "GET", PATH).account_id == ACCOUNT
    assert site.s3(replace(admin, session_token="x"), "GET", PATH).account_id == ""


def test_the_keys_of_the_provider_are_still_there_in_the_session(site):
    only = policy("s3:*", Condition={"StringEquals": {"idp.example.com:sub": "maya", "idp.example.com:aud": "photo-app"}})
    site.edit_role("Admin", inline={"Only": only})
    assert site.s3(site.credentials(), "GET", PATH).response.status == 200
    assert site.s3(site.credentials(mint(good(sub="tomas"))), "GET", PATH).response.status == 403
