"""Every kind of secret in every place: none of it is found in the database afterwards."""

import base64
import hashlib
import hmac
import json
import re
from html import escape
from urllib.parse import quote, quote_plus, unquote_plus, urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from playground.sandbox.exchange import HttpRequest
from playground.sigv4.sign import Credentials
from playground.wire.masked import LONGEST, READ
from playground.wire.masking import mask, mask_body
from tests.sandbox import visit
from tests.tokens.minting import mint
from tests.wire.seeing import FORM, JSON, XML, kept

pytestmark = pytest.mark.django_db

SITE = visit.new_site()
OWN = SITE.credentials()
PRESIGNED = visit.presigned(OWN, "/photo-app/notes.txt")


def _signature(text):
    return hmac.digest(b"key", text.encode(), hashlib.sha256).hex()


# what it is, its value, the names by which it goes in parameters and members
SECRETS = {
    "an ID token": (mint(), ("id_token", "WebIdentityToken", "id_token_hint")),
    "a token of Login with Amazon": (
        "Atza|IwEBIL9xYnJ4dGVzdC10b2tlbi1mb3ItbWFza2luZy1vbmx5",
        ("access_token", "WebIdentityToken"),
    ),
    "a refresh token of Login with Amazon": ("Atzr|IwEBIL9xYnJ4dGVzdC10b2tlbi1mb3ItbWFza2luZy1vbmx5", ("refresh_token",)),
    "a token of Facebook": ("EAAGm0PX4ZCpsBAKZCj0ZAxvGxZBnZAZBxqZAc7gZDZD3x", ("access_token", "input_token")),
    "a token of Google": ("ya29.a0AfB_byC3-x9tZ0Kq5LmNoPqRsTuVwXyZ0123456789", ("access_token",)),
    "a session token": (OWN.session_token, ("SessionToken", "X-Amz-Security-Token", "aws_session_token")),
    "a secret access key": ("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", ("SecretAccessKey", "aws_secret_access_key")),
    "a signature": (_signature("a request"), ("X-Amz-Signature", "Signature")),
    "an authorization code": ("4/0AX4XfWjbFq3x7Kd9Lm2Np5Qr8St1Uv4Wx", ("code", "authorization_code")),
    "a code verifier": ("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk", ("code_verifier",)),
    "a client secret": ("s3cr3t+of/the=app&with%odd$signs", ("client_secret",)),
    "an app's proof": (_signature("an access token"), ("appsecret_proof",)),
    "an app's own token": ("31415926535|c0ffee00c0ffee00c0ffee00c0ffee00", ("access_token",)),
    "a state": ("Zk3v8Qx1Lw7Yp2Rt5Nb9", ("state",)),
    "a password": ("correct horse battery staple", ("password",)),
}
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
NAMED = [(what, name) for what, (_, names) in SECRETS.items() for name in names]


def shows(text, secret):
    """Whether a text holds more of a secret than its last four characters, however it is written there."""
    forms = {secret, quote(secret, safe=""), quote_plus(secret), escape(secret), json.dumps(secret)[1:-1]}
    forms |= {quote(form, safe="") for form in set(forms)}
    forms |= {base64.b64encode(secret.encode()).decode()}
    return any(form[place : place + 20] in text for form in forms for place in range(0, max(1, len(form) - 20)))


def hidden(text, secret):
    return not shows(text, secret) and not shows(unquote_plus(text), secret)


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
    "header", ["Bearer", "bearer", "Basic", "Token", "Cookie", "Set-Cookie", "X-Amz-Security-Token", "x-amz-access-token"]
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
    signature = _signature("malformed")
    value = f"AWS4-HMAC-SHA256 Credential=A/20261121/eu-west-1/sts/aws4_request SignedHeaders, Signature={signature}"
    headers = {"host": visit.HOST, "authorization": value, "content-type": FORM}
    text, status = through(HttpRequest("POST", "/", "", headers, b"Action=GetCallerIdentity&Version=2011-06-15"))
    assert status == 400
    assert signature not in text


@pytest.mark.parametrize("kind", [FORM, ""])
def test_a_call_to_sts_is_shown_without_its_token_whatever_the_token_is(kind):
    secret = "no-shape-of-its-own-but-long-enough-to-matter"
    body = urlencode({"Action": "AssumeRoleWithWebIdentity", "WebIdentityToken": secret, "RoleSessionName": "maya"})
    text, _ = through(visit.post(body, kind=kind))
    assert hidden(text, secret)
    assert "RoleSessionName=maya" in text


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(READ - 3000, READ + 100), st.sampled_from([FORM, JSON, XML, "text/html", "text/plain", ""]))
def test_a_secret_that_the_cut_splits_does_not_slip_through(place, kind):
    secret = "SeCrEt" + "0123456789abcdefghijklmnopqrstuvwxyz" * 40
    padding = "x" * (place - 40)
    body = {
        FORM: f"a={padding}&client_secret={secret}&b=1",
        "": f"a={padding}&client_secret={secret}&b=1",
        JSON: json.dumps({"a": padding, "client_secret": secret}),
        XML: f"<a><b>{padding}</b><SecretAccessKey>{secret}</SecretAccessKey></a>",
        "text/html": f'<p>{padding}</p><input name="code" value="{secret}">',
        "text/plain": f"{padding} {mint()}",
    }[kind]
    text = kept(request_headers=[("Content-Type", kind)] if kind else [], request_body=body.encode())
    assert "SeCrEt" not in text
    assert "0123456789abcdef" not in text


@pytest.mark.parametrize("length", [LONGEST - 60, LONGEST - 20, LONGEST])
def test_what_is_cut_after_masking_is_cut_whole(length):
    secret = SECRETS["an ID token"][0]
    body = urlencode({"a": "x" * length, "WebIdentityToken": secret})
    assert hidden(kept(request_headers=[("Content-Type", FORM)], request_body=body.encode()), secret)


@given(st.text(min_size=1, max_size=2000))
def test_a_mask_never_keeps_more_than_a_twelfth(secret):
    masked = mask(secret)
    assert len(masked.replace("•", "")) <= len(secret) / 12 or "•" in secret


@settings(max_examples=200, deadline=None)
@given(st.sampled_from([FORM, JSON, XML, "text/html", ""]), st.text(max_size=60), st.sampled_from(sorted(SECRETS)))
def test_no_text_makes_masking_fail(kind, text, what):
    secret = SECRETS[what][0]
    mask_body(kind, text + secret)
    mask_body(kind, f'{{"a": {json.dumps(text)}, "client_secret": {json.dumps(secret)}')


def test_what_is_no_secret_is_left_as_it_is():
    body = b'{"client_id": "app", "expires_in": 3600, "token_type": "Bearer", "error": "invalid_grant"}'
    text = kept(
        target="/auth/o2/token?scope=profile&response_type=code&code_challenge_method=S256",
        request_headers=[("Accept", "application/json"), ("X-Amz-Date", "20261121T202317Z")],
        response_headers=[("Content-Type", JSON)],
        response_body=body,
    )
    for plain in (
        "scope=profile&response_type=code&code_challenge_method=S256",
        "Accept: application/json",
        "20261121T202317Z",
    ):
        assert plain in text
    for plain in ('"client_id": "app"', '"expires_in": 3600', '"token_type": "Bearer"', '"error": "invalid_grant"'):
        assert plain in text


def test_cookies_are_shown_by_their_names():
    text = kept(request_headers=[("Cookie", "theme=dark; playground=abcdefghijklmnop")])
    assert "Cookie: theme=••••••••; playground=••••••••" in text
