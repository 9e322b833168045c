"""A visitor who signs in: their session, the stand-in's page in a browser, and the way back."""

from __future__ import annotations

from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import requests
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client, RequestFactory

from playground.providers import sign_in
from playground.providers.catalogue import BY_SLUG
from playground.providers.credentials import ClientCredentials
from playground.providers.refusals import SignInRefused
from playground.providers.transport import Transport
from playground.stand_ins import adapter
from playground.stand_ins.registrations import registration_for

ACCOUNT = "111122223333"
ORIGIN = "http://localhost:8000"
SLUGS = ("google", "amazon", "facebook")
DEMO = Transport(mount=adapter.mount, browser_url=adapter.browser_url)


def credentials(slug, **changes):
    registration = registration_for(slug, ACCOUNT)
    return ClientCredentials(**{"client_id": registration.client_id, "client_secret": registration.client_secret} | changes)


class Visitor:
    """One browser: its session with this site, and its visits to the stand-ins."""

    def __init__(self, transport=DEMO):
        self.session, self.browser, self.transport = SessionStore(), Client(), transport

    def begin(self, slug, app=None, redirect_uri=""):
        """The address that the browser is sent to."""
        there = redirect_uri or f"{ORIGIN}/signed-in/{slug}"
        return sign_in.begin(self._request("/"), BY_SLUG[slug], app or credentials(slug), there, self.transport).url

    def agree(self, slug, **choices):
        """Begins, and continues on the stand-in's page; what the redirect brings back."""
        answer = self.browser.post(self.begin(slug), {"person": "maya"} | choices)
        return {name: values[0] for name, values in parse_qs(urlsplit(answer["Location"]).query).items()}

    def finish(self, slug, back, *, app=None, demo=True):
        """Comes back with these parameters."""
        request = self._request(f"/signed-in/{slug}?{urlencode(back)}")
        return sign_in.finish(request, BY_SLUG[slug], app or credentials(slug), self.transport, demo)

    def sign_in(self, slug, *, demo=True, **choices):
        """There and back."""
        return self.finish(slug, self.agree(slug, **choices), demo=demo)

    def _request(self, path):
        request = RequestFactory().get(path)
        request.session = self.session
        return request


class Tampering(requests.adapters.BaseAdapter):
    """The stand-ins, but for the answers that a test wants to be different.  changes: by address, what to make of an answer."""

    def __init__(self, changes):
        super().__init__()
        self.changes, self.inner, self.seen = changes, adapter.StandInAdapter(), []

    def send(self, request, **options):
        self.seen.append(request)
        answer = self.inner.send(request, **options)
        change = self.changes.get(request.url.partition("?")[0])
        return change(answer) if change else answer

    def close(self):
        pass


def tampered(changes):
    """A transport through Tampering, and the adapter itself."""
    between = Tampering(changes)
    return Transport(lambda session: session.mount("https://", between), adapter.browser_url), between


def refusal(slug, back=None, visitor=None, *, demo=True, **options):
    """The refusal of a way back (`back`: what the browser brings; None for what the stand-in gives it), in good order."""
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
    """A change that puts another answer in place."""

    def change(answer):
        answer.status_code, answer._content = status, body
        answer.headers["Content-Type"] = content_type
        return answer

    return change


def failing(error):
    """A change that lets the answer fail to come."""

    def change(answer):
        raise error

    return change
