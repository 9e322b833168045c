"""Why nobody is signed in, when it shows in what the provider answers this site: never a code, a token or a secret in the words."""

from __future__ import annotations

import pytest
import requests

from playground.providers.refusals import SignInRefused
from playground.stand_ins.breaking.defects import UNKNOWN_KID
from tests.providers.visit import SLUGS, Visitor, answering, credentials, failing, refusal, tampered

pytestmark = pytest.mark.django_db
TOKEN = "https://oauth2.googleapis.com/token"
DISCOVERY = "https://accounts.google.com/.well-known/openid-configuration"
CERTS = "https://www.googleapis.com/oauth2/v3/certs"


@pytest.mark.parametrize("slug", SLUGS)
def test_a_wrong_client_secret_names_the_two_settings(slug):
    visitor = Visitor()
    refused = refusal(slug, visitor.agree(slug), visitor, app=credentials(slug, client_secret="wrong"))
    assert refused.code == "invalid_client"
    assert {"google": "GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET"}.get(slug, "_ID and ") in refused.fix


@pytest.mark.parametrize("slug", SLUGS)
def test_a_code_that_nobody_gave_out(slug):
    visitor = Visitor()
    refused = refusal(slug, visitor.agree(slug) | {"code": "made-up-code"}, visitor)
    assert refused.code == "invalid_grant"
    assert "made-up-code" not in str(refused)


@pytest.mark.parametrize(
    "body",
    [
        b'{"error": "redirect_uri_mismatch", "error_description": "Bad Request"}',
        b'{"error": {"message": "x", "type": "OAuthException", "code": 100, "error_subcode": 36008}}',
        b'{"error": {"message": "x", "type": "OAuthException", "code": 191}}',
    ],
)
def test_a_redirect_uri_that_is_not_registered_comes_with_the_exact_one_to_register(body):
    transport, _ = tampered({TOKEN: answering(body, 400)})
    refused = refusal("google", visitor=Visitor(transport))
    assert refused.code == "redirect_uri_mismatch"
    assert "`http://localhost:8000/signed-in/google`" in refused.fix


@pytest.mark.parametrize(
    ("address", "change", "code"),
    [
        ("token", failing(requests.ConnectionError("https://x?access_token=SECRET")), "provider_unreachable"),
        ("token", failing(requests.ConnectTimeout()), "provider_slow"),
        ("token", failing(requests.ReadTimeout()), "provider_slow"),
        ("token", answering(b"<html>", 200, "text/html"), "not_json"),
        ("token", answering(b"[]"), "not_json"),
        ("token", answering(b"", 502), "provider_unreachable"),
        ("token", answering(b"{}"), "missing_token"),
        ("token", answering(b'{"access_token": "x"}'), "missing_token"),
        ("token", answering(b'{"access_token": 1, "id_token": "x"}'), "missing_token"),
        ("token", answering(b'{"error": 7}', 400), "refused"),
        ("token", answering(b'{"error": "temporarily_unavailable"}', 400), "provider_unreachable"),
        ("certs", failing(requests.ReadTimeout()), "provider_slow"),
        ("certs", answering(b"<html>"), "not_json"),
        ("certs", answering(b"", 503), "provider_unreachable"),
        ("certs", answering(b"", 404), "not_there"),
        ("certs", answering(b"[" * 100_000), "not_json"),
        ("token", answering(b"[" * 100_000), "not_json"),
        ("token", answering(b'{"access_token": "x", "id_token": null}'), "missing_token"),
    ],
)
def test_trouble_at_the_provider_is_told_apart(address, change, code):
    transport, _ = tampered({{"token": TOKEN, "certs": CERTS}[address]: change})
    refused = refusal("google", visitor=Visitor(transport))
    assert refused.code == code
    assert "SECRET" not in f"{refused.sentence}{refused.fix}"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (failing(requests.ConnectionError()), "provider_unreachable"),
        (answering(b"<html>", 200, "text/html"), "not_json"),
        (answering(b'{"issuer": "https://evil.example"}'), "issuer_mismatch"),
        (answering(b"[]"), "not_json"),
        (answering(b"", 404), "not_there"),
        (answering(b"", 503), "provider_unreachable"),
        (answering(b"[" * 100_000), "not_json"),
    ],
)
def test_without_a_discovery_document_the_browser_is_not_sent_anywhere(change, code):
    transport, _ = tampered({DISCOVERY: change})
    with pytest.raises(SignInRefused) as refused:
        Visitor(transport).begin("google")
    assert refused.value.code == code


def test_a_redirect_from_a_token_endpoint_is_not_followed():
    def redirect(answer):
        answer.status_code, answer.headers["Location"] = 307, "https://evil.example/"
        return answer

    transport, between = tampered({TOKEN: redirect})
    assert refusal("google", visitor=Visitor(transport)).code == "redirected"
    assert not [sent.url for sent in between.seen if "evil" in sent.url]


@pytest.mark.parametrize(
    ("address", "slug"),
    [("https://api.amazon.com/auth/o2/tokeninfo", "amazon"), ("https://graph.facebook.com/v21.0/debug_token", "facebook")],
)
def test_a_token_in_an_address_never_reaches_a_message(address, slug):
    def fail(answer):
        raise requests.ConnectionError(f"Max retries exceeded with url: {answer.request.url}")

    transport, _ = tampered({address: fail})
    refused = refusal(slug, visitor=Visitor(transport))
    assert refused.code == "provider_unreachable"
    assert "access_token" not in str(refused)


def test_the_answer_to_somebody_elses_request_has_the_wrong_nonce():
    visitor, held = Visitor(), {}
    first = visitor.agree("google")

    def keep(answer):
        held["answer"] = answer.content
        return answer

    def swap(answer):
        answer._content = held["answer"]
        return answer

    visitor.transport = tampered({TOKEN: keep})[0]
    visitor.finish("google", first)
    visitor.transport = tampered({TOKEN: swap})[0]
    refused = refusal("google", visitor.agree("google"), visitor, demo=False)
    assert (refused.code, "nonce" in refused.sentence) == ("token_refused", True)


def test_an_unknown_key_is_looked_for_once_more():
    transport, between = tampered({})
    came = Visitor(transport).sign_in("google", breakage="unknown-key")
    assert UNKNOWN_KID in came.site_check.sentence
    assert sum(sent.url == CERTS for sent in between.seen) == 2
