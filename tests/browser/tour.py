"""The five steps as a visitor takes them, by what stands on the buttons."""

from __future__ import annotations

import re


def sign_in(page, provider="google", person="maya", breakage=""):
    page.goto("/")
    page.locator(f"a[href='/sign-in/{provider}/demo/']").click()
    page.locator(f"input[name=person][value={person}]").check()
    if breakage:
        page.locator(f"input[name=breakage][value={breakage}]").check()
    page.get_by_role("button", name=re.compile("^Continue")).click()
    page.wait_for_url(re.compile(r"/token/$"))


def describe(page, provider, **chosen):
    """A token for a job, a pod or an identity of a pool."""
    page.goto("/")
    page.locator(f"a[href='/sign-in/{provider}/demo/']").click()
    for name, value in chosen.items():
        page.select_option(f"#{name}", value)
    page.get_by_role("button", name="Get the token").click()
    page.wait_for_url(re.compile(r"/token/$"))


def fill_in(page, preset):
    page.goto("/call/")
    page.select_option("#preset", preset)
    made_anew(page, page.get_by_role("button", name="Fill in"))


def made_anew(page, button):
    """Presses a button of step 3 that has its page made anew, and waits for that."""
    page.locator("#call-form").evaluate("form => form.dataset.before = ''")
    button.click()
    page.wait_for_selector("#call-form:not([data-before])")


def send(page):
    """Sends the call as it stands; answers the headline of the result."""
    if not page.url.endswith("/call/"):
        page.goto("/call/")
    page.get_by_role("button", name=re.compile("Call AssumeRoleWithWebIdentity")).click()
    page.wait_for_url(re.compile(r"/answer/$"))
    return headline(page)


def use(page, operation, **fields):
    """Signs and sends a request; answers the headline of the result."""
    if "/use/" not in page.url:
        page.goto("/use/")
    page.locator(f"input[name=operation][value={operation}]").check()
    for name, value in fields.items():
        page.locator(f"[name={name}]").fill(value)
    before = page.locator("[data-after]").get_attribute("data-after")
    page.get_by_role("button", name="Sign and send").click()
    page.wait_for_selector(f"[data-after]:not([data-after='{before}'])", state="attached")
    return headline(page)


def headline(page):
    page.wait_for_selector("#result")
    return page.locator("#result").inner_text().replace("Refused. ", "").replace("Refused.\n", "").strip()


def aws_said(page):
    return page.locator("samp").inner_text()


def folder(page):
    """The visitor's own folder in the bucket, as step 5 fills it in."""
    return page.locator("[name=prefix]").input_value()


def type_policy(page, name, text):
    """Types a policy in the place of what stands in its editor, which comes when it is in sight; without JavaScript in its textarea."""
    if not page.evaluate("matchMedia('(scripting: enabled)').matches"):
        page.locator(f"#{name}").fill(text)
        return
    page.locator(f"#{name}-lint").evaluate("place => place.scrollIntoView({block: 'center'})")
    code = page.locator(f"#{name}-code")
    code.wait_for(state="attached")
    code.focus()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(text)
