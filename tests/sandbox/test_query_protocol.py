"""The Query protocol: which operation is meant, however the call is written."""

import base64
import json
import re
import time
from urllib.parse import urlencode

import pytest

from playground.sandbox.exchange import MOST_BYTES, HttpRequest
from tests.sandbox.sdk import Client
from tests.sandbox.visit import ACCOUNT, BUCKET, HOST, VERSION, fields, header, policy, post, refusal

FAULT = "http://webservices.amazon.com/AWSFault/2005-15-09"


def test_an_unknown_action_is_refused_by_its_name_and_version(site):
    answer = site.call("AssumeRoleWithWebIdentities")
    message = "Could not find operation AssumeRoleWithWebIdentities for version 2011-06-15"
    assert refusal(answer) == (400, "InvalidAction", message)
    assert f'xmlns="{FAULT}"'.encode() in answer.response.body


def test_the_name_of_an_action_is_read_with_its_case(site):
    assert refusal(site.call("assumerolewithwebidentity"))[1] == "InvalidAction"


@pytest.mark.parametrize("version", ["2011-06-16", "2010-05-08"])
def test_another_version_is_refused(site, version):
    message = f"Could not find operation GetCallerIdentity for version {version}"
    assert refusal(site.call("GetCallerIdentity", version=version)) == (400, "InvalidAction", message)


def test_no_version_is_refused(site):
    message = "Could not find operation GetCallerIdentity for version NO_VERSION_SPECIFIED"
    assert refusal(site.call("GetCallerIdentity", version=None)) == (400, "InvalidAction", message)


def test_no_action_is_refused(site):
    assert refusal(site.send(post("Version=2011-06-15"))) == (400, "MissingAction", "Missing Action")


def test_an_empty_action_is_one_that_cannot_be_found(site):
    message = "Could not find operation  for version 2011-06-15"
    assert refusal(site.send(post("Action=&Version=2011-06-15"))) == (400, "InvalidAction", message)


def test_an_empty_version_is_one_that_has_no_operation(site):
    message = "Could not find operation GetCallerIdentity for version "
    assert refusal(site.send(post("Action=GetCallerIdentity&Version="))) == (400, "InvalidAction", message)


@pytest.mark.parametrize("action", ["AssumeRoleWithWebIdentity", "GetCallerIdentity", "Nothing"])
def test_sts_has_a_second_id_with_the_region_and_the_moment(site, action):
    known = header(site.call(action), "x-amz-sts-extended-request-id")
    moment = int(site.clock.now * 1000)
    assert re.fullmatch(rf"1:(us-east-1|eu-west-1):S:{moment}:R:[0-9a-f]{{8}}", base64.b64decode(known).decode())


def test_an_operation_of_sts_that_the_sandbox_does_not_have_says_so(site):
    status, code, message = refusal(site.call("AssumeRoleWithSAML"))
    assert (status, code) == (501, "NotImplemented")
    assert "AssumeRoleWithSAML" in message


def test_a_get_works_as_a_post_does(site):
    query = urlencode({"Action": "AssumeRoleWithWebIdentity", "Version": VERSION, "RoleArn": "arn:aws:iam::1:role/Admin"})
    answer = site.send(HttpRequest("GET", "/", query, {"host": HOST}))
    assert answer.operation == "AssumeRoleWithWebIdentity"
    assert refusal(answer)[1] == "ValidationError"


def test_a_call_with_more_parameters_than_any_takes_is_refused(site):
    assert refusal(site.send(post("Action=GetCallerIdentity" + "&a=1" * 1000)))[:2] == (400, "MalformedQueryString")


def test_an_unsigned_call_to_a_signed_action_is_refused(site):
    message = "Request is missing Authentication Token"
    assert refusal(site.call("GetCallerIdentity")) == (403, "MissingAuthenticationToken", message)


def test_the_answer_to_no_request_at_all_is_that_of_s3(site):
    answer = site.send(HttpRequest("GET", "/", "", {"host": HOST}))
    assert refusal(answer) == (403, "AccessDenied", "Access Denied")
    assert answer.response.body.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n<Error>')


def test_get_caller_identity_names_session_account_and_user_id(site, admin):
    told = fields(site.sts(admin, "GetCallerIdentity"))
    assert told["Arn"] == "arn:aws:sts::111122223333:assumed-role/Admin/maya"
    assert told["UserId"] == "AROAADMINADMINADMIN12:maya"
    assert told["Account"] == "111122223333"


@pytest.mark.parametrize("action", ["GetSessionToken", "GetFederationToken"])
def test_session_credentials_cannot_be_traded_for_others(site, admin, action):
    message = f"Cannot call {action} with session credentials"
    assert refusal(site.sts(admin, action, Name="somebody")) == (403, "AccessDenied", message)


NAMELESS = {
    "s3:ListAllMyBuckets": lambda site, given: refusal(site.s3(given)),
    "sts:DecodeAuthorizationMessage": lambda site, given: refusal(
        site.sts(given, "DecodeAuthorizationMessage", EncodedMessage="x")
    ),
    "cloudtrail:LookupEvents": lambda site, given: told_by_json(Client(site, "cloudtrail", given).send("LookupEvents")),
}


def told_by_json(answer):
    told = json.loads(answer.response.body)
    return answer.response.status, told["__type"], told["message"]


@pytest.mark.parametrize("action", NAMELESS)
def test_a_denial_of_an_action_that_applies_to_no_resource_names_none(site, action):
    start = f"User: arn:aws:sts::{ACCOUNT}:assumed-role/Admin/maya is not authorized to perform: {action}"
    site.edit_role("Admin", inline={})
    message = NAMELESS[action](site, site.credentials())[2]
    assert message == f"{start} because no identity-based policy allows the {action} action"
    site.edit_role("Admin", inline={"Deny": policy(action, effect="Deny")})
    assert NAMELESS[action](site, site.credentials())[2] == f"{start} with an explicit deny in an identity-based policy"


@pytest.mark.parametrize("name", ["RoleSessionName", "Action", "X"])
def test_a_body_that_no_call_has_is_refused_and_not_repeated(site, name):
    """Eight megabytes that STS's words repeat twice, escaped, were an answer of sixty-seven."""
    form = {"Action": "AssumeRoleWithWebIdentity", "Version": VERSION, name: "<" * MOST_BYTES}
    answer = site.send(post(urlencode(form)))
    assert refusal(answer)[:2] == (413, "RequestEntityTooLarge")
    assert len(answer.response.body) < 1000


def test_the_body_of_an_object_is_no_form_however_it_reads(site):
    credentials, body = site.credentials(), b"Action=AssumeRole&Version=2011-06-15&x=" + b"%3C" * MOST_BYTES
    start = time.process_time()
    assert site.s3(credentials, "PUT", f"/{BUCKET}/like-a-form", body=body).response.status == 200
    assert time.process_time() - start < 2


@pytest.mark.parametrize("header", ["Credential=" * 5_500, "AWS4-HMAC-SHA256 Credential=" * 2_000])
def test_a_header_that_names_credentials_again_and_again_takes_no_time(site, header):
    """Sixty kilobytes that nobody had signed kept every other call waiting for seven seconds."""
    start = time.process_time()
    answer = site.send(HttpRequest("GET", "/b/k", "", {"host": HOST, "authorization": header}))
    assert answer.response.status == 400
    assert time.process_time() - start < 1
