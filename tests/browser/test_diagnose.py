"""Diagnose in a browser: paste, read, mend, share; nothing is kept, and the page is for everybody."""

import json
import re

import pytest
from playwright.sync_api import expect

from playground.diagnose.examples import EXAMPLES
from tests.browser.test_accessibility import overflow, serious
from tests.browser.tour import type_policy

pytestmark = pytest.mark.browser


def fill_in(page, example=EXAMPLES[0]):
    page.goto("/diagnose/")
    page.select_option("#example", example.slug)
    page.get_by_role("button", name="Fill in").click()
    page.wait_for_selector("#result")


@pytest.mark.parametrize(
    ("width", "color_scheme"), [(1920, "light"), (1440, "dark"), (768, "light"), (360, "dark"), (320, "light")]
)
def test_no_serious_finding_before_and_after_an_answer(visit, width, color_scheme):
    page = visit(viewport={"width": width, "height": 900}, color_scheme=color_scheme)
    page.goto("/diagnose/")
    assert serious(page) == []
    assert overflow(page) <= 0
    fill_in(page)
    assert serious(page) == []
    assert overflow(page) <= 0


@pytest.mark.parametrize("java_script_enabled", [True, False], ids=["script", "no script"])
def test_a_refusal_is_explained_and_its_smallest_change_put_in(visit, java_script_enabled):
    page = visit(java_script_enabled=java_script_enabled)
    fill_in(page)
    expect(page.locator(".verdict--fail")).to_have_count(1)
    page.get_by_role("button", name="Put it into the form").first.click()
    expect(page.locator(".verdict--pass")).to_have_count(1)


def test_the_link_to_share_holds_the_policy_behind_the_hash_and_opens_as_it_was(visit):
    page = visit()
    fill_in(page)
    page.get_by_text("Share this").click()
    expect(page.locator("[data-share-trust]")).not_to_have_value("")
    shown = page.locator("[data-share-trust]").input_value()
    link = page.locator("[data-share-link]").get_attribute("href")
    path, _, fragment = link.partition("#")
    assert path.endswith("/diagnose/")
    assert len(fragment) > 100
    other = visit()
    other.goto(link)
    expect(other.locator("#trust")).to_have_value(shown)
    expect(other.locator("#result")).to_be_visible()


def test_another_theme_loses_nothing_that_was_pasted_or_answered(visit):
    page = visit(color_scheme="light")
    fill_in(page)
    pasted = page.locator("#token").input_value()
    with page.expect_response("**/theme/"):
        page.get_by_role("button", name="Dark").click()
    expect(page.locator("html")).to_have_css("color-scheme", "dark")
    expect(page.get_by_role("button", name="Dark")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#result")).to_be_visible()
    assert page.locator("#token").input_value() == pasted
    page.goto("/")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    with page.expect_response("**/theme/"):
        page.get_by_role("button", name="As the system").click()
    expect(page.locator("html")).to_have_css("color-scheme", "light dark")


def test_a_shared_link_that_is_opened_where_the_page_is_already_is_read_as_well(visit):
    page = visit()
    fill_in(page)
    page.get_by_text("Share this").click()
    expect(page.locator("[data-share-link]")).to_have_attribute("href", re.compile("#d="))
    link = page.locator("[data-share-link]").get_attribute("href")
    other = visit()
    other.goto("/diagnose/")
    other.evaluate("link => { location.href = link }", link)
    expect(other.locator("#result")).to_be_visible()
    expect(other.locator("#trust")).not_to_have_value("")


def test_what_is_typed_is_answered_by_keyboard_alone_and_focus_is_on_the_answer(visit):
    page = visit()
    page.goto("/diagnose/")
    page.locator("#token").fill(json.dumps({"iss": "https://accounts.google.com", "sub": "1", "aud": "me", "exp": 1}))
    statement = {
        "Effect": "Allow",
        "Principal": {"Federated": "accounts.google.com"},
        "Action": "sts:AssumeRoleWithWebIdentity",
    }
    type_policy(page, "trust", json.dumps({"Version": "2012-10-17", "Statement": statement}))
    page.get_by_role("button", name="Diagnose").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#result")).to_be_focused()
    expect(page.locator("#result")).to_contain_text("expired")
