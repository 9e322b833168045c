"""What keeps a visitor safe whatever page they are on: cookies, headers, redirects, and what rests in the database."""

from __future__ import annotations

import os
import subprocess
import sys
import time

import pytest
from django.urls import Resolver404, resolve

from playground.assembly.issuers import SandboxIssuers
from playground.operating.management.commands.serve import _config
from playground.stand_ins.tokens.mint import mint
from playground.tokens.keys import KeysUnavailable
from playground.walkthrough.journey import Journey, SignIn
from playground.walkthrough.models import JourneyRow
from playground.walkthrough.visitors import visitor as keeping
from playground.walkthrough.visitors.forgetting import forget_what_is_over
from tests.server import ROOT

pytestmark = pytest.mark.django_db
ELSEWHERE = (
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example/",
    "http:evil.example",
    "javascript:alert(1)",
    "\thttps://evil.example",
)
PAGES = ("/", "/token/", "/about/", "/diagnose/", "/wire/", "/terminal/", "/target/", "/nowhere/")


def asked_of(code, **environment):
    """What a fresh process with these settings prints."""
    command = [sys.executable, "manage.py", "shell", "-v", "0", "-c", code]
    run = subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True, check=True)
    return run.stdout.strip()


def test_the_session_s_cookie_is_for_this_site_and_no_script(visitor):
    cookie = visitor().cookies["playground"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


def test_the_page_that_says_what_is_kept_counts_every_cookie(visitor):
    browser = visitor()
    browser.post("/theme/", {"theme": "dark", "next": "/"})
    for page in PAGES:
        browser.get(page)
    assert set(browser.cookies) == {"playground", "csrftoken", "theme"}
    assert "Three cookies" in browser.get("/about/").content.decode()


def test_behind_tls_no_cookie_travels_without_it():
    code = "from django.conf import settings as s; print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_HSTS_SECONDS)"
    assert asked_of(code, SITE_URL="https://playground.example.com") == "True True 31536000"


@pytest.mark.parametrize("page", PAGES)
def test_every_page_sends_what_a_browser_needs_to_keep_it_to_itself(visitor, page):
    headers = visitor().get(page).headers
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    policy = headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert "form-action 'self'" in policy


@pytest.mark.parametrize("there", ELSEWHERE)
def test_no_redirect_leads_to_an_address_that_somebody_put_into_a_link(visitor, there):
    browser = visitor()
    assert browser.post("/theme/", {"theme": "dark", "next": there})["Location"] == "/"
    for field in ("next", "redirect_uri", "url"):
        away = browser.get("/sign-in/google/demo/", {field: there})
        assert away["Location"].startswith("/stand-in/accounts.google.com/")
        assert "evil" not in away["Location"]


def test_the_session_is_another_one_after_signing_in_and_after_signing_out(visitor):
    browser = visitor()
    first = browser.session.session_key
    visitor()
    second = browser.session.session_key
    browser.post("/sign-out/")
    assert len({first, second, browser.session.session_key}) == 3


@pytest.mark.parametrize("slug", ["github", "own-issuer", "identity-pool"])
def test_the_session_is_another_one_with_the_token_of_a_job_too(visitor, slug):
    browser = visitor()
    first = browser.session.session_key
    assert browser.post(f"/sign-in/{slug}/demo/").status_code == 302
    assert browser.session.session_key != first
    assert keeping.journey_in(browser.session).sign_in.slug == slug


def test_after_the_way_back_no_address_holds_the_code_or_the_token(client):
    client.defaults["HTTP_HOST"] = "localhost:8000"
    away = client.get("/sign-in/google/demo/")
    back = client.post(away.url, {"person": "maya"})
    assert client.get(back["Location"])["Location"] == "/token/"


def test_a_visitor_s_token_rests_sealed(visitor):
    browser = visitor()
    journey = keeping.journey_in(browser.session)
    sealed = JourneyRow.objects.get(account_id=journey.account_id).sealed
    assert journey.sign_in.token not in sealed
    assert journey.sign_in.token.split(".")[1][:40] not in sealed


def signed_in(*, demo, expires_at):
    return SignIn("google", demo, "a.secret.token", "jwt", {}, {}, 0, expires_at, {})


@pytest.mark.parametrize(
    ("demo", "since", "forgotten"), [(False, 301, True), (False, 300, False), (False, 299, False), (True, 10_000, False)]
)
def test_a_real_token_is_forgotten_five_minutes_after_its_end_and_a_demo_one_stays_to_be_looked_at(demo, since, forgotten):
    now = int(time.time())
    journey = Journey("111122223333", signed_in(demo=demo, expires_at=now - since))
    assert forget_what_is_over(journey, now) is forgotten
    assert journey.sign_in.forgotten is forgotten


@pytest.mark.parametrize("page", ["/", "/token/", "/call/", "/answer/", "/use/", "/target/", "/terminal/"])
def test_every_page_stands_without_the_token_that_was_forgotten(visitor, page):
    browser = visitor()
    journey = keeping.journey_in(browser.session)
    journey.sign_in.demo, journey.sign_in.expires_at = False, time.time() - 1000
    JourneyRow.objects.filter(account_id=journey.account_id).update(sealed=keeping._sealed(journey))
    assert browser.get(page).status_code == 200
    assert journey.sign_in.token not in browser.get(page).content.decode()


def test_the_stand_ins_can_be_switched_off(settings, client):
    client.defaults["HTTP_HOST"] = "localhost:8000"
    mint("google", "maya", "111122223333")
    settings.STAND_INS = False
    assert client.get("/sign-in/google/demo/").status_code == 404
    assert "/demo/" not in client.get("/").content.decode()
    assert "demo_token" not in client.get("/terminal/").content.decode()
    with pytest.raises(KeysUnavailable):
        SandboxIssuers().keys("https://accounts.google.com", "")
    assert SandboxIssuers().introspect("www.amazon.com", "Atza|x").status == 400
    code = (
        "from django.urls import resolve, Resolver404\n"
        "try: print(resolve('/stand-in/www.googleapis.com/oauth2/v3/certs'))\n"
        "except Resolver404: print('no such address')"
    )
    assert asked_of(code, STAND_INS="false") == "no such address"


def test_without_the_stand_ins_no_call_begins_from_a_token_that_only_they_know(settings, visitor):
    page = visitor()
    assert "AWS’s documentation, its token too" in page.get("/call/").content.decode()
    settings.STAND_INS = False
    assert "AWS’s documentation, its token too" not in page.get("/call/").content.decode()
    before = keeping.journey_in(page.session).sign_in.token
    page.post("/call/send/", {"action": "preset", "preset": "documentation"})
    assert keeping.journey_in(page.session).sign_in.token == before


def test_with_the_stand_ins_on_they_are_there():
    try:
        assert resolve("/stand-in/www.googleapis.com/oauth2/v3/certs")
    except Resolver404:
        pytest.fail("the stand-ins have no address")


@pytest.mark.parametrize(("behind", "trusted"), [(False, []), (True, ["127.0.0.1", "::1"])])
def test_what_a_proxy_says_of_the_client_is_believed_of_the_proxies_that_are_listed(settings, behind, trusted):
    settings.BEHIND_PROXY = behind
    config = _config()
    assert config.proxy_headers is behind
    assert config.forwarded_allow_ips == trusted
    assert "*" not in config.forwarded_allow_ips


def test_the_length_of_a_compressed_page_tells_nothing_of_what_it_holds(visitor):
    client = visitor()
    answers = [client.get("/call/", headers={"Accept-Encoding": "gzip"}) for _ in range(12)]
    assert {answer["Content-Encoding"] for answer in answers} == {"gzip"}
    assert len({len(answer.content) for answer in answers}) > 3
