"""The wire as a page shows it, and the visitor's own terminal, for whoever tests what is live."""

import boto3
from playwright.sync_api import expect

from tests.browser.tour import send, sign_in

NUMBERS = "all => all.map(li => Number(li.dataset.number)).filter(Boolean)"


def numbers(page):
    return page.eval_on_selector_all("#wire-list > li", NUMBERS)


def terminal(page, server):
    """The visitor's own boto3, with the credentials of step 4."""
    page.goto("/answer/")

    def reveal(what):
        return page.evaluate(
            """async (what) => {
                const headers = {...JSON.parse(document.body.getAttribute("hx-headers")), "HX-Request": "true"};
                const answer = await fetch(`/reveal/${what}/`, {method: "POST", headers});
                return new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("code").innerText;
            }""",
            what,
        )

    return boto3.client(
        "s3",
        endpoint_url=server.aws,
        region_name="eu-west-1",
        aws_access_key_id=page.locator(".facts code").first.inner_text(),
        aws_secret_access_key=reveal("secret-access-key"),
        aws_session_token=reveal("session-token"),
    )


def wait_live(page):
    expect(page.locator(".wire__live")).to_have_attribute("data-state", "live")


def wait_for(page, number):
    page.wait_for_function(
        "n => Number(document.querySelector('#wire-list').lastElementChild?.dataset.number) >= n", arg=number
    )


def begun(visit, server):
    """Somebody who has signed in and called STS, and whose terminal may call S3: the page and its client."""
    page = visit()
    sign_in(page)
    send(page)
    return page, terminal(page, server)
