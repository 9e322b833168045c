"""The policy editor as somebody types in it: remarks, a fix, completion, Tab that moves on, and a page that stays where it is."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.tour import sign_in, type_policy

pytestmark = pytest.mark.browser

POLICY = '{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:ListObjects", "Resource": "*"}}'


def at_the_call(page):
    sign_in(page)
    page.goto("/call/")
    page.locator("#policy-lint").evaluate("place => place.scrollIntoView()")  # nobody has waited for it before it is in sight
    page.wait_for_selector("#policy-code", state="attached")
    return page


def value(page, name="policy"):
    return page.locator(f"#{name}").input_value()


def test_a_remark_stands_at_its_line_and_one_click_mends_it_and_undo_takes_it_back(visit):
    page = at_the_call(visit())
    type_policy(page, "policy", POLICY)
    remark = page.locator("#policy-lint li", has_text="needs s3:ListBucket")
    expect(remark).to_be_visible()
    expect(page.locator(".ace_gutter-cell.ace_warning").first).to_be_visible()
    remark.get_by_role("button", name="Fix it").click()
    expect(page.locator("#policy-lint")).not_to_contain_text("ListObjects")
    assert '"s3:ListBucket"' in value(page)
    page.keyboard.press("Control+Z")
    assert value(page) == POLICY


def test_who_goes_on_typing_while_a_check_is_under_way_loses_nothing(visit):
    page, held = at_the_call(visit()), []

    def hold(route):
        if "action=check" in route.request.post_data and route.request.headers["hx-target"] == "page":
            held.append(route)
        else:
            route.continue_()

    page.route("**/call/send/", hold)
    type_policy(page, "policy", POLICY)
    with page.expect_request(lambda request: request.headers.get("hx-target") == "page"):
        page.locator("#check").click()
    type_policy(page, "policy", POLICY.replace("ListObjects", "GetObject"))
    held[0].continue_()
    expect(page.locator("#page")).not_to_have_attribute("aria-busy", "true")
    assert "s3:GetObject" in value(page)
    assert page.evaluate("ace.edit(document.querySelector('.ace_editor')).getValue()") == value(page)


def test_the_line_of_a_remark_leads_there(visit):
    page = at_the_call(visit())
    type_policy(page, "policy", POLICY.replace('"Action"', '\n\n"Action"'))
    page.locator("#policy-lint li", has_text="needs s3:ListBucket").get_by_role("link", name="line 3").click()
    expect(page.locator("#policy-code")).to_be_focused()
    page.keyboard.insert_text(" ")
    assert '\n\n "Action"' in value(page)


def test_a_fix_that_comes_late_takes_nothing_away_that_was_typed_meanwhile(visit):
    page, held = at_the_call(visit()), []

    def hold(route):
        held.append(route)

    page.route("**/editor/fix/", hold)
    type_policy(page, "policy", POLICY)
    with page.expect_request("**/editor/fix/"):
        page.locator("#policy-lint li", has_text="needs s3:ListBucket").get_by_role("button", name="Fix it").click()
    other = POLICY.replace("s3:ListObjects", "s3:ListObjectsV2")
    type_policy(page, "policy", other)
    held[0].continue_()
    expect(page.locator(".said")).to_have_text(re.compile("^The text has changed since this was said of it"))
    assert value(page) == other
    page.unroute("**/editor/fix/")
    page.locator("#policy-lint li", has_text="s3:ListObjectsV2 is").get_by_role("button", name="Fix it").click()
    expect(page.locator(".said")).to_be_empty()
    assert '"s3:ListBucket"' in value(page)


@pytest.mark.parametrize(
    "before", ['{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "', '{"Statement":[{"Action":"']
)
def test_completion_offers_actions_of_iam_and_puts_the_chosen_one_in(visit, before):
    page = at_the_call(visit())
    type_policy(page, "policy", before)
    page.keyboard.type("s3:GetObjectTagg", delay=60)
    expect(page.locator(".ace_autocomplete")).to_contain_text("s3:GetObjectTagging")
    page.keyboard.press("Enter")
    assert "s3:GetObjectTagging" in value(page)


def test_no_key_asks_for_a_script_that_is_not_there(visit):
    page = at_the_call(visit())
    page.locator("#policy-code").focus()
    page.keyboard.type('{"Version": "2012-10-17", "Statement": {"Effect": "Alow"}}')
    for keys in ("Control+f", "Control+h", "Control+l", "Control+,", "F1", "Alt+e", "Alt+Shift+e", "Control+Space"):
        page.keyboard.press(keys)  # what the browser complains about fails the test
        page.keyboard.press("Escape")
    page.wait_for_load_state("networkidle")
    assert "2012-10-17" in value(page)


@pytest.mark.parametrize("has_touch", [True, False], ids=["fingers", "mouse"])
def test_on_a_telephone_the_editor_comes_when_it_is_wanted_and_who_types_already_goes_on(visit, has_touch):
    page, asked = visit(viewport={"width": 360, "height": 740}, has_touch=has_touch, is_mobile=has_touch), []
    page.on("request", lambda request: asked.append(request.url) if "/static/ace/" in request.url else None)
    sign_in(page)
    page.goto("/call/")
    page.wait_for_load_state("networkidle")
    if has_touch:  # the editor makes a slow telephone wait: it comes when its field is touched, not when it is seen
        page.locator("#policy").scroll_into_view_if_needed()
        page.wait_for_load_state("networkidle")
    assert asked == []
    page.locator("#policy").focus()
    page.keyboard.type('{"Version": ')
    page.wait_for_selector("#policy-code", state="attached")
    page.keyboard.type('"2012-10-17"}')
    assert value(page) == '{"Version": "2012-10-17"}'


def test_tab_leaves_the_editor_in_both_directions(visit):
    page = at_the_call(visit())
    page.locator("#policy-code").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") != "policy-code"
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.id") == "policy-code"
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.id") != "policy-code"
    assert value(page) == ""


@pytest.mark.parametrize("width", [1440, 360])
def test_nothing_around_the_editor_moves_while_somebody_types(visit, width):
    page = at_the_call(visit(viewport={"width": width, "height": 1000}))
    watched = "h1, #policy-lint, [name=DurationSeconds], #rolesays"
    places = f"[...document.querySelectorAll('{watched}')].map((e) => e.getBoundingClientRect().y + scrollY)"
    before = page.evaluate(places)
    type_policy(page, "policy", POLICY.replace(", ", ",\n") + "\n" * 8 + '"s3:Nonsense"')
    expect(page.locator("#policy-lint li").first).to_be_visible()
    page.wait_for_timeout(600)
    assert page.evaluate(places) == before


def test_a_bucket_policy_is_kept_and_what_differs_is_shown_before(visit):
    page = at_the_call(visit())
    page.get_by_text("Edit what the role says").click()
    trust = value(page, "trust")
    type_policy(page, "trust", trust.replace("RoleForGoogle", "AnotherName"))
    page.locator("#trust-lint summary").click()
    expect(page.locator("#trust-lint .lines--diff")).to_contain_text("AnotherName")
    page.locator("#edit-role").get_by_role("button", name="Save").click()
    saved = page.locator("main [data-result]")
    expect(saved).to_have_text("Saved: what PhotoAppGoogle says")
    expect(saved).to_be_focused()
    expect(saved).to_be_in_viewport()
    expect(page.locator("[role=status]")).to_have_text("Saved: what PhotoAppGoogle says")
    expect(page.locator("figure", has_text="Trust policy").first).to_contain_text("AnotherName")


def test_enter_in_a_field_fills_in_no_preset_and_loses_nothing(visit):
    page = visit(java_script_enabled=False)
    sign_in(page)
    page.goto("/call/")
    page.locator("#policy").fill(POLICY)
    page.locator("[name=RoleSessionName]").fill("somebody")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Build the call")
    expect(page.locator("[name=RoleSessionName]")).to_have_value("somebody")
    assert value(page) == POLICY


def test_a_policy_that_is_too_long_says_so_before_it_is_sent_and_covers_nothing(visit):
    page = at_the_call(visit(viewport={"width": 1440, "height": 600}))
    type_policy(page, "policy", POLICY + " " * 2_048)
    over = len(POLICY)
    expect(page.locator("#policy-count")).to_contain_text(f"{2_048 + over:,} of 2,048 characters: {over:,} too many for STS")
    expect(page.locator("#send-note")).to_contain_text("too long")
    page.locator("#policy-code").evaluate("e => e.closest('.editor').scrollIntoView()")
    bar = page.locator(".send").bounding_box()
    gutter = page.locator(".editor .ace_gutter").first.bounding_box()
    on_top = page.evaluate(
        "([x, y]) => !!document.elementFromPoint(x, y).closest('.send')", [gutter["x"] + 20, bar["y"] + bar["height"] / 2]
    )
    assert gutter["y"] < bar["y"] + 10 < gutter["y"] + gutter["height"], "the editor is behind the bar"
    assert on_top
