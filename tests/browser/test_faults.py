"""A field that an answer finds fault with is marked and described by the fault, until it is right; with JavaScript and without."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.tour import send, sign_in, type_policy

pytestmark = pytest.mark.browser
PATIENCE = 45_000  # milliseconds: a busy machine is no fault


def found_fault_with(page, selector, words):
    field = page.locator(selector)
    expect(field).to_have_attribute("aria-invalid", "true", timeout=PATIENCE)
    said = [page.locator(f"#{one}").inner_text() for one in field.get_attribute("aria-describedby").split()]
    assert any(words in one for one in said), said


def found_right(page, selector):
    expect(page.locator(selector)).not_to_have_attribute("aria-invalid", "true", timeout=PATIENCE)
    assert "fault" not in (page.locator(selector).get_attribute("aria-describedby") or "")


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without"])
def test_what_is_missing_in_a_request_is_said_of_its_field(visit, script):
    page = visit(java_script_enabled=script)
    sign_in(page)
    send(page)
    page.goto("/use/")
    page.locator("input[name=operation][value=GetObject]").check()
    page.locator("[name=key]").fill("")
    page.get_by_role("button", name="Sign and send").click()
    found_fault_with(page, "[name=key]", "GetObject needs a key")
    assert page.locator("[aria-invalid]").count() == 1
    page.locator("[name=key]").fill("shared/welcome.txt")
    page.get_by_role("button", name="Sign and send").click()
    expect(page.locator("#result")).to_be_visible(timeout=PATIENCE)
    found_right(page, "[name=key]")


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without"])
def test_what_diagnose_cannot_work_with_is_said_of_its_field_and_is_in_sight(visit, script):
    page = visit(java_script_enabled=script)
    page.goto("/diagnose/")
    page.get_by_role("button", name="Fill in").click()
    expect(page.locator("#result")).to_be_visible(timeout=PATIENCE)
    rest = page.locator("summary").filter(has_text="The rest of the set-up")
    rest.click()
    page.locator("[name=at]").fill("tomorrow")
    rest.click()
    page.get_by_role("button", name="Diagnose", exact=True).click()
    found_fault_with(page, "[name=at]", "tomorrow is no time")
    expect(page.locator("[name=at]")).to_be_visible(timeout=PATIENCE)
    page.locator("[name=at]").fill("")
    type_policy(page, "trust", '{"a": 1}')
    page.get_by_role("button", name="Diagnose", exact=True).click()
    found_fault_with(page, "#trust-code" if script else "#trust", "There is no policy in this JSON")
    found_right(page, "[name=at]")


def test_what_cannot_be_asked_is_said_of_its_field_beside_a_table_that_alone_is_made_anew(visit):
    page = visit()
    sign_in(page)
    page.goto("/call/")
    page.locator("[name=own_action]").fill("s3")
    found_fault_with(page, "[name=own_action]", "An action reads s3:GetObject")
    page.locator("[name=own_action]").fill("s3:GetObject")
    found_right(page, "[name=own_action]")


def test_a_policy_that_is_not_saved_says_so_of_its_editor(visit):
    page = visit()
    sign_in(page)
    page.goto("/call/")
    page.locator("summary").filter(has_text=re.compile("^Edit what the role says")).click()
    type_policy(page, "trust", '{"Version": "2012-10-17", "Statement": []}')
    page.locator("#edit-role [name=save]").click()
    found_fault_with(page, "#trust", "the policy says nothing")
    type_policy(page, "trust", '{"Version": "2012-10-17", "Statement": [')
    found_fault_with(page, "#trust-code", "the policy says nothing")
