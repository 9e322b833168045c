"""What steps 2 and 3 say of a token's life is what the token or its provider says, also where nobody says anything."""

from __future__ import annotations

import re
import time
from datetime import datetime
from itertools import pairwise

import pytest
from django.utils.html import strip_tags

from playground.walkthrough.journey import SignIn
from playground.walkthrough.steps.read_answer import hours_between
from playground.walkthrough.token.lifetime import Lifetime, lifetime
from playground.walkthrough.visitors.visitor import journey_in
from playground.walkthrough.wire.messages import ends

pytestmark = pytest.mark.django_db
CALL = {"RoleSessionName": "maya", "action": "send"}
LEFT = re.compile(r"(good for|[0-9] (s|min|h)) left")


def words(answer):
    return re.sub(r"\s+", " ", strip_tags(answer.content.decode()))


def token_page(client):
    return words(client.get("/token/"))


@pytest.mark.parametrize(
    ("claim", "says", "clock"), [("exp", "expires, no exp says when", False), ("iat", "issued, no iat says when", True)]
)
def test_a_claim_that_is_not_there_tells_no_moment(visitor, claim, says, clock):
    client = visitor(leave_out=claim)
    page = token_page(client)
    assert says in page
    assert bool(LEFT.search(page)) is clock
    assert bool(LEFT.search(words(client.get("/call/")))) is clock
    assert ("token" in ends(journey_in(client.session))) is clock
    assert ("The token ends at" in words(client.get("/terminal/"))) is clock


def test_what_was_not_looked_into_tells_no_moment(visitor):
    client = visitor(breakage="too-long")
    page = token_page(client)
    assert "stands in what was not looked into" in page
    assert not LEFT.search(page)
    assert "20,001 characters " in words(client.get("/call/"))


@pytest.mark.parametrize("breakage", ["expired", "altered", "taken-back"])
def test_a_token_that_its_provider_does_not_know_has_no_time_left(visitor, breakage):
    client = visitor("amazon", breakage=breakage)
    page = token_page(client)
    assert not LEFT.search(page)
    assert "2 that AWS does not read: error, error_description Field" in page, "and no table without a row before it"
    assert not LEFT.search(words(client.get("/call/")))


def test_a_token_of_which_the_provider_says_that_it_ended_has_ended(visitor):
    client = visitor("facebook", breakage="expired")
    until = re.search(r'class="clock" data-until="([^"]+)"', client.get("/token/").content.decode())[1]
    assert datetime.fromisoformat(until).timestamp() < time.time() - 300
    assert ", expired" in words(client.get("/call/"))


def test_a_moment_of_another_day_stands_with_its_day(visitor):
    page = token_page(visitor(breakage="old"))
    assert re.search(r"issued, iat \d{4}-\d\d-\d\d \d\d:\d\d:\d\d now \d\d:\d\d:\d\d ", page)


@pytest.mark.parametrize("value", ["soon", None, True, float("nan"), float("inf"), {}])
def test_what_is_no_moment_is_none(value):
    claims = {"iat": 1, "exp": value}
    sign_in = SignIn("google", False, "a.b.c", "jwt", claims, {}, 0, 3600, {})
    assert lifetime(sign_in) == Lifetime(1.0, None)


def test_a_check_that_passes_with_a_warning_is_counted_among_those_that_pass(visitor):
    client = visitor(breakage="just-expired")
    assert "8 passed" in token_page(client)
    answer = words(client.post("/call/send/", {**CALL, "RoleArn": journey_in(client.session).draft.RoleArn}, follow=True))
    assert "all 12 checks passed" in answer


def role_of_google(client):
    return re.search(r'<option value="(arn:aws:iam::[0-9]{12}:role/PhotoAppGoogle)"', client.get("/call/").content.decode())[1]


def test_the_three_clocks_have_the_hours_to_be_read_by(visitor):
    client = visitor()
    client.post("/call/send/", CALL | {"RoleArn": role_of_google(client)})
    page = client.get("/answer/").content.decode()
    hours = re.findall(r'<line x1="([0-9.]+)%" [^>]*/><text [^>]*>([0-9]{2}:00)</text>', page.partition("life__hours")[2])
    assert 4 <= len(hours) <= 6
    places = [float(place) for place, _ in hours]
    assert 0 < places[0]
    assert places[-1] < 100
    assert places == sorted(places)
    assert len({round(later - sooner, 1) for sooner, later in pairwise(places)}) <= 2  # as far apart as hours are


@pytest.mark.parametrize(("hours", "step"), [(5, 1), (7, 2), (15, 3), (24, 4), (70, 12), (24 * 30, 0)])
def test_not_more_hours_are_named_than_a_telephone_has_room_for(hours, step):
    begun = 1_795_430_000
    named = hours_between(begun, begun + hours * 3600)
    assert {later - sooner for sooner, later in pairwise(named)} == ({step * 3600} if step else set())
    assert len(named) <= 6
    assert all(begun < one < begun + hours * 3600 and one % 3600 == 0 for one in named)
