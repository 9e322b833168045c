"""Redis and PostgreSQL go away in the middle of a tour and come back: the page says so, recovers by itself, and nothing is lost."""

import json
import signal
import urllib.error
import urllib.request

import pytest
from playwright.sync_api import expect

from tests.browser.tour import folder, headline, send, sign_in, use
from tests.browser.wire import numbers, terminal, wait_for, wait_live
from tests.server import PATIENCE

pytestmark = pytest.mark.browser


def wire_on(page, process):
    """The page of the wire, from a process of one's choice."""
    far = page.context.new_page()
    far.goto(f"{process.site}/wire/")
    wait_live(far)
    return far


def test_while_redis_is_away_news_is_late_and_nothing_is_lost(page, site):
    sign_in(page)
    send(page)
    s3, both = terminal(page, site.one), [wire_on(page, site.one), wire_on(page, site.other)]
    before = numbers(both[0])[-1]
    site.redis.stop(signal.SIGKILL)
    for one in both:
        expect(one.locator(".wire__live")).to_contain_text("news is late")
        assert "Nothing is lost" in one.locator("[role=status]").inner_text()
    s3.list_buckets()
    for one in both:
        wait_for(one, before + 1)
    page.goto("/answer/")
    assert headline(page).startswith("STS said yes")
    site.redis.start()
    for one in both:
        wait_live(one)
    s3.list_buckets()
    for one in both:
        wait_for(one, before + 2)
        assert numbers(one) == list(range(1, before + 3))


def test_while_postgresql_is_away_the_pages_say_so_and_then_go_on_by_themselves(page, site, monkeypatch):
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")  # an SDK tries again by itself, and would hide the answer
    sign_in(page)
    send(page)
    page.goto("/use/")
    key = f"{folder(page)}kept.txt"
    assert use(page, "PutObject", key=key, body="Kept through an outage.") == "PutObject: 200"
    s3, far = terminal(page, site.one), wire_on(page, site.other)
    before = numbers(far)
    site.postgres.stop(signal.SIGINT)
    page.goto("/answer/")
    expect(page.locator("h1")).to_have_text("The database does not answer")
    expect(page.locator("body")).to_contain_text("Nothing you made is lost.")
    expect(far.locator(".wire__live")).to_contain_text("the database does not answer")
    with pytest.raises(s3.exceptions.ClientError, match="ServiceUnavailable"):
        s3.list_buckets()
    site.postgres.start()
    expect(page.locator("h1")).not_to_have_text("The database does not answer")
    assert headline(page).startswith("STS said yes")
    wait_live(far)
    s3.list_buckets()
    wait_for(far, before[-1] + 1)
    assert numbers(far) == list(range(1, before[-1] + 2))
    assert use(page, "GetObject", key=key) == "GetObject: 200"
    assert "Kept through an outage." in page.locator("figure", has_text="Body").last.inner_text()


def test_while_postgresql_hangs_the_site_says_so_and_then_goes_on_by_itself(page, site):
    sign_in(page)
    far = wire_on(page, site.other)
    with site.postgres.hanging():
        expect(far.locator(".wire__live")).to_contain_text("the database does not answer")
        with pytest.raises(urllib.error.HTTPError, match="503") as refused:
            urllib.request.urlopen(f"{site.other.site}/readyz", timeout=PATIENCE)
        assert json.load(refused.value)["database"] is False
    wait_live(far)
    assert send(page).startswith("STS said yes")
