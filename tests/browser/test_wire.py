"""The wire, live: on every page of a visitor, once, in order, within a second; through restarts and cut networks."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.tour import send, sign_in
from tests.browser.wire import begun, numbers, terminal, wait_for, wait_live
from tests.proxy import Proxy
from tests.server import Server

pytestmark = pytest.mark.browser


def test_two_pages_and_a_terminal_see_the_same_once_and_in_order(visit, server):
    page, s3 = begun(visit, server)
    other = page.context.new_page()
    other.goto("/wire/")
    wait_live(page)
    wait_live(other)
    for _ in range(5):
        before = max(numbers(page))
        s3.list_buckets()
        for one in (page, other):
            wait_for(one, before + 1)
    page.wait_for_timeout(300)
    for one in (page, other):
        seen = numbers(one)
        assert seen == sorted(set(seen))
    assert numbers(page)[-5:] == numbers(other)[-5:]
    assert page.locator(".seq__rows a").last.get_attribute("aria-label") == (
        f"{numbers(page)[-1]}: Terminal to S3, ListBuckets. S3 answers 200."
    )


def test_the_page_that_has_the_exports_shows_what_arrives(visit, server):
    page, s3 = begun(visit, server)
    page.goto("/terminal/")
    wait_live(page)
    before = numbers(page)[-1]
    s3.list_buckets()
    wait_for(page, before + 1)
    expect(page.locator(f"#wire-{before + 1}")).to_contain_text("Terminal")


def test_another_visitor_sees_nothing_of_it(visit, server):
    page, stranger = visit(), visit()
    sign_in(page)
    send(page)
    sign_in(stranger)
    stranger.goto("/wire/")
    wait_live(stranger)
    before = numbers(stranger)
    terminal(page, server).list_buckets()
    stranger.wait_for_timeout(700)
    assert numbers(stranger) == before


def test_a_page_whose_session_has_ended_says_so_and_goes_on_when_one_begins_in_another_tab(browser, server):
    proxy = Proxy(server.port)
    page = browser.new_context(base_url=server.site).new_page()
    sign_in(page)
    page.goto(f"http://localhost:{proxy.port}/wire/")
    wait_live(page)
    cookies = page.context.cookies()
    page.context.clear_cookies()
    proxy.cut()
    expect(page.locator(".wire__live")).to_have_attribute("data-state", "lost")
    proxy.mend()
    expect(page.locator(".wire__live")).to_have_text("off: your session has ended")
    page.context.add_cookies(cookies)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    wait_live(page)
    expect(page.locator("[role=status]")).to_have_text("The wire is connected again.")
    proxy.close()
    page.context.close()


def test_a_cut_network_is_shown_and_when_it_is_back_nothing_is_lost_or_twice(browser, server):
    proxy = Proxy(server.port)
    context = browser.new_context(base_url=server.site)
    page = context.new_page()
    sign_in(page)
    send(page)
    s3 = terminal(page, server)
    # Cookies do not know ports, so the same visitor can come through the proxy.
    far = context.new_page()
    far.goto(f"http://localhost:{proxy.port}/wire/")
    wait_live(far)
    proxy.cut()
    expect(far.locator(".wire__live")).to_have_attribute("data-state", "lost")
    expect(far.locator(".wire__live")).to_contain_text("trying again in")
    assert "lost its connection" in far.locator("[role=status]").inner_text()
    before = numbers(page)[-1]
    for _ in range(3):
        s3.list_buckets()
    proxy.mend()
    wait_live(far)
    expect(far.locator("[role=status]")).to_have_text("The wire is connected again.")
    wait_for(far, before + 3)
    assert numbers(far) == list(range(1, before + 4))
    far.get_by_role("button", name="Pause").click()
    proxy.cut()
    expect(far.locator(".wire__live")).to_have_attribute("data-state", "lost")
    s3.list_buckets()
    proxy.mend()
    far.get_by_role("button", name="Go on, 1 new").click()
    wait_for(far, before + 4)
    assert numbers(far) == list(range(1, before + 5))
    proxy.close()
    context.close()


def test_after_a_restart_the_page_finds_its_way_back_by_itself(browser, tmp_path):
    own = Server(tmp_path).start()
    page = browser.new_context(base_url=own.site).new_page()
    sign_in(page)
    send(page)
    s3 = terminal(page, own)
    wait_live(page)
    own.kill()
    expect(page.locator(".wire__live")).to_have_attribute("data-state", "lost")
    own.start()
    s3.list_buckets()
    wait_live(page)
    page.wait_for_function("() => document.querySelector('#wire-list').innerText.includes('Terminal')")
    seen = numbers(page)
    assert seen == list(range(1, len(seen) + 1))
    page.context.close()
    own.stop()


def test_paused_it_counts_and_then_shows_all(visit, server):
    page, s3 = begun(visit, server)
    wait_live(page)
    before = numbers(page)
    page.get_by_role("button", name="Pause").click()
    s3.list_buckets()
    s3.list_buckets()
    expect(page.get_by_role("button", name="Go on, 2 new")).to_be_visible()
    assert numbers(page) == before
    page.get_by_role("button", name="Go on, 2 new").click()
    page.wait_for_function("n => document.querySelectorAll('#wire-list > li').length >= n", arg=len(before) + 2)
    assert numbers(page)[-2:] == [before[-1] + 1, before[-1] + 2]


def test_what_comes_with_the_page_of_ones_own_call_does_not_wait_while_it_is_paused(visit, server):
    page = visit()
    sign_in(page)
    page.goto("/call/")
    wait_live(page)
    page.get_by_role("button", name="Pause").click()
    send(page)
    page.wait_for_timeout(700)
    assert numbers(page)[-1] == 6
    expect(page.locator("[data-wire-pause]")).to_have_text("Go on")


def test_a_pushed_message_unfolds_its_bytes_and_its_reasons(visit, server):
    page, s3 = begun(visit, server)
    wait_live(page)
    before = numbers(page)[-1]
    with pytest.raises(s3.exceptions.ClientError):
        s3.get_object(Bucket="photo-app-123456789012", Key="shared/welcome.txt")
    entry = page.locator(f"#wire-{before + 1}")
    expect(entry).to_have_attribute("data-state", "fail")
    expect(entry).to_contain_text("AccessDenied")
    entry.locator("summary").click()
    expect(entry.locator("pre").first).to_contain_text("GET /photo-app-123456789012/shared/welcome.txt")
    entry.get_by_role("link", name=re.compile("Why it went so")).click()
    expect(page.locator("h1")).to_have_text(f"Message {before + 1}: GetObject")
    expect(page.locator(".chain__step[data-state=fail]")).to_be_visible()


def test_a_page_of_who_starts_over_in_another_tab_shows_nothing_more_of_the_old_account(visit, server):
    page, s3 = begun(visit, server)
    other = page.context.new_page()
    other.goto("/wire/")
    wait_live(other)
    before = numbers(other)
    page.goto("/")
    page.get_by_role("button", name="Start over").click()
    expect(other.locator(".wire__live")).to_have_text("off: your session has ended")
    s3.list_buckets()
    other.wait_for_timeout(500)
    assert numbers(other) == before
    sign_in(page, "amazon", "tomas")
    other.evaluate("window.dispatchEvent(new Event('focus'))")
    wait_live(other)
    expect(other.locator("#wire-list")).to_contain_text("www.amazon.com")
    expect(other.locator("#wire-list")).not_to_contain_text("accounts.google.com")


def test_the_diagram_leads_to_a_message_and_unfolds_it(visit):
    page = visit()
    sign_in(page)
    first = page.locator("#wire-1 pre").first
    expect(first).to_be_hidden()
    page.locator(".seq__rows a").first.click()
    expect(first).to_contain_text("GET /.well-known/openid-configuration")
    page.goto("/wire/#wire-2")
    expect(page.locator("#wire-2 pre").first).to_be_visible()


def test_the_diagram_read_aloud_tells_the_story(visit):
    page = visit()
    sign_in(page)
    send(page)
    aloud = page.eval_on_selector_all(".seq__rows a", "all => all.map(a => a.getAttribute('aria-label'))")
    assert aloud == [
        "1: This site to Provider, GET accounts.google.com/.well-known/openid-configuration. Provider answers 200.",
        "2: Browser to Provider, GET accounts.google.com/o/oauth2/v2/auth. Provider answers 302.",
        f"3: Browser to This site, GET {page.url.split('/')[2]}/signed-in/google. This site answers 302.",
        "4: This site to Provider, POST oauth2.googleapis.com/token. Provider answers 200.",
        "5: This site to Provider, GET www.googleapis.com/oauth2/v3/certs. Provider answers 200.",
        "6: This site to STS, AssumeRoleWithWebIdentity. STS answers 200.",
    ]


SHORTEN = """
import json, time
from playground.sealing import seal, unseal
from playground.walkthrough.models import JourneyRow
for row in JourneyRow.objects.filter(account_id='{account}'):
    data = json.loads(unseal(row.sealed))
    data['sign_in']['answer']['exp'] = time.time() + 4
    JourneyRow.objects.filter(pk=row.pk).update(sealed=seal(json.dumps(data).encode()))
"""


def test_the_end_of_the_token_is_pushed_shown_and_announced(visit, server):
    page = visit()
    sign_in(page)
    page.goto("/terminal/")
    account = page.locator("#yours + div span").inner_text()
    server.manage("shell", "-v", "0", "-c", SHORTEN.format(account=account))
    page.goto("/token/")
    wait_live(page)
    expect(page.locator("[data-wire-say]")).to_contain_text("Your token has ended")
    expect(page.locator(".clock").first).to_have_attribute("data-state", "over")
