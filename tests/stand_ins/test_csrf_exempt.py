"""The addresses that take a POST from a server without a CSRF token: no cookie counts there, so that a foreign page gains nothing."""

from __future__ import annotations

import re

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from playground.stand_ins.models import AccessToken, AuthorizationCode
from playground.walkthrough.models import JourneyRow

pytestmark = pytest.mark.django_db


def exempt(patterns, name=""):
    """The views of the whole site that are exempt, by the name of their address."""
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from exempt(one.url_patterns, f"{one.namespace}:" if one.namespace else "")
        elif isinstance(one, URLPattern) and getattr(one.callback, "csrf_exempt", False):
            yield f"{name}{one.name}", one.callback


TRACE = re.compile(rb'"fbtrace_id": "[^"]+"')  # another one in every answer of Facebook's
EXEMPT = dict(exempt(get_resolver().url_patterns))


def test_only_what_providers_answer_to_servers_is_exempt():
    assert len(EXEMPT) > 8
    assert {view.__module__.rpartition(".")[0] for view in EXEMPT.values()} == {"playground.stand_ins.endpoints"}


@pytest.fixture
def signed_in():
    """The browser of somebody who has signed in, and whose CSRF tokens are looked at."""
    browser = Client(enforce_csrf_checks=True, HTTP_HOST="localhost:8000")
    browser.handler.enforce_csrf_checks = False
    there = browser.post("/sign-in/google/demo/")["Location"]
    back = browser.post(there, {"person": "maya"})["Location"]
    assert browser.get(back)["Location"] == "/token/"
    browser.handler.enforce_csrf_checks = True
    return browser


@pytest.mark.parametrize("name", EXEMPT)
def test_a_visitor_s_cookies_count_for_nothing_where_no_csrf_token_is_asked_for(signed_in, name):
    where, before = reverse(name), stored()
    assert signed_in.cookies
    for form in ({}, {"grant_type": "authorization_code", "code": "guessed"}, {"token": "guessed"}):
        answer, without = signed_in.post(where, form), Client(HTTP_HOST="localhost:8000").post(where, form)
        assert answer.status_code == without.status_code != 403
        assert TRACE.sub(b"", answer.content) == TRACE.sub(b"", without.content)
        assert not answer.cookies
        assert "Cookie" not in answer.get("Vary", ""), "the session was looked at"
    assert stored() == before


def stored():
    """Whatever a visitor has, and whatever a stand-in gave out."""
    return [list(model.objects.order_by("pk").values()) for model in (AccessToken, AuthorizationCode, JourneyRow, Session)]
