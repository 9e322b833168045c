"""axe-core finds nothing serious on any page, light or dark, wide or narrow; and focus goes where the result is."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.tour import fill_in, send, sign_in, use

pytestmark = pytest.mark.browser

PROVIDERS = (
    "/providers/",
    "/providers/kubernetes/",
    "/providers/facebook/",
    "/providers/amazon/",
    "/providers/own-issuer/",
    "/sign-in/github/demo/",
    "/sign-in/own-issuer/demo/",
    "/sign-in/identity-pool/demo/",
)
OF_COLOURS = ("color-contrast", "link-in-text-block")
STEPS = ("/", "/token/", "/call/", "/answer/", "/use/", "/trail/", "/terminal/", "/take-home/", "/about/", *PROVIDERS)


def serious(page, rules=()):
    """What axe-core finds: by all its rules, or by these."""
    options = {"resultTypes": ["violations"], **({"runOnly": list(rules)} if rules else {})}
    found = Axe().run(page, options=options).response["violations"]
    return [(page.url, one["id"], one["nodes"][0]["html"][:160]) for one in found if one["impact"] in ("serious", "critical")]


def serious_in_both(page):
    """In light, and then what the dark can change."""
    found = serious(page)
    page.emulate_media(color_scheme="dark")
    found += [("dark", *one) for one in serious(page, OF_COLOURS)]
    page.emulate_media(color_scheme="light")
    return found


def overflow(page):
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


@pytest.mark.parametrize("width", [1440, 768, 360, 320])
def test_no_serious_finding_on_any_page(visit, width):
    page = visit(color_scheme="light", reduced_motion="reduce", viewport={"width": width, "height": 900})
    found = []
    for form in ("google", "github", "own-issuer", "identity-pool"):
        page.goto(f"/sign-in/{form}/demo/")
        found += serious_in_both(page)
        assert overflow(page) <= 0, form
    sign_in(page)
    fill_in(page, "slip")
    send(page)
    use(page, "ListObjectsV2")
    for path in (*STEPS, "/wire/6/"):
        page.goto(path)
        found += serious_in_both(page)
        assert overflow(page) <= 0, path
        page.evaluate("document.querySelectorAll('main details').forEach(one => one.open = true)")
        assert overflow(page) <= 0, f"{path} with all opened"
    fill_in(page, "stranger")
    send(page)
    found += serious_in_both(page)
    assert overflow(page) <= 0
    assert found == []


def test_a_visitor_without_a_token_meets_no_wall_and_no_finding(visit):
    page = visit()
    for path in STEPS:
        page.goto(path)
        assert serious(page) == []
        assert page.locator("h1").count() == 1


def test_after_sending_focus_is_on_the_result_and_it_is_announced(visit):
    page = visit()
    sign_in(page)
    send(page)
    expect(page.locator("#result")).to_be_focused()
    expect(page.locator("[role=status]")).to_contain_text("STS said yes")
    use(page, "ListBuckets")
    expect(page.locator("#result")).to_be_focused()


UNDER_THE_BAR = """() => {
  const bar = document.querySelector('.send').getBoundingClientRect(), field = document.activeElement.getBoundingClientRect();
  return document.activeElement.matches('input, select, button, a') && !document.activeElement.closest('.send') &&
    field.height > 2 && field.top >= bar.top && field.bottom <= bar.bottom;
}"""


@pytest.mark.parametrize(("width", "height"), [(320, 256), (360, 700), (640, 512)], ids=["400 %", "telephone", "200 %"])
def test_no_field_that_has_the_focus_is_behind_the_bar_that_sends(visit, width, height):
    page = visit(viewport={"width": width, "height": height})
    sign_in(page)
    page.goto("/call/")
    for _ in range(45):
        page.keyboard.press("Tab")
        assert not page.evaluate(UNDER_THE_BAR), page.evaluate("document.activeElement.outerHTML.slice(0, 200)")


def test_what_would_be_refused_later_is_announced_with_the_moment(visit):
    page = visit()
    sign_in(page)
    send(page)
    page.fill("#later", "61")
    expect(page.locator("[role=status]")).to_contain_text(
        re.compile(r"^At .* after the call: AssumeRole.* GetCallerIdentity.* ListObjects")
    )


def test_without_javascript_nothing_is_shown_that_needs_it(visit):
    page = visit(java_script_enabled=False)
    sign_in(page)
    send(page)
    for path in ("/token/", "/call/", "/answer/", "/terminal/", "/wire/", "/diagnose/"):
        page.goto(path)
        needing = page.locator("button[type=button]:visible, input[type=range]:visible")
        assert needing.count() == 0, (path, needing.first.evaluate("e => e.outerHTML"))


def test_the_whole_tour_by_keyboard_alone(visit):
    page = visit()
    page.goto("/")
    tab_to(page, "Demo Sign in with Google, demo")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/stand-in/"))
    tab_to(page, "Continue")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/token/$"))
    tab_to(page, "Build the call")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/call/$"))
    tab_to(page, "Call AssumeRoleWithWebIdentity")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/answer/$"))
    page.wait_for_selector(".verdict--pass")
    tab_to(page, "Use the credentials")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/use/$"))
    tab_to(page, "Sign and send")
    page.keyboard.press("Enter")
    page.wait_for_selector("#result")


def tab_to(page, name):
    """Presses Tab until the focused control has this name, as a person without a mouse does."""
    wanted = re.sub(r"\s+", " ", name)
    for _ in range(120):
        page.keyboard.press("Tab")
        text = page.evaluate("document.activeElement.innerText || document.activeElement.value || ''")
        if re.sub(r"\s+", " ", text).strip().startswith(wanted):
            return
    raise AssertionError(f"Tab never came to {name!r}")
