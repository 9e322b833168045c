"""What visitors do that no path foresees: signing out in another tab, losing the session, going back. Nothing typed is lost, all is said."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.test_accessibility import serious
from tests.browser.tour import send, sign_in, type_policy

pytestmark = pytest.mark.browser

CALL = re.compile("Call AssumeRoleWithWebIdentity")


def other_tab(page):
    """What it complains about is what the test asks for: it meets refusals."""
    tab = page.context.new_page()
    tab.goto("/call/")
    tab.fill("#session", "typed-by-me")
    return tab


def sent_after_signing_out(page):
    """The tab with a form that was sent when its visitor had signed out in another, and what is said there."""
    sign_in(page)
    tab = other_tab(page)
    page.goto("/")
    page.get_by_role("button", name="Sign out").click()
    expect(page.locator("#signed-out")).to_be_visible()
    tab.get_by_role("button", name=CALL).click()
    return tab, tab.get_by_role("alert").filter(has_text="Nobody is signed in any more")


@pytest.mark.parametrize("width", [1440, 360])
def test_a_form_sent_after_signing_out_says_so_where_it_can_be_seen(visit, width):
    page = visit(viewport={"width": width, "height": 900})
    tab, said = sent_after_signing_out(page)
    expect(said).to_be_in_viewport()
    expect(said).to_contain_text("Sign in again in another tab, then come back and send this once more.")
    assert serious(tab) == []
    assert tab.input_value("#session") == "typed-by-me"


def test_who_signs_in_again_in_another_tab_goes_on_where_they_were(visit):
    page = visit()
    tab, said = sent_after_signing_out(page)
    expect(said).to_be_visible()
    sign_in(page)
    assert "You are typed-by-me in the role" in send(tab)


def test_a_policy_that_is_saved_after_signing_out_is_still_in_its_editor(visit):
    page = visit()
    sign_in(page)
    tab = other_tab(page)
    tab.get_by_text("Edit what the role says").click()
    type_policy(tab, "trust", "typed by me")
    page.goto("/")
    page.get_by_role("button", name="Sign out").click()
    expect(page.locator("#signed-out")).to_be_visible()
    tab.locator("#edit-role").get_by_role("button", name="Save").click()
    expect(tab.locator(".said")).to_contain_text("Nobody is signed in any more")
    assert tab.input_value("#trust") == "typed by me"


def test_a_lost_session_is_said_in_words_that_can_be_seen(visit):
    page = visit()
    sign_in(page)
    tab = other_tab(page)
    page.context.clear_cookies()
    tab.get_by_role("button", name=CALL).click()
    said = tab.get_by_role("alert").filter(has_text="This form could not be taken")
    expect(said).to_be_in_viewport()
    expect(said).to_contain_text("cookies are off, or your session has ended")
    assert tab.input_value("#session") == "typed-by-me"


def test_a_button_whose_request_came_to_nothing_has_the_focus_back(visit):
    page = visit()
    sign_in(page)
    tab = other_tab(page)
    page.context.clear_cookies()
    button = tab.get_by_role("button", name=CALL)
    button.press("Enter")
    expect(tab.locator(".said")).to_contain_text("This form could not be taken")
    expect(button).to_be_focused()


def test_without_javascript_a_form_sent_after_signing_out_is_a_page_that_says_what_to_do(visit):
    page = visit(java_script_enabled=False)
    sign_in(page)
    tab = other_tab(page)
    page.goto("/")
    page.get_by_role("button", name="Sign out").click()
    expect(page.locator("#signed-out")).to_be_visible()
    tab.get_by_role("button", name=CALL).click()
    expect(tab.locator("h1")).to_have_text("Nobody is signed in any more")


def test_back_to_the_provider_after_signing_in_signs_nobody_out_and_says_what_happened(visit):
    page = visit()
    sign_in(page)
    page.go_back()
    expect(page.locator("#result")).to_have_text("No sign-in is under way")
    expect(page.locator(".verdict--fail")).to_contain_text("it was finished before, and the browser’s Back led to it again")
    page.get_by_role("link", name="You are signed in as before").click()
    expect(page.locator("h1")).to_have_text("Read the token")
    assert "STS said yes" in send(page)


def test_more_seconds_than_a_stand_in_takes_are_refused_before_they_are_sent(visit):
    page = visit()
    page.goto("/sign-in/google/demo/")
    page.locator("input[name=breakage][value=expired]").check()
    page.fill("#seconds", "2592001")
    page.get_by_role("button", name=re.compile("^Continue")).click()
    assert page.locator("#seconds").evaluate("e => e.validity.rangeOverflow")
    page.fill("#seconds", "2592000")
    page.get_by_role("button", name=re.compile("^Continue")).click()
    page.wait_for_url(re.compile("/token/$"))
