"""Who does something sees what came of it: what is missing in a form, the newest message, a text that was copied."""

import pytest
from playwright.sync_api import expect

from tests.browser.tour import send, sign_in, use

pytestmark = pytest.mark.browser

PATIENCE = 45_000  # milliseconds: a busy machine is no fault


def test_what_is_missing_is_said_once_where_the_focus_is_and_what_was_chosen_stays(visit):
    page = visit()
    sign_in(page)
    send(page)
    use(page, "ListBuckets")
    expect(page.locator("#wire-list > li").last).to_be_in_viewport(timeout=PATIENCE)
    page.locator("input[name=operation][value=GetObject]").check()
    page.locator("[name=key]").fill("")
    page.get_by_role("button", name="Sign and send").click()
    said = page.locator(".field__error")
    expect(said).to_have_text("GetObject needs a key, as in shared/welcome.txt.", timeout=PATIENCE)
    expect(said).to_be_focused(timeout=PATIENCE)
    expect(page.locator("input[name=operation][value=GetObject]")).to_be_checked()
    expect(page.locator("[name=key]")).to_have_value("")


def test_a_box_that_somebody_made_larger_is_no_complaint_of_the_browsers_when_the_page_is_made_anew(visit):
    page = visit()
    page.goto("/diagnose/")
    page.locator("#token").evaluate("box => { box.style.height = '20rem'; }")
    page.get_by_role("button", name="Fill in").click()
    expect(page.locator("#result")).to_be_visible(timeout=PATIENCE)


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without"])
def test_enter_in_a_field_of_the_call_checks_it_and_sends_nothing(visit, script):
    page = visit(java_script_enabled=script)
    sign_in(page)
    page.goto("/call/")
    page.locator("[name=RoleSessionName]").fill("anna")
    page.locator("[name=RoleSessionName]").press("Enter")
    expect(page.locator("#wire-draft")).to_contain_text("RoleSessionName=anna", timeout=PATIENCE)
    expect(page.get_by_role("heading", level=1)).to_have_text("Build the call")
    page.goto("/answer/")
    expect(page.locator("main")).to_contain_text("Nothing was asked of STS yet", timeout=PATIENCE)


def test_over_plain_http_a_text_is_copied_too_and_the_button_says_so(visit):
    page = visit()
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    sign_in(page)
    send(page)
    page.locator(".facts [data-copy]").first.click()
    expect(page.locator(".facts [data-copy]").first).to_have_text("Copied AccessKeyId", timeout=PATIENCE)
    page.locator("#later").fill("")
    page.locator("#later").press("Control+V")
    expect(page.locator("#later")).to_have_value(page.locator(".facts code").first.inner_text())


def test_a_button_that_is_swapped_away_leaves_the_focus_at_what_came_in_its_place(visit):
    page = visit()
    sign_in(page)
    page.goto("/call/")
    page.locator("#fill-in").press("Enter")
    expect(page.locator("#fill-in")).to_be_focused(timeout=PATIENCE)
    send(page)
    expect(page).to_have_title("4 Read the answer · Federation Playground", timeout=PATIENCE)
    page.get_by_role("button", name="Reveal SecretAccessKey").press("Enter")
    expect(page.locator(".facts [data-source]")).to_be_focused(timeout=PATIENCE)


def test_a_refused_message_has_another_shape_in_the_diagram_and_not_another_colour_alone(visit):
    page = visit()
    sign_in(page, breakage="altered")
    send(page)
    corners = "dot => parseFloat(getComputedStyle(dot).rx)"
    refused = page.locator(".seq [data-state=fail] .seq__dot").first.evaluate(corners)
    answered = page.locator(".seq li:not([data-state]) .seq__dot").first.evaluate(corners)
    assert refused < answered == 9.5
