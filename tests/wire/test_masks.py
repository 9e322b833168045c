"""What is masked before it is cut, and masks themselves."""

import json
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from playground.wire.loose import mask
from playground.wire.masked import LONGEST, READ
from playground.wire.masking import mask_body, mask_head, mask_header
from tests.wire.secrets_met import SECRETS, hidden
from tests.wire.seeing import FORM, JSON, XML, kept

pytestmark = pytest.mark.django_db


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(READ - 3000, READ + 100), st.sampled_from([FORM, JSON, XML, "text/html", "text/plain", ""]))
def test_a_secret_that_the_cut_splits_does_not_slip_through(place, kind):
    """What stands before it is a secret too, whose mask is short: otherwise a text that is shown would end before it."""
    secret = "SeCrEt" + "0123456789abcdefghijklmnopqrstuvwxyz" * 40
    before = "x" * (place - 40)
    body = {
        FORM: f"token={before}&client_secret={secret}&b=1",
        "": f"token={before}&client_secret={secret}&b=1",
        JSON: json.dumps({"token": before, "client_secret": secret}),
        XML: f"<a><SessionToken>{before}</SessionToken><SecretAccessKey>{secret}</SecretAccessKey></a>",
        "text/html": f'<input name="token" value="{before}"><input name="code" value="{secret}">',
        "text/plain": f"ya29.{before} eyJhbGciOiJSUzI1NiJ9.{secret}",
    }[kind]
    text = kept(request_headers=[("Content-Type", kind)] if kind else [], request_body=body.encode())
    assert "SeCrEt" not in text
    assert "0123456789abcdef" not in text


@pytest.mark.parametrize("element", ["CanonicalRequestBytes", "SecretAccessKey"])
def test_an_element_that_was_cut_before_is_masked_to_the_end(element):
    secret = SECRETS["a secret access key"][0]
    masked = mask_body(XML, f"<Error><Code>SignatureDoesNotMatch</Code><{element}>{secret}…")
    assert hidden(masked, secret)
    assert masked.startswith(f"<Error><Code>SignatureDoesNotMatch</Code><{element}>•")


def test_the_name_of_an_error_is_no_secret_in_json_and_a_code_elsewhere_is():
    secret = SECRETS["a secret access key"][0]
    refusal = json.dumps({"Error": {"Code": "InvalidIdentityToken", "code": secret, "Message": "m"}, "Code": secret})
    masked = mask_body(JSON, refusal)
    assert hidden(masked, secret)
    assert json.loads(masked)["Error"]["Code"] == "InvalidIdentityToken"
    assert hidden(mask_body(JSON, json.dumps({"token": {"Error": {"Code": secret}}})), secret)
    credentials = {"SecretAccessKey": secret, "SessionToken": SECRETS["an ID token"][0]}
    answer = mask_body(JSON, json.dumps({"AssumeRoleResponse": {"AssumeRoleResult": {"Credentials": credentials}}}))
    assert all(hidden(answer, value) for value in credentials.values())


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


NAMES = st.sampled_from(
    ["Host", "X-Forwarded-Uri", "Location", "Cookie", "Authorization", "X-Amz-Security-Token", "User-Agent"]
)
PIECES = st.sampled_from(
    ["&", "?", "#", ";", "=", "%26", "%3D", "code", "state", "Signature", "abcdef0123456789" * 3, "eyJ", " "]
)


@given(st.lists(st.tuples(NAMES, st.lists(PIECES, max_size=9).map("".join)), max_size=8))
def test_headers_are_masked_together_as_one_by_one(headers):
    assert mask_head(headers) == "\n".join(f"{name}: {mask_header(name, value)}" for name, value in headers)


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
    text = kept(response_headers=[("Set-Cookie", "playground=abcdefghijklmnop; Path=/; SameSite=Lax")])
    assert "Set-Cookie: playground=••••••••; Path=/; SameSite=Lax" in text


def test_an_entity_with_a_number_that_python_does_not_read_keeps_no_exchange_from_its_log():
    body = f"<SecretAccessKey>&#{'9' * 5_000};</SecretAccessKey>".encode()
    assert "9" * 100 not in kept(request_headers=[("Content-Type", XML)], request_body=body)
