"""Why nobody is signed in: in plain words, with the fix, and without a code, a token or a secret."""

from __future__ import annotations

import time

import pytest
import requests

from playground.providers.refusals import SignInRefused
from playground.stand_ins.id_token_defects import UNKNOWN_KID
from tests.providers.visit import SLUGS, Visitor, credentials, tampered

pytestmark = pytest.mark.django_db
TOKEN = {
    "google": "https://oauth2.googleapis.com/token",
    "amazon": "https://api.amazon.com/auth/o2/token",
    "facebook": "https://graph.facebook.com/v21.0/oauth/access_token",
}
DISCOVERY = "https://accounts.google.com/.well-known/openid-configuration"
CERTS = "https://www.googleapis.com/oauth2/v3/certs"


def refusal(slug, back=None, visitor=None, *, demo=True, **options):
    visitor = visitor or Visitor()
    with pytest.raises(SignInRefused) as caught:
        visitor.finish(slug, visitor.agree(slug) if back is None else back, demo=demo, **options)
    refused = caught.value
    for words in (refused.title, refused.sentence, refused.fix, refused.code):
        assert words
        assert not words.endswith(".")
    assert refused.sentence[0].islower() or refused.sentence.startswith(("Google", "Login with Amazon", "Facebook"))
    assert refused.__cause__ is None
    return refused


def answering(body=b"", status=200, content_type="application/json"):
    def change(answer):
        answer.status_code, answer._content = status, body
        answer.headers["Content-Type"] = content_type
        return answer

    return change


def failing(error):
    def change(answer):
        raise error

    return change


@pytest.mark.parametrize("slug", SLUGS)
def test_a_state_that_this_browser_was_not_given(slug):
    visitor = Visitor()
    back = visitor.agree(slug)
    refused = refusal(slug, back | {"state": "somebody-elses"}, visitor)
    assert refused.code == "state_mismatch"
    assert refused.sentence == "the state that came back is not the one this browser was given"


def test_a_state_given_to_another_browser_is_not_this_ones():
    victim, attacker = Visitor(), Visitor()
    victim.begin("google")
    assert refusal("google", attacker.agree("google"), victim).code == "state_mismatch"


def test_a_state_of_another_provider_is_not_this_ones():
    visitor = Visitor()
    visitor.begin("amazon")
    assert refusal("amazon", visitor.agree("google"), visitor).code == "state_mismatch"


def test_a_state_is_good_once():
    visitor = Visitor()
    back = visitor.agree("google")
    visitor.finish("google", back)
    assert refusal("google", back, visitor).code == "no_session"


@pytest.mark.parametrize("back", [{"code": "x", "state": "y"}, {"code": "x"}, {}, {"error": "access_denied"}])
def test_a_browser_without_a_session_is_told_so_and_of_the_two_host_names(back):
    refused = refusal("google", back)
    assert refused.code == "no_session"
    assert "localhost and 127.0.0.1" in refused.fix


def test_a_sign_in_that_took_more_than_an_hour_has_to_begin_again():
    visitor = Visitor()
    back = visitor.agree("google")
    for key in list(visitor.session.keys()):
        if key.startswith("_state_"):
            visitor.session[key] = visitor.session[key] | {"exp": time.time() - 1}
    assert refusal("google", back, visitor).code == "state_mismatch"


def test_a_browser_that_begins_and_begins_keeps_the_last_five():
    visitor = Visitor()
    first = visitor.agree("google")
    for _ in range(5):
        visitor.begin("google")
    assert refusal("google", first, visitor).code == "state_mismatch"
    assert len([key for key in visitor.session.keys() if key.startswith("_state_")]) == 5


@pytest.mark.parametrize("slug", SLUGS)
def test_cancel_is_a_no_and_its_state_is_spent(slug):
    visitor = Visitor()
    back = visitor.agree(slug, deny="1")
    assert refusal(slug, back, visitor).code == "access_denied"
    assert refusal(slug, back, visitor).code == "no_session"


def test_a_no_in_live_mode_may_also_mean_that_one_is_no_tester():
    visitor = Visitor()
    assert "testers" in refusal("google", visitor.agree("google", deny="1"), visitor, demo=False).fix


@pytest.mark.parametrize(
    "answer",
    [
        {"error": "server_error", "error_description": "App Not Setup: This app is still in development mode"},
        {"error_code": "1349126", "error_message": "App Not Setup: This app is still in development mode"},
    ],
)
def test_an_app_in_development_mode_is_told_to_add_testers(answer):
    visitor = Visitor()
    back = {"state": visitor.agree("facebook")["state"]} | answer
    refused = refusal("facebook", back, visitor)
    assert refused.code == "app_in_development"
    assert "tester" in refused.fix


def test_words_from_outside_are_never_repeated():
    visitor = Visitor()
    state = visitor.agree("google")["state"]
    words = "<b>call 555-0100 & pay</b>"
    refused = refusal("google", {"state": state, "error": words, "error_description": words}, visitor)
    assert "555" not in f"{refused.title}{refused.sentence}{refused.fix}{refused.code}"


def test_an_error_code_of_the_specification_is_named():
    visitor = Visitor()
    refused = refusal("google", {"state": visitor.agree("google")["state"], "error": "invalid_scope"}, visitor)
    assert refused.sentence == "Google answers `invalid_scope`"


def test_an_answer_from_another_issuer_is_refused_before_its_code_is_sent_anywhere():
    transport, between = tampered({})
    visitor = Visitor(transport)
    refused = refusal("google", visitor.agree("google") | {"iss": "https://evil.example"}, visitor)
    assert refused.code == "issuer_mismatch"
    assert [sent.method for sent in between.seen] == ["GET"]


def test_an_answer_with_neither_code_nor_error():
    visitor = Visitor()
    assert refusal("amazon", {"state": visitor.agree("amazon")["state"]}, visitor).code == "missing_code"


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
    transport, _ = tampered({TOKEN["google"]: answering(body, 400)})
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
    ],
)
def test_trouble_at_the_provider_is_told_apart(address, change, code):
    transport, _ = tampered({{"token": TOKEN["google"], "certs": CERTS}[address]: change})
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
        (answering(b"", 404), "provider_unreachable"),
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

    transport, between = tampered({TOKEN["google"]: redirect})
    assert refusal("google", visitor=Visitor(transport)).code == "provider_unreachable"
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

    visitor.transport = tampered({TOKEN["google"]: keep})[0]
    visitor.finish("google", first)
    visitor.transport = tampered({TOKEN["google"]: swap})[0]
    refused = refusal("google", visitor.agree("google"), visitor, demo=False)
    assert (refused.code, "nonce" in refused.sentence) == ("token_refused", True)


def test_an_unknown_key_is_looked_for_once_more():
    transport, between = tampered({})
    came = Visitor(transport).sign_in("google", breakage="unknown-key")
    assert UNKNOWN_KID in came.site_check.sentence
    assert sum(sent.url == CERTS for sent in between.seen) == 2
