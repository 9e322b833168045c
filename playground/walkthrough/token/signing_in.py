"""Step 1's doors: to a provider and back, with every message on the wire. A stand-in is reached through a transport, a real one by https."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import requests
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from requests.adapters import BaseAdapter

from playground.explain import to_data
from playground.providers.client import kept_metadata
from playground.providers.configured import COGNITO
from playground.providers.credentials import ClientCredentials, live_credentials
from playground.providers.live import as_live
from playground.providers.provider import Provider
from playground.providers.sign_in import begin, finish
from playground.providers.transport import LIVE, Transport
from playground.stand_ins.adapter import SAYS_SO, StandInAdapter, browser_url
from playground.stand_ins.registrations import registration_for
from playground.walkthrough.journey import Journey, SignIn
from playground.wire.record import Seen, record
from playground.wire.transport import ReportingAdapter

_WORDS = {
    ".well-known/openid-configuration": "Where to send the browser, where to trade the code, where the keys are.",
    "/certs": "The public keys. The token names one of them by its kid.",
    "/token": "The code becomes tokens. The browser never sees this call.",
    "/access_token": "The code becomes an access token. The browser never sees this call.",
    "/tokeninfo": "Is this token ours, and whose is it? aud is compared first: a token for another app proves nothing.",
    "/debug_token": "Is this token ours, and whose is it? app_id is compared first: a token for another app proves nothing.",
    "/profile": "Who is this? For showing; AWS does not ask.",
    "/userinfo": "Who is this? For showing; AWS does not ask.",
    "/me": "Who is this? For showing; AWS does not ask.",
}
_LEAVING = "leaving "
MOST_AWAY = 20  # sign-ins of one browser that are remembered; the oldest gives way
_WITH_CODE = "Your browser went to the provider, and came back with a one-time code."
_WITHOUT_CODE = "Your browser came back without a code."
_CODE_ARRIVES = (
    "The code arrives. This site compares state with the one it sent; only if they are the same, it trades the code."
)
_NO_CODE_ARRIVES = "No code arrives, so there is nothing to trade: nobody is signed in."


def leave(request: HttpRequest, journey: Journey, provider: Provider, demo: bool) -> HttpResponseBase:
    """Sends the browser to the provider. Raises SignInRefused."""
    there = provider if demo else as_live(provider)
    transport = _transport(demo, partial(record, journey.account_id))
    redirect = begin(request, there, credentials(provider, journey, demo), redirect_uri(request, provider), transport)
    for key in _away(request)[: 1 - MOST_AWAY]:
        del request.session[key]
    state = parse_qs(urlsplit(redirect.url).query)["state"][0]
    request.session[_leaving(provider, state)] = {"demo": demo, "at": time.time(), "url": redirect.url}
    return redirect


def come_back(request: HttpRequest, journey: Journey, provider: Provider) -> SignIn:
    """Takes the browser back and trades the code. Raises SignInRefused."""
    leaving = request.session.pop(_leaving(provider, request.GET.get("state", "")), {})
    demo = leaving.get("demo", "demo" in worlds_of(provider))
    there = provider if demo else as_live(provider)
    arrived, status = time.time(), 200
    asked: list[Seen] = []
    try:
        done = finish(request, there, credentials(provider, journey, demo), _transport(demo, asked.append), demo)
        status = 302
    finally:  # the browser's messages come first, and how the second was answered is known last
        browser = [_went_there(request, leaving, arrived)] if leaving else []
        for seen in (*browser, _came_back(request, arrived, status), *asked):
            record(journey.account_id, seen)
    request.session.cycle_key()
    return SignIn(
        slug=provider.slug,
        demo=demo,
        token=done.token,
        kind=done.kind,
        answer=dict(done.answer),
        profile=dict(done.profile),
        issued_at=done.issued_at,
        expires_at=done.expires_at,
        site_check=to_data(done.site_check),
    )


def _leaving(provider: Provider, state: str) -> str:
    """Where the session remembers that the browser went to a provider: each of its tabs may be at another."""
    return f"{_LEAVING}{provider.slug} {state}"


def _away(request: HttpRequest) -> list[str]:
    """The sign-ins that have not come back, the oldest first."""
    kept = [key for key in request.session.keys() if key.startswith(_LEAVING)]
    return sorted(kept, key=lambda key: float(request.session[key]["at"]))


def credentials(provider: Provider, journey: Journey, demo: bool) -> ClientCredentials:
    """The app as the provider knows it: the account's own at a stand-in, the site's at the real one."""
    live = live_credentials(provider)
    if not demo and live:
        return live
    registration = registration_for(provider.slug, journey.account_id)
    return ClientCredentials(registration.client_id, registration.client_secret)


def worlds_of(provider: Provider) -> list[str]:
    """Where people can sign in with it: at its stand-in, at the real one."""
    demo = settings.STAND_INS and provider.slug not in settings.OIDC_ISSUERS
    return [*(["demo"] if demo else []), *(["live"] if live_credentials(provider) else [])]


def end_session_url(request: HttpRequest, provider: Provider) -> str:
    """Where the provider ends its own session, "" if it does not say.  https://openid.net/specs/openid-connect-rpinitiated-1_0.html

    By the client id: an id_token_hint would put a token into an address.
    """
    live = live_credentials(provider)
    there = kept_metadata(request.session, provider, live.client_id).get("end_session_endpoint", "") if live else ""
    if live is None or not str(there).startswith("https://"):
        return ""
    back = "logout_uri" if provider.issuer.startswith(COGNITO) else "post_logout_redirect_uri"  # Cognito's own name for it
    query = urlencode({"client_id": live.client_id, back: f"{settings.SITE_URL}/"})
    return f"{there}{'&' if '?' in there else '?'}{query}"


def redirect_uri(request: HttpRequest, provider: Provider) -> str:
    """Where the provider sends the browser back to: the origin that the visitor is using, if it is one of ours."""
    origin = f"{request.scheme}://{request.get_host()}"
    known = urlsplit(settings.SITE_URL)
    return f"{origin if known.hostname == 'localhost' else settings.SITE_URL}/signed-in/{provider.slug}"


def _transport(demo: bool, report: Callable[[Seen], object]) -> Transport:
    def mount(session: requests.Session) -> None:
        if not demo:
            LIVE.mount(session)
        inner: BaseAdapter = StandInAdapter() if demo else session.get_adapter("https://")
        session.mount("https://", ReportingAdapter(inner, report, partial(_words, demo)))

    return Transport(mount, browser_url if demo else LIVE.browser_url)


def _words(demo: bool, where: str) -> str:
    return _said(demo, next((words for end, words in _WORDS.items() if where.endswith(end)), ""))


def _said(demo: bool, words: str) -> str:
    return f"{words} {SAYS_SO}".lstrip() if demo else words


def _went_there(request: HttpRequest, leaving: Mapping[str, Any], arrived: float) -> Seen:
    """The browser at the provider: a message that no server of ours sent."""
    there = urlsplit(leaving["url"].replace("/stand-in/", "https://", 1))
    return Seen(
        sender="browser",
        receiver="provider",
        method="GET",
        host=there.netloc,
        target=f"{there.path}?{there.query}",
        request_headers=[],
        request_body=b"",
        status=302,
        response_headers=[("Location", request.build_absolute_uri())],
        response_body=b"",
        at=leaving["at"],
        took=arrived - leaving["at"],
        words=_said(leaving["demo"], _WITH_CODE if "code" in request.GET else _WITHOUT_CODE),
    )


def _came_back(request: HttpRequest, arrived: float, status: int) -> Seen:
    """The browser coming back, and how we answer: on to the token, or with the page that says why there is none."""
    return Seen(
        sender="browser",
        receiver="app",
        method="GET",
        host=request.get_host(),
        target=request.get_full_path(),
        request_headers=[],
        request_body=b"",
        status=status,
        response_headers=[("Location", "/token/")] if status == 302 else [("Content-Type", "text/html; charset=utf-8")],
        response_body=b"",
        at=arrived,
        took=0.0,
        words=_CODE_ARRIVES if "code" in request.GET else _NO_CODE_ARRIVES,
    )
