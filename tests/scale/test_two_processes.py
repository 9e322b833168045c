"""Two processes are one site: a visitor's steps land on either, and what happens on one is seen on the other."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.tour import folder, headline, send, sign_in, use
from tests.browser.wire import numbers, terminal, wait_for, wait_live

pytestmark = pytest.mark.browser


def test_a_tour_whose_steps_land_on_either_process(page, site):
    served = []
    page.on("response", lambda answer: served.append((urlsplit(answer.url).path, answer.headers.get("x-process"))))
    sign_in(page)
    assert send(page).startswith("STS said yes. You are maya")
    page.goto("/use/")
    key = f"{folder(page)}either.txt"
    assert use(page, "PutObject", key=key, body="Written on one, read on the other.") == "PutObject: 200"
    assert use(page, "GetObject", key=key) == "GetObject: 200"
    assert "Written on one, read on the other." in page.locator("figure", has_text="Body").last.inner_text()
    pages = {process for path, process in served if not path.startswith("/static/")}
    assert pages == {f"127.0.0.1:{site.one.port}", f"127.0.0.1:{site.other.port}"}


def test_every_provider_signs_in_on_either(page):
    for provider in ("google", "amazon", "facebook"):
        sign_in(page, provider)
        assert send(page).startswith("STS said yes")


def test_an_exchange_made_on_one_process_is_seen_by_sockets_on_both(browser, page, site):
    sign_in(page)
    send(page)
    far = [page.context.new_page(), page.context.new_page()]
    for one, process in zip(far, (site.one, site.other), strict=True):
        one.goto(f"{process.site}/wire/")
        wait_live(one)
    for process in (site.one, site.other):
        s3 = terminal(page, process)
        before = numbers(far[0])[-1]
        s3.list_buckets()
        for one in far:
            wait_for(one, before + 1)
    assert numbers(far[0]) == numbers(far[1])


def test_while_one_process_is_away_the_other_serves(page, site):
    sign_in(page)
    send(page)
    wait_live(page)
    site.one.stop()
    try:
        for _ in range(6):
            page.goto("/answer/")
            assert headline(page).startswith("STS said yes")
        wait_live(page)
    finally:
        site.one.start()


def test_a_process_that_stops_in_order_tells_its_pages_to_come_again(page, site):
    sign_in(page)
    send(page)
    page.goto(f"{site.one.site}/wire/")
    wait_live(page)
    site.one.stop()
    try:
        expect(page.locator(".wire__live")).to_have_attribute("data-state", "lost")
        assert re.search("trying again in|connecting", page.locator(".wire__live").inner_text())
    finally:
        site.one.start()
    wait_live(page)
    assert "Traceback" not in site.one.log.read_text()
