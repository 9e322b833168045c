"""The page of the wire: all that is kept, filtered, emptied, after a rush, and without JavaScript."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from playwright.sync_api import expect

from tests.browser.tour import send, sign_in
from tests.browser.wire import begun, numbers, terminal, wait_for, wait_live

pytestmark = pytest.mark.browser


def test_emptied_on_one_page_it_is_empty_on_the_other_and_numbers_go_on(visit, server):
    page, s3 = begun(visit, server)
    wait_live(page)
    last = numbers(page)[-1]
    other = page.context.new_page()
    other.goto("/wire/")
    other.get_by_role("button", name="Clear").click()
    expect(other.locator(".wire__empty")).to_be_visible()
    expect(page.locator("#wire-list > li")).to_have_count(0)
    wait_live(other)
    s3.list_buckets()
    for one in (page, other):
        expect(one.locator("#wire-list > li")).to_have_count(1)
        assert numbers(one) == [last + 1]
        expect(one.locator(".wire__skipped")).to_have_count(0)
    expect(page.locator(".wire__acts [data-wire-count]")).to_have_text("1 message")


def test_the_page_of_the_wire_goes_on_with_all_that_is_kept(visit, server):
    page, s3 = begun(visit, server)
    for _ in range(60):
        s3.list_buckets()
    page.goto("/wire/")
    wait_live(page)
    before = numbers(page)
    assert before[0] == 1
    s3.list_buckets()
    wait_for(page, before[-1] + 1)
    assert numbers(page) == [*before, before[-1] + 1]
    page.get_by_role("button", name="Pause").click()
    s3.list_buckets()
    page.get_by_role("button", name="Go on, 1 new").click()
    wait_for(page, before[-1] + 2)
    assert numbers(page) == [*before, before[-1] + 1, before[-1] + 2]


def test_a_filtered_page_grows_by_what_fits_the_filter(visit, server):
    page, s3 = begun(visit, server)
    page.goto("/wire/?who=s3&only=refused")
    wait_live(page)
    assert numbers(page) == []
    s3.list_buckets()
    with pytest.raises(s3.exceptions.ClientError):
        s3.get_object(Bucket="photo-app-123456789012", Key="shared/welcome.txt")
    expect(page.locator("#wire-list > li")).to_have_count(1)
    expect(page.locator("#wire-list > li")).to_contain_text("AccessDenied")


def test_a_filtered_page_that_was_not_answered_asks_again(browser, server):
    page = browser.new_context(base_url=server.site).new_page()
    sign_in(page)
    send(page)
    s3 = terminal(page, server)
    page.goto("/wire/?who=s3")
    wait_live(page)
    page.route("**/wire/?who=s3", lambda route: route.fulfill(status=503), times=1)
    s3.list_buckets()
    expect(page.locator("#wire-list > li")).to_have_count(1)
    page.context.close()


def test_a_rush_of_messages_leaves_the_page_and_the_log_within_bounds(visit, server):
    page, s3 = begun(visit, server)
    wait_live(page)
    other = page.context.new_page()
    other.goto("/wire/")
    wait_live(other)
    with ThreadPoolExecutor(8) as callers:
        list(callers.map(lambda _: s3.list_buckets(), range(400)))
    page.wait_for_timeout(1500)
    seen = numbers(page)
    assert seen == sorted(set(seen))
    assert len(seen) <= 60
    expect(other.locator(".wire__skipped")).to_have_count(0)
    wait_for(other, seen[-1])
    assert numbers(other) == list(range(seen[-1] - 299, seen[-1] + 1))
    page.goto("/wire/")
    assert len(numbers(page)) <= 350
    expect(page.locator("body")).to_contain_text("The newest 300 messages are kept")


def test_without_javascript_the_same_page_shows_the_same_log(visit):
    page = visit(java_script_enabled=False)
    sign_in(page)
    send(page)
    page.goto("/wire/")
    entries = page.locator("#wire-list > li")
    expect(entries).to_have_count(6)
    expect(entries.nth(5)).to_contain_text("WebIdentityToken=")
    page.get_by_label("Who").select_option("sts")
    page.get_by_role("button", name="Filter").click()
    expect(page.locator("#wire-list > li")).to_have_count(1)
    page.get_by_label("Words in").fill("nothing such")
    page.get_by_role("button", name="Filter").click()
    expect(page.locator("body")).to_contain_text("No message that is kept fits the filter.")
