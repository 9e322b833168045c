"""Authorization requests that are refused: some on our own page with 400, the others by the redirect.  RFC 6749 section 4.1.2.1."""

from __future__ import annotations

import pytest
from django.test import Client

from playground.stand_ins.models import AuthorizationCode
from playground.stand_ins.registrations import registration_for
from tests.stand_ins.walk import ACCOUNT, SLUGS, STATE, agree, authorize_url, brought_back, redirect_uri

pytestmark = pytest.mark.django_db
REGISTERED = redirect_uri("google")


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize(
    "wrong",
    [
        "{}/",
        "{}?next=1",
        "{}#x",
        "{}2",
        "{}%2e",
        "http://localhost:8000/signed-in",
        "http://localhost:8001/signed-in/google",
        "https://localhost:8000/signed-in/google",
        "http://localhost.example.com:8000/signed-in/google",
        "http://evil.example/signed-in/google",
        'http://evil.example/"><script>',
        "javascript:alert(1)",
        "//localhost:8000/signed-in/google",
        "",
        "é",
    ],
)
def test_a_redirect_uri_that_is_not_registered_to_the_letter_never_gets_an_answer(client, slug, wrong):
    sent = wrong.format(redirect_uri(slug))
    for answer in (client.get(authorize_url(slug, redirect_uri=sent)), client.post(authorize_url(slug, redirect_uri=sent))):
        assert answer.status_code == 400
        assert "Location" not in answer
        page = answer.content.decode()
        assert redirect_uri(slug) in page
        assert "<script>" not in page


def test_a_missing_redirect_uri_is_not_guessed(client):
    assert client.get(authorize_url("google", redirect_uri=None)).status_code == 400


def test_the_page_names_what_was_sent_and_what_is_registered(client):
    page = client.get(authorize_url("google", redirect_uri=f"{REGISTERED}/")).content.decode()
    assert "This redirect URI is not registered" in page
    assert f"<code>{REGISTERED}/</code>" in page
    for origin in ("http://localhost:8000", "http://127.0.0.1:8000", "http://[::1]:8000"):
        assert f"<code>{origin}/signed-in/google</code>" in page


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("client_id", ["", "nobody", "<b>", "666777888999-demo.apps.googleusercontent.com"])
def test_a_client_id_that_nobody_has_never_gets_an_answer(client, slug, client_id):
    answer = client.get(authorize_url(slug, client_id=client_id))
    assert answer.status_code == 400
    assert "Nobody is registered by this client id" in answer.content.decode()


def test_another_stand_ins_client_id_is_nobodys_here(client):
    amazon = registration_for("amazon", ACCOUNT).client_id
    assert client.get(authorize_url("google", client_id=amazon)).status_code == 400


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"response_type": "code id_token"}, "unsupported_response_type"),
        ({"response_type": 'x"é'}, "unsupported_response_type"),
        ({"response_type": None}, "invalid_request"),
        ({"scope": "openid drive"}, "invalid_scope"),
        ({"scope": None}, "invalid_scope"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"code_challenge_method": None}, "invalid_request"),
        ({"code_challenge": None}, "invalid_request"),
        ({"code_challenge": "short"}, "invalid_request"),
        ({"code_challenge": "x" * 44}, "invalid_request"),
        ({"code_challenge": "x" * 43 + "\n"}, "invalid_request"),
        ({"prompt": "none"}, "login_required"),
        ({"nonce": "x" * 256}, "invalid_request"),
        ({"nonce": "\x00"}, "invalid_request"),
    ],
)
def test_other_errors_go_back_to_the_app_with_its_state(client, changes, error):
    answer = client.get(authorize_url("google", **changes))
    assert answer.status_code == 302
    assert answer["Location"].startswith(f"{REGISTERED}?")
    back = brought_back(answer["Location"])
    assert (back["error"], back["state"], back["iss"]) == (error, STATE, "https://accounts.google.com")


@pytest.mark.parametrize("slug", SLUGS)
def test_cancel_sends_access_denied_back_with_the_state(client, slug):
    back = agree(client, slug, deny="1")
    assert (back["error"], back["state"]) == ("access_denied", STATE)
    assert "code" not in back


def test_a_parameter_that_comes_twice_is_refused_without_a_redirect(client):
    answer = client.get(authorize_url("google") + "&scope=email")
    assert answer.status_code == 400
    assert "Multiple &#39;scope&#39; in request." in answer.content.decode()


def test_a_nonce_is_taken_once(client):
    agree(client, "google")
    answer = client.get(authorize_url("google"))
    assert brought_back(answer["Location"])["error_description"] == "The nonce has been used before."
    agree(client, "google", authorize_url("google", nonce="another"))


def test_the_same_nonce_of_another_client_is_another_nonce(client):
    agree(client, "google")
    agree(client, "google", authorize_url("google", client_id=registration_for("google", "444455556666").client_id))


@pytest.mark.parametrize(
    "chosen",
    [
        {"person": "mallory"},
        {"breakage": "melted"},
        {"leave_out": "jti"},
        {"add": "admin"},
        {"person": "<script>alert(1)</script>"},
    ],
)
def test_a_choice_that_the_page_does_not_offer_is_refused_and_says_what_it_offers(client, chosen):
    answer = client.post(authorize_url("google"), {"person": "maya"} | chosen)
    assert answer.status_code == 400
    page = answer.content.decode()
    assert "and should be one of" in page
    assert "<script>alert" not in page


@pytest.mark.parametrize("chosen", [{"leave_out": "sub"}, {"add": "tags"}, {"breakage": "alg-none"}])
def test_an_opaque_token_has_no_claims_to_play_with(client, chosen):
    assert client.post(authorize_url("amazon"), {"person": "maya"} | chosen).status_code == 400


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_not_allowed(client, method):
    assert getattr(client, method)(authorize_url("google")).status_code == 405


def test_the_form_needs_its_proof_of_origin(settings):
    settings.CSRF_FAILURE_VIEW = "django.views.csrf.csrf_failure"
    assert Client(enforce_csrf_checks=True).post(authorize_url("google"), {"person": "maya"}).status_code == 403


@pytest.mark.parametrize("slug", SLUGS)
def test_what_a_stand_in_does_not_read_is_not_kept_however_long_it_is(client, slug):
    unread = {
        "google": {},
        "amazon": {"nonce": "\x00" * 1000},
        "facebook": dict.fromkeys(("nonce", "code_challenge"), "\x00" * 1000),
    }
    agree(client, slug, authorize_url(slug, **unread[slug]))
    row = AuthorizationCode.objects.get()
    assert all("\x00" not in str(value) and len(str(value)) <= 500 for value in vars(row).values())


def test_a_scope_that_is_asked_for_a_hundred_times_is_granted_once(client):
    agree(client, "google", authorize_url("google", scope="openid " * 100))
    assert AuthorizationCode.objects.get().scope == "openid"
