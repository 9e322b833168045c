"""Bombs through the doors: nesting, ten thousand statements, thousands of stars. Each is answered, and others are served meanwhile."""

from __future__ import annotations

import asyncio
import json
import urllib.error
import urllib.request
from base64 import urlsafe_b64encode
from contextlib import closing
from urllib.parse import urlencode

import pytest

from tests.clients.hands import ACCOUNT, BUCKET, MAYA, access_key, assume
from tests.load.signed import Line
from tests.load.visitor import Visitor, walk

PATIENCE = 60  # seconds; a bomb that goes off takes minutes or never ends
NESTED = "[" * 100_000
MEMBERS = '{"a":' * 50_000
STATEMENT = {"Effect": "Allow", "Action": "s3:Get*", "Resource": "arn:aws:s3:::b/${aws:userid}/*"}
MANY = json.dumps({"Version": "2012-10-17", "Statement": [STATEMENT] * 10_000})
STARS = "*a" * 2_000
TRUST = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Principal": {"Federated": "accounts.google.com"},
            "Action": "sts:AssumeRoleWithWebIdentity",
            "Condition": {"StringLike": {"accounts.google.com:sub": STARS + "b", "accounts.google.com:aud": STARS}},
        }
    ],
}
CLAIMS = {
    "iss": "https://accounts.google.com",
    "aud": "a" * 20_000,
    "sub": "a" * 20_000,
    "exp": 4_000_000_000,
    "iat": 1_700_000_000,
}


def jwt(header, payload):
    return ".".join(urlsafe_b64encode(part.encode()).decode().rstrip("=") for part in (header, payload, "signature"))


PASTED = {
    "a token as deep as it is long": {"token": jwt(NESTED[:40_000], NESTED[:40_000])},
    "claims as deep": {"token": MEMBERS},
    "policies as deep": {"token": "{}", "trust": NESTED, "policy": MEMBERS, "session_policy": NESTED, "boundary": MEMBERS},
    "ten thousand statements": {"token": json.dumps(CLAIMS), "policy": MANY},
    "two thousand stars against twenty thousand characters": {"token": json.dumps(CLAIMS), "trust": json.dumps(TRUST)},
    "keys as deep": {"token": json.dumps(CLAIMS), "jwks": NESTED},
}


@pytest.mark.parametrize("pasted", PASTED.values(), ids=PASTED)
def test_a_bomb_that_is_pasted_into_diagnose_is_answered_and_others_are_served_meanwhile(server, pasted):
    async def both():
        one, other = Visitor(server.site), Visitor(server.site)
        page = await one.get("/diagnose/")
        bomb = asyncio.create_task(one.send(page, "/diagnose/", **pasted))
        served = [(await other.get("/about/")).status for _ in range(3)]
        answer = await bomb
        await one.close()
        await other.close()
        return answer, served

    answer, served = walk(Visitor(server.site), asyncio.wait_for(both(), PATIENCE))
    assert answer.status == 200
    assert served == [200] * 3


@pytest.fixture(scope="module")
def mine(server):
    return assume(server)["Credentials"]


@pytest.fixture(scope="module")
def administrators(server):
    return access_key(server)


def code(body):
    return body.partition(b"<Code>")[2].partition(b"</Code>")[0].decode()


@pytest.mark.parametrize(
    ("policy", "expected"), [(NESTED, "ValidationError"), (MANY, "ValidationError"), (NESTED[:2000], "MalformedPolicyDocument")]
)
def test_sts_refuses_a_session_policy_that_is_a_bomb(server, mine, policy, expected):
    given = {"RoleArn": f"arn:aws:iam::{ACCOUNT}:role/PhotoAppGoogle", "RoleSessionName": "maya", "Policy": policy}
    token = jwt('{"alg":"RS256","kid":"k"}', json.dumps(CLAIMS)[:10_000])
    with closing(Line(server.aws_port, mine, "sts")) as line:
        status, _, body = line.query("AssumeRoleWithWebIdentity", "2011-06-15", WebIdentityToken=token, **given)
    assert status == 400
    assert code(body) in (expected, "InvalidIdentityToken")


@pytest.mark.parametrize("policy", [NESTED, MEMBERS, MANY], ids=["nested", "members", "many"])
def test_iam_and_s3_refuse_a_policy_that_is_a_bomb(server, administrators, policy):
    with closing(Line(server.aws_port, administrators, "iam")) as line:
        given = {"RoleName": "PhotoAppGoogle", "PolicyName": "Bomb", "PolicyDocument": policy}
        status, _, body = line.query("PutRolePolicy", "2010-05-08", **given)
    assert (status, code(body)) in ((400, "MalformedPolicyDocument"), (400, "ValidationError"), (409, "LimitExceeded"))
    with closing(Line(server.aws_port, administrators)) as line:
        status, _, body = line.ask("PUT", f"/{BUCKET}?policy", policy.encode())
    assert (status, code(body)) in ((400, "MalformedPolicy"), (400, "InvalidArgument"), (400, "PolicyTooLarge"))


def test_xml_that_is_deep_or_refers_to_itself_is_malformed(server, mine):
    lol = b'<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa">' + b"".join(
        b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)
    )
    bombs = [b"<a>" * 100_000, lol + b"]><Tagging>&j;</Tagging>", b"<Tagging " + b'a="b" ' * 50_000 + b"/>"]
    with closing(Line(server.aws_port, mine)) as line:
        for bomb in bombs:
            status, _, body = line.ask("PUT", f"/{BUCKET}/{MAYA}/notes.txt?tagging", bomb)
            assert (status, code(body)) == (400, "MalformedXML")


@pytest.mark.parametrize("target", ["AWSCognitoIdentityService.GetId", "CloudTrail_20131101.LookupEvents"])
def test_json_that_is_deep_is_refused_by_services_that_take_json(server, target):
    headers = {"X-Amz-Target": target, "Content-Type": "application/x-amz-json-1.1"}
    request = urllib.request.Request(server.aws, NESTED.encode(), headers)
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request, timeout=PATIENCE)
    with refused.value as error:
        assert error.code in (400, 403)


def test_a_thousand_and_more_parameters_are_refused(server):
    form = urlencode({f"Tags.member.{number}.Key": "x" for number in range(20_000)} | {"Action": "AssumeRole"})
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(server.aws, form.encode(), timeout=PATIENCE)
    with refused.value as error:
        assert error.code == 400
