"""Signing in with each provider, the browser half over HTTP and the server half over the stand-ins' transport."""

from __future__ import annotations

import logging

import pytest

from playground.explain import PASS, WARN
from playground.stand_ins.people import JUN, MAYA, TOMAS
from playground.stand_ins.registrations import android_client_id, audience
from playground.stand_ins.tokens.introspect import introspect
from playground.tokens.jwt import take_apart
from tests.providers.visit import ACCOUNT, SLUGS, Visitor, credentials, tampered

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("demo", [True, False])
def test_google_hands_over_an_id_token_whose_claims_are_the_answer(demo):
    came = Visitor().sign_in("google", demo=demo, person="tomas")
    assert came.kind == "jwt"
    assert came.answer == take_apart(came.token).unverified_claims
    assert came.answer["sub"] == TOMAS.google_sub
    assert came.access_token.startswith("ya29.")
    assert came.profile["name"] == "Tomás Lindqvist"
    assert came.expires_at - came.issued_at == 3600
    assert came.site_check.verdict is PASS
    assert came.site_check.reasons == ()


@pytest.mark.parametrize("demo", [True, False])
def test_amazon_hands_over_an_access_token_and_tokeninfo_is_the_answer(demo):
    came = Visitor().sign_in("amazon", demo=demo)
    assert (came.kind, came.token) == ("opaque", came.access_token)
    assert came.token.startswith("Atza|")
    assert came.answer["app_id"] == audience("amazon", ACCOUNT)
    assert came.answer["user_id"] == MAYA.amazon_user_id
    assert came.profile == {"user_id": MAYA.amazon_user_id, "name": "Maya Okafor", "email": "maya@example.com"}
    assert 3590 <= came.expires_at - came.issued_at <= 3601
    assert came.site_check.verdict is PASS


@pytest.mark.parametrize("demo", [True, False])
def test_facebook_hands_over_an_access_token_and_debug_token_is_the_answer(demo):
    came = Visitor().sign_in("facebook", demo=demo)
    assert (came.kind, came.token) == ("opaque", came.access_token)
    assert came.answer == introspect("graph.facebook.com", came.token)[1]
    assert came.answer["data"]["app_id"] == audience("facebook", ACCOUNT)
    assert came.profile == {"id": MAYA.facebook_id, "name": "Maya Okafor", "email": "maya@example.com"}
    assert 7190 <= came.expires_at - came.issued_at <= 7201
    assert came.site_check.verdict is PASS


def test_juns_token_is_taken_with_a_warning_that_aws_goes_by_azp():
    came = Visitor().sign_in("google", demo=False, person="jun")
    (warning,) = came.site_check.reasons
    assert came.site_check.verdict is PASS
    assert warning.verdict is WARN
    assert android_client_id(ACCOUNT) in warning.sentence
    assert came.answer["sub"] == JUN.google_sub


@pytest.mark.parametrize(
    ("slug", "messages"),
    [
        (
            "google",
            [
                "GET accounts.google.com/.well-known/openid-configuration",
                "POST oauth2.googleapis.com/token",
                "GET www.googleapis.com/oauth2/v3/certs",
            ],
        ),
        (
            "amazon",
            [
                "POST api.amazon.com/auth/o2/token",
                "GET api.amazon.com/auth/o2/tokeninfo",
                "GET api.amazon.com/user/profile",
            ],
        ),
        (
            "facebook",
            [
                "POST graph.facebook.com/v21.0/oauth/access_token",
                "POST graph.facebook.com/v21.0/oauth/access_token",
                "GET graph.facebook.com/v21.0/debug_token",
                "GET graph.facebook.com/v21.0/me",
            ],
        ),
    ],
)
def test_these_messages_move_and_no_others(slug, messages):
    transport, between = tampered({})
    Visitor(transport).sign_in(slug)
    assert [f"{sent.method} {sent.url.partition('?')[0].removeprefix('https://')}" for sent in between.seen] == messages


def test_the_discovery_document_is_asked_for_once_and_then_kept_for_this_visitor():
    transport, between = tampered({})
    visitor = Visitor(transport)
    visitor.sign_in("google")
    visitor.sign_in("google")
    assert sum("openid-configuration" in sent.url for sent in between.seen) == 1


def test_the_client_secret_goes_in_the_body_and_never_in_an_address():
    transport, between = tampered({})
    for slug in SLUGS:
        Visitor(transport).sign_in(slug)
        secret = credentials(slug).client_secret
        assert not [sent.url for sent in between.seen if secret in sent.url]


@pytest.mark.parametrize("slug", SLUGS)
def test_the_browser_is_sent_to_our_own_path_with_state_and_where_it_is_known_pkce(slug):
    url = Visitor().begin(slug)
    assert url.startswith("/stand-in/")
    assert "state=" in url
    assert ("code_challenge_method=S256" in url) == (slug != "facebook")
    assert ("nonce=" in url) == (slug == "google")


def test_several_sign_ins_may_be_under_way_and_each_may_come_back():
    visitor = Visitor()
    first, second = visitor.agree("google"), visitor.agree("google", person="tomas")
    assert visitor.finish("google", first).answer["sub"] == MAYA.google_sub
    assert visitor.finish("google", second).answer["sub"] == TOMAS.google_sub


def test_secrets_do_not_show_in_what_a_log_may_print():
    came = Visitor().sign_in("amazon")
    assert came.token not in repr(came)
    assert credentials("amazon").client_secret not in repr(credentials("amazon"))


def test_nothing_of_the_sign_in_stays_in_the_session_once_it_is_over():
    visitor = Visitor()
    visitor.sign_in("google")
    assert [key for key in visitor.session.keys() if key.startswith("_state_")] == []


@pytest.mark.parametrize("slug", SLUGS)
def test_no_log_line_at_any_level_holds_a_code_a_token_a_verifier_or_a_secret(caplog, slug):
    visitor = Visitor()
    with caplog.at_level(logging.DEBUG):
        back = visitor.agree(slug)
        verifiers = [
            visitor.session[key]["data"].get("code_verifier", "-") for key in visitor.session.keys() if "_state_" in key
        ]
        came = visitor.finish(slug, back)
    secrets = [back["code"], came.token, came.access_token, credentials(slug).client_secret, *verifiers]
    assert [secret for secret in secrets if secret != "-" and secret in caplog.text] == []
