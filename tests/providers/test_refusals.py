"""Why nobody is signed in, when it shows in what the browser brings back: in plain words, with the fix."""

from __future__ import annotations

import time

import pytest

from tests.providers.visit import SLUGS, Visitor, refusal, tampered

pytestmark = pytest.mark.django_db


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
    refused = refusal("google", {"state": visitor.agree("google")["state"], "error": "invalid_request"}, visitor)
    assert refused.sentence == "Google answers `invalid_request`"


def test_a_scope_that_the_app_may_not_have_is_named():
    visitor = Visitor()
    refused = refusal("google", {"state": visitor.agree("google")["state"], "error": "invalid_scope"}, visitor)
    assert refused.sentence == "Google does not give this app all of the scope `openid email profile`"


def test_an_answer_from_another_issuer_is_refused_before_its_code_is_sent_anywhere():
    transport, between = tampered({})
    visitor = Visitor(transport)
    refused = refusal("google", visitor.agree("google") | {"iss": "https://evil.example"}, visitor)
    assert refused.code == "issuer_mismatch"
    assert [sent.method for sent in between.seen] == ["GET"]


def test_an_answer_with_neither_code_nor_error():
    visitor = Visitor()
    assert refusal("amazon", {"state": visitor.agree("amazon")["state"]}, visitor).code == "missing_code"
