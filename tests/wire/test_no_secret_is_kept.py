"""Every kind of secret in every place: none of it is found in the database afterwards."""

import base64
import json
import re
from html import escape
from urllib.parse import quote, urlencode

import pytest

from playground.sandbox.exchange import HttpRequest
from playground.sigv4.sign import Credentials
from tests.sandbox import visit
from tests.wire.secrets_met import NAMED, OWN, SECRETS, SITE, hidden, signature
from tests.wire.seeing import FORM, JSON, XML, kept

pytestmark = pytest.mark.django_db


PLACES = (
    "query",
    "form",
    "form without a type",
    "form in capitals",
    "json",
    "nested json",
    "json without a type",
    "broken json",
    "location",
    "fragment",
    "referer",
    "echoed",
    "explained",
    "return address",
    "html",
    "error in xml",
)
HEADERS = ("Bearer", "bearer", "Basic", "Token", "Cookie", "Set-Cookie", "X-Amz-Security-Token", "x-amz-access-token")


@pytest.mark.parametrize(("what", "name"), NAMED)
@pytest.mark.parametrize("place", PLACES)
def test_a_secret_with_its_name_is_hidden(what, name, place):
    secret = SECRETS[what][0]
    form = urlencode({"grant_type": "x", name: secret, "client_id": "app"})
    member = json.dumps({"client_id": "app", name: secret})
    address = f"https://site.example/signed-in/amazon?{form}"
    given = {
        "query": {"target": f"/?{form}"},
        "form": {"request_headers": [("Content-Type", f"{FORM}; charset=utf-8")], "request_body": form.encode()},
        "form without a type": {"request_body": form.encode()},
        "form in capitals": {"request_headers": [("CONTENT-TYPE", FORM.upper())], "request_body": form.encode()},
        "json": {"response_headers": [("Content-Type", JSON)], "response_body": member.encode()},
        "nested json": {
            "response_headers": [("Content-Type", JSON)],
            "response_body": json.dumps({"data": [{name: [secret]}, {name: {"value": secret}}]}).encode(),
        },
        "json without a type": {"response_body": member.encode()},
        "broken json": {"response_headers": [("Content-Type", JSON)], "response_body": member[:-1].encode()},
        "location": {"response_headers": [("Location", address)]},
        "fragment": {"response_headers": [("Location", f"https://site.example/#{form}")]},
        "referer": {"request_headers": [("Referer", address)]},
        "echoed": {
            "target": f"/?{form}",
            "response_headers": [("Content-Type", "text/plain"), ("WWW-Authenticate", f'Bearer error="{secret}"')],
            "response_body": f"The value {secret} is not known. Nor is {quote(secret)}.".encode(),
        },
        "explained": {"target": f"/?{form}", "explanation": {"says": "`{}`", "values": [f"it was `{secret}`"], "reasons": []}},
        "return address": {"target": f"/ap/oa?redirect_uri={quote(address, safe='')}"},
        "html": {
            "response_headers": [("Content-Type", "text/html")],
            "response_body": f'<form><input type="hidden" name="{name}" value="{escape(secret)}"></form>'.encode(),
        },
        "error in xml": {
            "target": f"/?{form}",
            "response_headers": [("Content-Type", XML)],
            "response_body": f"<Error><Message>not {escape(secret)}</Message></Error>".encode(),
        },
    }[place]
    text = kept(**given)
    assert hidden(text, secret), text


@pytest.mark.parametrize("what", SECRETS)
@pytest.mark.parametrize(
    "header",
    [
        "Authorization",
        "Bearer",
        "bearer",
        "Basic",
        "Token",
        "Cookie",
        "Set-Cookie",
        "X-Amz-Security-Token",
        "x-amz-access-token",
    ],
)
def test_a_secret_in_a_header_is_hidden_and_so_is_its_echo(what, header):
    secret = SECRETS[what][0]
    encoded = base64.b64encode(f"app:{secret}".encode()).decode()
    name, value = {
        "Bearer": ("Authorization", f"Bearer {secret}"),
        "bearer": ("authorization", f"bearer {secret}"),
        "Token": ("Authorization", f"Token {secret}"),
        "Basic": ("Authorization", f"Basic {encoded}"),
        "Cookie": ("Cookie", f"theme=dark; playground={secret}; other=1"),
        "Set-Cookie": ("Set-Cookie", f"playground={secret}; HttpOnly; SameSite=Lax"),
    }.get(header, (header, secret))
    text = kept(request_headers=[(name, value)], response_headers=[(name, value)], response_body=f"not {secret}".encode())
    assert hidden(text, secret), text
    assert encoded not in text


@pytest.mark.parametrize("scheme", ["Digest response=", "AWS AKIAIOSFODNN7EXAMPLE:", "Bearer "])
def test_an_authorization_of_any_kind_is_hidden_where_s3_repeats_it_whole(scheme):
    secret = f"{scheme}frJIUN8DYpKDtOLCwo"
    body = f"<Error><ArgumentName>Authorization</ArgumentName><ArgumentValue>{secret}</ArgumentValue></Error>"
    text = kept(
        request_headers=[("Authorization", secret)], response_headers=[("Content-Type", XML)], response_body=body.encode()
    )
    assert "frJIUN8DYpKDtOLCwo" not in text


LOOSE = [what for what, (secret, _) in SECRETS.items() if secret.startswith(("eyJ", "Atz", "EAA", "ya29", "IQoJ"))]


@pytest.mark.parametrize("what", LOOSE)
@pytest.mark.parametrize("written", ["{}", "a {}, and", "x={}", '"{}"', "/path/{}/more", "<a>{}</a>", "'{}'"])
def test_what_looks_like_a_token_is_hidden_wherever_it_stands(what, written):
    secret = SECRETS[what][0]
    text = written.format(secret)
    for exchange in (
        {"target": f"/{quote(text)}"},
        {"host": text},
        {"request_headers": [("X-Anything", text)]},
        {"request_headers": [("Content-Type", "text/plain")], "request_body": text.encode()},
        {"explanation": {"values": [text], "reasons": [{"values": [text]}]}},
    ):
        assert hidden(kept(**exchange), secret)


def test_an_answer_of_sts_is_shown_without_its_credentials():
    answer = SITE.assume()
    told = visit.fields(answer)
    text = kept(response_headers=list(answer.response.headers), response_body=answer.response.body)
    assert hidden(text, told["SecretAccessKey"])
    assert hidden(text, told["SessionToken"])
    assert told["AccessKeyId"] in text


def through(request: HttpRequest):
    """The request and the sandbox's answer, recorded as the site records them."""
    answer = SITE.send(request)
    reasons = [{"says": one.says, "values": [str(value) for value in one.values]} for one in answer.finding.reasons]
    text = kept(
        target=f"{request.path}?{request.query}",
        request_headers=list(request.headers.items()),
        request_body=request.body,
        response_headers=list(answer.response.headers),
        response_body=answer.response.body,
        explanation={"reasons": reasons, "all": str(answer.finding)},
    )
    return text, answer.response.status


WRONG = Credentials(OWN.access_key_id, "x" * 40, OWN.session_token)
REQUESTS = {
    "signed": visit.signed(OWN, "GET", f"/{visit.BUCKET}/shared/welcome.txt"),
    "signed with another secret": visit.signed(WRONG, "GET", f"/{visit.BUCKET}/shared/welcome.txt"),
    "signed for another path": visit.signed(OWN, "GET", "/another"),
    "presigned": visit.presigned(OWN, f"/{visit.BUCKET}/shared/welcome.txt"),
    "presigned with another secret": visit.presigned(WRONG, f"/{visit.BUCKET}/shared/welcome.txt"),
    "an identity": visit.signed(
        OWN, "POST", "/", headers={"content-type": FORM}, body=b"Action=GetCallerIdentity", service="sts"
    ),
}


@pytest.mark.parametrize("which", REQUESTS)
def test_nothing_of_a_signed_request_can_be_sent_again(which):
    request = REQUESTS[which]
    text, _ = through(request)
    (signature,) = re.findall(r"Signature=([0-9a-f]{64})", f"{request.headers} {request.query}")
    assert signature not in text
    assert hidden(text, OWN.session_token)
    assert OWN.secret_access_key not in text


def test_a_malformed_signature_is_not_repeated_by_the_error_that_it_makes():
    theirs = signature("malformed")
    value = f"AWS4-HMAC-SHA256 Credential=A/20261121/eu-west-1/sts/aws4_request SignedHeaders, Signature={theirs}"
    headers = {"host": visit.HOST, "authorization": value, "content-type": FORM}
    text, status = through(HttpRequest("POST", "/", "", headers, b"Action=GetCallerIdentity&Version=2011-06-15"))
    assert status == 400
    assert theirs not in text


@pytest.mark.parametrize("kind", [FORM, ""])
def test_a_call_to_sts_is_shown_without_its_token_whatever_the_token_is(kind):
    secret = "no-shape-of-its-own-but-long-enough-to-matter"
    body = urlencode({"Action": "AssumeRoleWithWebIdentity", "WebIdentityToken": secret, "RoleSessionName": "maya"})
    text, _ = through(visit.post(body, kind=kind))
    assert hidden(text, secret)
    assert "RoleSessionName=maya" in text
