"""STS and IAM answer in JSON whoever accepts it: what the XML says, as AWS was seen to write it."""

import json
from dataclasses import replace
from datetime import datetime
from urllib.parse import urlencode

import pytest

from tests.sandbox.sdk import as_administrator
from tests.sandbox.visit import ACCOUNT, VERSION, Site, fields, header, post, role_arn, signed
from tests.tokens.minting import NOW, mint

JSON = "application/json"


def in_json(site, request, accept=JSON):
    return site.send(replace(request, headers=request.headers | {"accept": accept}))


def form(action, **parameters):
    return post(urlencode({"Action": action, "Version": VERSION, **parameters}))


def assume(**changes):
    parameters = {"RoleArn": role_arn("Admin"), "RoleSessionName": "maya", "WebIdentityToken": mint()}
    return form("AssumeRoleWithWebIdentity", **(parameters | changes))


def test_credentials_for_a_token_come_in_json(site):
    answer = in_json(site, assume())
    assert header(answer, "Content-Type") == JSON
    told = json.loads(answer.response.body)["AssumeRoleWithWebIdentityResponse"]
    assert told["ResponseMetadata"] == {"RequestId": header(answer, "x-amzn-RequestId")}
    result = told["AssumeRoleWithWebIdentityResult"]
    assert result["AssumedRoleUser"]["Arn"] == f"arn:aws:sts::{ACCOUNT}:assumed-role/Admin/maya"
    assert (result["SourceIdentity"], result["PackedPolicySize"]) == (None, None)
    assert result["Credentials"]["Expiration"] == NOW + 3600
    assert set(fields(site.send(assume()))) - {"RequestId"} <= {*result, *result["Credentials"], *result["AssumedRoleUser"]}


def test_it_is_written_as_aws_writes_it(site, admin):
    request = form("GetCallerIdentity")
    request = signed(admin, "POST", "/", headers=request.headers, body=request.body, service="sts", now=site.clock.now)
    answer = in_json(site, request)
    identity = f'{{"Account":"{ACCOUNT}","Arn":"arn:aws:sts::{ACCOUNT}:assumed-role/Admin/maya","UserId":"'
    assert answer.response.body.decode().startswith(f'{{"GetCallerIdentityResponse":{{"GetCallerIdentityResult":{identity}')
    body = in_json(site, assume()).response.body
    assert b'"Expiration":1.795296197E9,' in body
    assert body.index(b'"AccessKeyId"') < body.index(b'"Expiration"') < body.index(b'"SecretAccessKey"')


@pytest.mark.parametrize(
    ("request_", "status", "code"),
    [
        (assume(WebIdentityToken="abcdef"), 400, "InvalidIdentityToken"),
        (assume(RoleArn=role_arn("Nobody")), 403, "AccessDenied"),
        (assume(RoleSessionName="ü!"), 400, "ValidationError"),
        (form("Nothing"), 400, "InvalidAction"),
        (form("GetCallerIdentity"), 403, "MissingAuthenticationToken"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_refusal_comes_in_json(site, request_, status, code):
    answer = in_json(site, request_)
    told = json.loads(answer.response.body)
    words = fields(site.send(request_))
    assert (answer.response.status, header(answer, "Content-Type")) == (status, JSON)
    assert told["Error"] == {"Code": code, "Message": words["Message"], "Type": "Sender"}
    assert told["RequestId"] == header(answer, "x-amzn-RequestId")


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("application/json, text/plain, */*", JSON),
        ("*/*", "text/xml"),
        ("text/html, application/xml;q=0.9, application/json", "text/xml"),
        ("application/jsonp", "text/xml"),
        ("", "text/xml"),
        ("image/png, APPLICATION/JSON; q=1", JSON),
    ],
)
def test_what_is_accepted_first_decides(site, accept, kind):
    for request in (assume(), assume(WebIdentityToken="abcdef")):
        answer = in_json(site, request, accept)
        assert header(answer, "Content-Type") == kind
        assert answer.response.body.startswith(b"{" if kind == JSON else b"<")


class InJson(Site):
    """A sandbox whose callers accept JSON."""

    def send(self, request):
        return super().send(replace(request, headers=request.headers | {"accept": JSON}))


POLICY = json.dumps({"Version": "2012-10-17", "Statement": []})
CALLS = [
    ("GetRole", {"RoleName": "Admin"}),
    ("ListRoles", {}),
    ("ListOpenIDConnectProviders", {}),
    ("SimulateCustomPolicy", {"PolicyInputList": [POLICY], "ActionNames": ["s3:GetObject"]}),
    ("TagRole", {"RoleName": "Admin", "Tags": [{"Key": "a", "Value": "ü"}]}),
]


@pytest.mark.parametrize(("operation", "parameters"), CALLS, ids=[name for name, _ in CALLS])
def test_iam_says_in_json_what_it_says_in_xml(site, operation, parameters):
    in_xml = as_administrator(site)(operation, **parameters)
    answer = as_administrator(InJson(site.stores, site.clock)).send(operation, **parameters)
    told = json.loads(answer.response.body)[f"{operation}Response"]
    assert _same(told.get(f"{operation}Result", {}), in_xml)


def _same(told, known):
    """Whether JSON says what an SDK read in XML, but for what is absent."""
    if isinstance(known, dict):
        return all(_same(told[name], item) for name, item in known.items()) and all(
            told[name] in (None, []) for name in told.keys() - known.keys()
        )
    if isinstance(known, list):
        return all(map(_same, told or [], known)) and len(told or []) == len(known)
    return told == (known.timestamp() if isinstance(known, datetime) else known)
