"""From "Login with Amazon" to a file read from S3, with and without JavaScript."""

import pytest
from playwright.sync_api import expect

from tests.browser.tour import aws_said, describe, fill_in, folder, headline, send, sign_in, type_policy, use

pytestmark = pytest.mark.browser

SCRIPTS = pytest.mark.parametrize("java_script_enabled", [True, False], ids=["script", "no script"])


@SCRIPTS
@pytest.mark.parametrize("provider", ["google", "amazon", "facebook", "user-pool"])
def test_a_visitor_goes_from_signing_in_to_reading_a_file(visit, provider, java_script_enabled):
    page = visit(java_script_enabled=java_script_enabled)
    sign_in(page, provider)
    expect(page.locator("h1")).to_have_text("Read the token")
    expect(page.locator(".chain__step[data-state=fail]")).to_have_count(0)
    assert send(page).startswith("STS said yes. You are maya in the role PhotoApp")
    page.get_by_role("link", name="Use the credentials").first.click()
    assert use(page, "ListObjectsV2") == "ListObjectsV2: 200"
    key = f"{folder(page)}notes.txt"
    assert use(page, "GetObject", key=key) == "GetObject: 200"
    expect(page.locator("figure", has_text="Body").locator("pre").last).to_contain_text("Maya's notes, signed in with")
    assert use(page, "PutObject", key=f"{folder(page)}new.txt", body="Brand new.") == "PutObject: 200"
    assert use(page, "GetObject", key=f"{folder(page)}new.txt") == "GetObject: 200"
    assert use(page, "DeleteObject", key=f"{folder(page)}new.txt") == "DeleteObject: 204"
    assert use(page, "GetCallerIdentity") == "GetCallerIdentity: 200"
    steps = page.locator(".rail [data-state=done]")
    expect(steps).to_have_count(5)


@pytest.mark.parametrize("provider", ["github", "kubernetes", "gitlab", "own-issuer", "identity-pool"])
def test_a_job_a_pod_and_a_pool_go_from_their_token_to_reading_a_file(visit, provider):
    page = visit(java_script_enabled=provider != "gitlab")
    describe(page, provider, **({"person": "maya"} if provider == "identity-pool" else {}))
    expect(page.locator(".chain__step[data-state=fail]")).to_have_count(0)
    assert send(page).startswith("STS said yes.")
    assert use(page, "ListObjectsV2") == "ListObjectsV2: 200"
    assert use(page, "GetObject", key=f"{folder(page)}notes.txt") == "GetObject: 200"
    expect(page.locator(".rail [data-state=done]")).to_have_count(5)


@SCRIPTS
def test_somebody_elses_folder_is_denied_and_the_page_says_which_policy_was_silent(visit, java_script_enabled):
    page = visit(java_script_enabled=java_script_enabled)
    sign_in(page)
    send(page)
    page.goto("/use/")
    use(page, "GetObject", key="somebody-else/notes.txt")
    assert "because no identity-based policy allows the s3:GetObject action" in aws_said(page)
    expect(page.locator("tr[data-lit]")).to_have_count(3)


def test_a_session_policy_denies_an_object_and_its_statement_is_lit(visit):
    page = visit()
    sign_in(page)
    fill_in(page, "slip")
    expect(page.locator("#policy-lint")).to_contain_text(
        "s3:ListObjects is an operation and no IAM action; it needs s3:ListBucket"
    )
    send(page)
    assert use(page, "ListObjectsV2") == "The role would allow s3:ListBucket, and your session policy does not."
    expect(page.locator("tr[data-lit]")).to_contain_text("ReadOnlyForNow")
    lit = page.locator("figure", has_text="session policy").locator(".ln--lit")
    expect(lit.first).to_have_text("{", use_inner_text=True)
    expect(page.locator("figure", has_text="identity-based policy").locator(".ln--pass").nth(1)).to_contain_text(
        "ListOwnFolder"
    )


@SCRIPTS
def test_refused_for_the_app_then_mended_with_one_click(visit, java_script_enabled):
    page = visit(java_script_enabled=java_script_enabled)
    sign_in(page, person="jun")
    assert send(page) == (
        "accounts.google.com:aud is read from azp when the token has one, and the role PhotoAppGoogle wants there what stands in aud."
    )
    assert aws_said(page) == "AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity"
    expect(page.locator(".chain__step[data-state=pass]")).to_have_count(9)
    expect(page.locator(".chain__step[data-state=skip]")).to_have_count(2)
    expect(page.locator(".pair mark").first).to_be_visible()
    page.get_by_role("button", name="Apply it and send again").first.click()
    page.wait_for_selector(".verdict--pass")
    assert headline(page).startswith("STS said yes. You are jun")


def test_refused_for_the_duration_and_for_the_wrong_role(visit):
    page = visit()
    sign_in(page)
    fill_in(page, "twelve-hours")
    assert send(page) == "43200 seconds are asked for, and PhotoAppGoogle allows 14400."
    fill_in(page, "stranger")
    assert send(page) == "The role PhotoAppAmazon trusts www.amazon.com, and this token comes from accounts.google.com."
    page.get_by_role("button", name="Apply it and send again").first.click()
    page.wait_for_selector(".verdict--pass")


@pytest.mark.parametrize(
    ("breakage", "check", "code"),
    [
        ("altered", "Signature", "InvalidIdentityToken"),
        ("unknown-key", "Signature", "InvalidIdentityToken"),
        ("alg-none", "Signature", "InvalidIdentityToken"),
        ("hs256", "Signature", "InvalidIdentityToken"),
        ("expired", "Dates", "ExpiredTokenException"),
    ],
)
def test_a_token_broken_on_purpose_is_stopped_at_its_check(visit, breakage, check, code):
    page = visit()
    sign_in(page, breakage=breakage)
    expect(page.locator(".chain__step[data-state=fail] .chain__name")).to_have_text(check)
    expect(page.locator(".rail [aria-current=step]")).to_contain_text("one check fails")
    page.get_by_role("link", name="Build the call with it anyway").click()
    send(page)
    assert aws_said(page).startswith(code)
    expect(page.locator(".chain__step[data-state=fail] .chain__name")).to_have_text(check)


def test_three_minutes_past_its_end_a_token_is_still_taken(visit):
    page = visit()
    sign_in(page, breakage="just-expired")
    assert send(page).startswith("STS said yes")


def test_cancelling_at_the_provider_signs_nobody_in(visit):
    page = visit()
    page.goto("/sign-in/google/demo/")
    page.get_by_role("button", name="Cancel").click()
    expect(page.locator("#result")).to_be_visible()
    expect(page.locator(".rail__note").first).to_have_text("choose a provider")


def test_a_code_that_comes_twice_is_refused_in_words(visit):
    page = visit()
    back = []
    page.on("request", lambda request: back.append(request.url) if "/signed-in/" in request.url else None)
    sign_in(page)
    page.goto(back[0])
    expect(page.locator("#result")).to_be_visible()
    assert "code=" not in page.locator("main").inner_text()


def test_back_and_forward_after_a_call_show_whole_pages(visit):
    page = visit()
    sign_in(page)
    send(page)
    for move, title in ((page.go_back, "Build the call"), (page.go_forward, "Read the answer")):
        move()
        expect(page.locator("h1")).to_have_text(title)
        expect(page.get_by_role("navigation", name="Main")).to_be_visible()
        expect(page.locator(".said")).to_have_count(1)


def test_what_is_typed_shows_its_consequences_without_losing_a_letter(visit):
    page = visit()
    sign_in(page)
    page.goto("/call/")
    policy = '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"s3:*","Resource":"*"}}'
    type_policy(page, "policy", policy)
    expect(page.locator("#derived")).to_contain_text("an explicit deny in the session policy")
    expect(page.locator("#wire-draft")).to_contain_text("Policy=")
    assert page.locator("#policy").input_value() == policy
    assert page.evaluate("document.activeElement.id") == "policy-code"


def test_who_types_and_then_puts_the_token_in_has_both_in_the_call(visit):
    page = visit()
    sign_in(page)
    page.goto("/call/")
    page.fill("#session", "typed-by-me")
    page.get_by_role("button", name="Put the token in").click()
    expect(page.locator("#elsewhere")).to_contain_text("with the token in it")
    expect(page.locator("#elsewhere")).to_contain_text("typed-by-me")
    expect(page.locator("#wire-draft")).to_contain_text("typed-by-me")
    page.fill("#session", "typed-again")
    page.get_by_role("button", name="Take it out").click()
    expect(page.locator("#elsewhere")).not_to_contain_text("with the token in it")
    expect(page.locator("#wire-draft")).to_contain_text("typed-again")


def test_a_secret_is_masked_until_it_is_asked_for(visit):
    page = visit()
    sign_in(page)
    send(page)
    assert "IQoJb3JpZ2luX2Vj" in page.content()
    page.locator("form[action='/reveal/secret-access-key/'] button").click()
    secret = page.locator(".facts [data-source]").first.get_attribute("data-source")
    assert len(secret) == 40
    page.reload()
    assert secret not in page.content()


def test_a_changed_trust_policy_is_kept_and_a_malformed_one_is_not_lost(visit):
    page = visit()
    sign_in(page)
    page.goto("/call/")
    page.get_by_text("Edit what the role says").click()
    type_policy(page, "trust", '{"Version": "2012-10-17", "Statement": [}')
    page.locator("#edit-role").get_by_role("button", name="Save").click()
    expect(page.locator(".field__error")).to_contain_text("This policy contains invalid Json")
    expect(page.locator(".field__error")).to_be_in_viewport()
    assert page.locator("#trust").input_value() == '{"Version": "2012-10-17", "Statement": [}'


def test_two_visitors_have_accounts_of_their_own(visit):
    one, two = visit(), visit()
    sign_in(one)
    sign_in(two)
    one.goto("/terminal/")
    two.goto("/terminal/")
    assert one.locator("#yours + div span").inner_text() != two.locator("#yours + div span").inner_text()


def test_every_link_leads_somewhere(visit, server):
    page = visit()
    sign_in(page)
    send(page)
    use(page, "ListBuckets")
    seen, waiting = set(), ["/", "/token/", "/call/", "/answer/", "/use/", "/terminal/", "/about/"]
    while waiting:
        path = waiting.pop()
        if (
            path in seen
            or "/sign-in/" in path
            or path.endswith(".har")
            or (path.startswith("/take-home/") and path.count("/") > 2)
        ):
            continue
        seen.add(path)
        answer = page.goto(path)
        assert answer.status == 200, path
        links = page.eval_on_selector_all("a[href]", "all => all.map(a => [a.href, a.hash])")
        for href, fragment in links:
            assert href.startswith(server.site), f"{path} links to {href}"
            if fragment and href.partition("#")[0] == page.url.partition("#")[0]:
                assert page.locator(fragment).count() == 1, f"{path} has no {fragment}"
            waiting.append(href.removeprefix(server.site).partition("#")[0])
