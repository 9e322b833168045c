"""A call pasted on step 3, in a browser: it is read into the form, and what was typed before is still there."""

import re

import pytest

from tests.browser.tour import fill_in, send, sign_in

pytestmark = pytest.mark.browser

PASTED = "aws sts assume-role-with-web-identity \\\n  --role-session-name 'bob' --policy file://p.json"


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without"])
def test_a_pasted_call_is_read_into_the_form_and_nothing_typed_is_lost(visit, scripts):
    page = visit(java_script_enabled=scripts)
    sign_in(page)
    page.goto("/call/")
    page.fill("#seconds", "1234")
    page.fill("#pasted-call", PASTED)
    page.get_by_role("button", name="Read it into the form").click()
    page.wait_for_selector("#pasted")
    assert page.locator("#pasted").inner_text() == "Read as AWS CLI: RoleSessionName"
    assert "neither read nor run here" in page.locator("[aria-labelledby=pasted]").inner_text()
    assert (page.input_value("#session"), page.input_value("#seconds")) == ("bob", "1234")
    assert page.input_value("#pasted-call") == ""
    page.get_by_role("button", name="Put back what the form had").click()
    page.wait_for_selector("#pasted", state="detached")
    assert (page.input_value("#session"), page.input_value("#seconds")) == ("maya", "1234")


def test_focus_is_on_what_was_read_and_it_is_announced(visit):
    page = visit()
    sign_in(page)
    page.goto("/call/")
    page.fill("#pasted-call", "hello")
    page.get_by_role("button", name="Read it into the form").click()
    page.wait_for_selector("#pasted")
    page.wait_for_function("document.activeElement.id === 'pasted'")
    assert page.locator("[role=status]").inner_text() == "This could not be read"
    assert page.input_value("#pasted-call") == "hello"


def test_what_is_shown_and_pasted_back_is_sent_as_it_was(visit):
    page = visit()
    sign_in(page)
    fill_in(page, "narrow")
    shown = page.locator("section[aria-label=curl] pre").text_content()
    fill_in(page, "smallest")
    page.fill("#pasted-call", shown)
    page.get_by_role("button", name="Read it into the form").click()
    page.wait_for_selector("#pasted")
    assert page.input_value("#seconds") == "3600"
    assert "STS said yes" in send(page)
    assert re.search("narrow what the role may", page.locator("main").inner_text())
