"""Two tabs of one visitor at once: what each does is kept, and no late answer brings back what the other took away."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from dataclasses import replace
from threading import Barrier

import pytest
import requests

from playground.walkthrough.journey import Draft, Journey, Looking, Outcome, SignIn, Use
from playground.walkthrough.outside.state import Answered, Outside
from playground.walkthrough.visitors.merging import merged
from playground.worlds.models import AccountRow

ROUNDS = 12
MAYA = SignIn("google", True, "maya's token", "jwt", {}, {}, 0, 9e9, {})
PRIYA = replace(MAYA, token="priya's token")
ANSWER = Outcome(1, {}, 200, "", "", "", "", {"Credentials": {}}, {})
LATER = replace(ANSWER, at=2)
USE = Use(1, {}, 200, "", "", "", {}, "", {}, {})
FIRST, OTHER = {"kind": "aws", "role": "first"}, {"kind": "aws", "role": "other"}
CREDENTIALS = Answered(1, "sts.amazonaws.com", 200, fields={"Credentials": {"AccessKeyId": "ASIA"}})
OPEN = Outside(FIRST, answer=CREDENTIALS)
GONE = Outside(FIRST, answer=replace(CREDENTIALS, fields={}))
START = Journey("111122223333", MAYA, Draft("role"), outcome=ANSWER, use=USE, outside=OPEN)

# What this request did, what the other had stored meanwhile, and what is kept.
AT_ONCE = {
    "two things that have nothing to do with each other": (
        {"looking": Looking("s3:*")},
        {"draft": Draft("other")},
        {"looking": Looking("s3:*"), "draft": Draft("other")},
    ),
    "the same twice": ({"draft": Draft("mine")}, {"draft": Draft("other")}, {"draft": Draft("mine")}),
    "a call, while a request with the credentials before it was answered": (
        {"outcome": LATER, "use": None},
        {"use": replace(USE, at=2)},
        {"outcome": LATER, "use": None},
    ),
    "a request with credentials that have been replaced": (
        {"use": replace(USE, at=2)},
        {"outcome": LATER, "use": None},
        {"outcome": LATER, "use": None},
    ),
    "a call with the token of somebody who has signed out": (
        {"outcome": LATER, "use": None, "looking": Looking("s3:*")},
        {"sign_in": None, "outcome": None, "use": None},
        {"sign_in": None, "outcome": None, "use": None, "looking": Looking("s3:*")},
    ),
    "somebody signing out while a call was answered": (
        {"sign_in": None, "outcome": None, "use": None},
        {"outcome": LATER, "use": USE},
        {"sign_in": None, "outcome": None, "use": None, "outside": GONE},
    ),
    "somebody signing in while somebody signed in": (
        {"sign_in": PRIYA, "draft": Draft("hers"), "outcome": None, "use": None},
        {"sign_in": replace(MAYA, slug="amazon"), "draft": Draft("his"), "outcome": None, "use": None},
        {"sign_in": PRIYA, "draft": Draft("hers"), "outcome": None, "use": None, "outside": GONE},
    ),
    "somebody signing out while real AWS answered": (
        {"sign_in": None, "outcome": None, "use": None},
        {"outside": replace(OPEN, used=CREDENTIALS)},
        {"sign_in": None, "outcome": None, "use": None, "outside": GONE},
    ),
    "real credentials used while they were forgotten": (
        {"outside": replace(OPEN, used=CREDENTIALS)},
        {"outside": None},
        {"outside": None},
    ),
    "real credentials forgotten while they were used": (
        {"outside": None},
        {"outside": replace(OPEN, used=CREDENTIALS)},
        {"outside": None},
    ),
    "an answer of a target that is no longer chosen": (
        {"outside": replace(OPEN, answer=replace(CREDENTIALS, at=2))},
        {"outside": Outside(OTHER)},
        {"outside": Outside(OTHER)},
    ),
    "real credentials asked for anew while they were forgotten": (
        {"outside": replace(OPEN, answer=replace(CREDENTIALS, at=2))},
        {"outside": Outside(FIRST)},
        {"outside": Outside(FIRST)},
    ),
    "real credentials used while they were replaced": (
        {"outside": replace(OPEN, used=CREDENTIALS)},
        {"outside": replace(OPEN, answer=replace(CREDENTIALS, at=2))},
        {"outside": replace(OPEN, answer=replace(CREDENTIALS, at=2))},
    ),
}


@pytest.mark.parametrize(("mine", "theirs", "kept"), AT_ONCE.values(), ids=AT_ONCE)
def test_what_is_kept_of_two_requests(mine, theirs, kept):
    before, mine, theirs = (deepcopy(replace(START, **changes)) for changes in ({}, mine, theirs))
    assert merged(before, mine, theirs) == replace(START, **kept)


def test_no_answer_to_the_token_before_comes_back_to_whoever_signs_in_for_the_first_call():
    before = deepcopy(replace(START, outcome=None, use=None))
    mine, theirs = deepcopy(replace(before, sign_in=PRIYA)), deepcopy(replace(before, outcome=LATER, use=USE))
    kept = merged(before, mine, theirs)
    assert (kept.sign_in, kept.outcome, kept.use) == (PRIYA, None, None)


class Tab:
    """One tab: the cookies are the browser's."""

    def __init__(self, site: str, cookies: requests.cookies.RequestsCookieJar) -> None:
        self.site, self.http = site, requests.Session()
        self.http.cookies.update(cookies)

    def post(self, path: str, **form: str) -> None:
        sent = {"csrfmiddlewaretoken": self.http.cookies["csrftoken"], **form}
        answer = self.http.post(self.site + path, sent, allow_redirects=False, timeout=60)
        assert answer.status_code in (200, 302), answer.text

    def page(self, path: str) -> str:
        answer = self.http.get(self.site + path, timeout=60)
        assert answer.status_code == 200
        return answer.text


@pytest.fixture
def tabs(server):
    """Two, of a visitor who has credentials."""
    browser = requests.Session()
    consent = browser.get(f"{server.site}/sign-in/google/demo/", timeout=60)
    hidden = dict(re.findall(r'name="(csrfmiddlewaretoken)" value="([^"]+)"', consent.text))
    arrived = browser.post(consent.url, {"person": "maya", **hidden}, timeout=60)
    assert arrived.url.endswith("/token/"), arrived.url
    first, second = Tab(server.site, browser.cookies), Tab(server.site, browser.cookies)
    role = re.search(r"arn:aws:iam::\d{12}:role/[A-Za-z]+Google", first.page("/call/"))
    assert role
    first.post("/call/send/", action="send", RoleArn=role[0], RoleSessionName="maya")
    return first, second


def test_what_two_tabs_send_at_the_same_moment_is_both_kept(tabs):
    first, second = tabs
    for number in range(ROUNDS):
        together = Barrier(2, timeout=60)

        def draft(number=number, together=together):
            together.wait()
            first.post(
                "/call/send/", action="check", RoleArn="arn:aws:iam::111122223333:role/x", RoleSessionName=f"tab-{number}-one"
            )

        def use(number=number, together=together):
            together.wait()
            second.post("/use/send/", operation="GetObject", bucket=f"tab-{number}-two", key="k")

        with ThreadPoolExecutor(2) as pool:
            for done in [pool.submit(draft), pool.submit(use)]:
                done.result(120)
        assert f'value="tab-{number}-one"' in first.page("/call/")
        assert f"tab-{number}-two" in second.page("/use/")


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/sign-out/", "/start-over/"])
def test_a_request_with_the_key_from_before_that_comes_late_takes_no_newer_cookie_away(visitor, path):
    browser = visitor()
    before = browser.cookies["playground"].value
    browser.post(path)
    browser.cookies["playground"] = before  # as another tab sent it a moment ago
    for late in (browser.get("/call/"), browser.post("/call/send/", {"action": "check"}), browser.get("/about/")):
        assert "playground" not in late.cookies


SIGN_INS = ["/sign-in/google/demo/", "/sign-in/github/demo/", "/signed-in/google?code=x&state=y", "/target/choose/"]


@pytest.mark.django_db
@pytest.mark.parametrize("path", SIGN_INS)
def test_a_sign_in_with_the_key_from_before_is_asked_for_again_and_opens_no_second_account(visitor, path):
    browser = visitor()
    before = browser.cookies["playground"].value
    browser.post("/sign-out/")
    after, accounts = browser.cookies["playground"].value, AccountRow.objects.count()
    browser.cookies["playground"] = before  # as another tab sent it a moment ago
    late = browser.post(path) if path == SIGN_INS[-1] else browser.get(path)
    assert (late.status_code, "playground" in late.cookies) == (307, False)
    browser.cookies["playground"] = after
    again = browser.post(late["Location"]) if path == SIGN_INS[-1] else browser.get(late["Location"])
    assert again.status_code != 307
    assert AccountRow.objects.count() == accounts


@pytest.mark.django_db
def test_whose_session_is_over_for_good_begins_anew_at_the_second_request(visitor):
    browser = visitor()
    browser.cookies["playground"] = "0" * 32
    late = browser.get("/sign-in/google/demo/")
    again = browser.get(late["Location"])
    assert (late.status_code, again.status_code, "playground" in again.cookies) == (307, 302, True)


@pytest.mark.django_db
def test_who_starts_over_has_no_cookie_any_more(visitor):
    assert visitor().post("/start-over/").cookies["playground"].value == ""
