"""Who signed: the session token, its secret, the clock; each refusal in the words of the service that was called."""

from dataclasses import replace
from urllib.parse import urlencode

import pytest

from playground.sandbox.exchange import HttpRequest
from playground.sigv4.request import HttpRequest as SignedRequest
from playground.sigv4.sign import Credentials, presign
from tests.sandbox.visit import (
    ACCOUNT,
    BUCKET,
    REGION,
    failed,
    fields,
    header,
    new_site,
    plain,
    policy,
    presigned,
    refusal,
    sentence,
    signed,
)
from tests.tokens.minting import NOW

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
    assert refusal(answer)[:2] == (403, "InvalidAccessKeyId")
    assert fields(answer)["AWSAccessKeyId"] == admin.access_key_id
    assert admin.access_key_id in sentence(answer)
    assert (
        refusal(site.sts(replace(admin, session_token=other.session_token), "GetCallerIdentity"))[1] == "InvalidClientTokenId"
    )


def test_the_token_of_another_sandbox_is_refused(site):
    other = new_site()
    other.stores = other.stores._replace(sealer=type(other.stores.sealer)(["another secret"]))
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


@pytest.mark.parametrize("path", ["/no-such-bucket", "/no-such-bucket/key"])
def test_an_anonymous_request_is_told_of_a_bucket_that_is_not_there(site, path):
    answer = site.send(HttpRequest("GET", path, "", {"host": "localhost:8001"}))
    assert refusal(answer) == (404, "NoSuchBucket", "The specified bucket does not exist")
    made = site.send(HttpRequest("PUT", "/no-such-bucket", "", {"host": "localhost:8001"}))
    assert refusal(made) == (403, "AccessDenied", "Access Denied")


def test_an_anonymous_head_of_a_bucket_says_where_it_is(site):
    answer = site.send(HttpRequest("HEAD", f"/{BUCKET}", "", {"host": "localhost:8001"}))
    assert (answer.response.status, header(answer, "x-amz-bucket-region")) == (403, "eu-west-1")


def test_a_signed_header_with_the_session_token_is_stronger_than_the_query(site, admin):
    other, host = site.credentials(), ("host", "localhost:8001")
    bare = replace(admin, session_token="")
    for query, token, status in (("", admin, 200), (other, admin, 200), (admin, other, 403)):
        given = urlencode({"X-Amz-Security-Token": query.session_token}) if query else ""
        request = SignedRequest("GET", PATH, given, (host, ("x-amz-security-token", token.session_token)))
        sent = plain(presign(request, bare, region=REGION, service="s3", now=NOW, expires=60).request)
        assert site.send(sent).response.status == status


def test_a_role_that_was_deleted_takes_its_sessions_along(site, admin):
    account = site.stores.accounts.get(ACCOUNT)
    without = {name: role for name, role in account.roles.items() if name != "Admin"}
    site.stores.accounts.change(ACCOUNT, lambda kept: replace(kept, roles=without))
    assert refusal(site.s3(admin, "GET", PATH))[:2] == (403, "InvalidAccessKeyId")
    assert refusal(site.sts(admin, "GetCallerIdentity")) == (403, "InvalidClientTokenId", INVALID)
    forged = replace(admin, secret_access_key="x" * 40)
    assert refusal(site.sts(forged, "GetCallerIdentity")) == (403, "InvalidClientTokenId", INVALID)
    again = replace(account.roles["Admin"], role_id="AROAANOTHER")
    site.stores.accounts.change(ACCOUNT, lambda kept: kept.with_role(again))
    assert refusal(site.s3(admin, "GET", PATH))[:2] == (403, "InvalidAccessKeyId")


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


def test_a_refused_signature_still_says_whose_credentials_it_used(site, admin):
    """So that its owner finds it in the log."""
    wrong = Credentials(admin.access_key_id, "x" * 40, admin.session_token)
    assert site.s3(wrong, "GET", PATH).account_id == ACCOUNT
    site.clock.now = NOW + 4000
    assert site.s3(admin, "GET", PATH).account_id == ACCOUNT
    assert site.s3(replace(admin, session_token="x"), "GET", PATH).account_id == ""
