"""The pages of the walkthrough without a browser: what they say, what they keep, what they refuse."""

import json
import re
from html import unescape

import pytest

from playground.walkthrough.models import JourneyRow
from playground.wire.models import Exchange
from playground.worlds.models import AccountRow

pytestmark = pytest.mark.django_db

CALL = {"RoleSessionName": "maya", "action": "send"}


def role_of(page):
    return page.context["draft"].RoleArn


def account_of(page):
    return role_of(page.get("/call/")).split(":")[4]


def text(response):
    return response.content.decode()


@pytest.mark.parametrize("path", ["/", "/token/", "/call/", "/answer/", "/use/", "/trail/", "/terminal/", "/about/"])
def test_looking_around_opens_no_account(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    assert not AccountRow.objects.exclude(pk="123456789012").exists()


def test_signing_out_twice_is_no_error(visitor):
    client = visitor()
    assert "You are signed out here" in text(client.post("/sign-out/"))
    assert 'action="/start-over/"' in text(client.get("/"))
    again = client.post("/sign-out/")
    assert (again.status_code, again["Location"]) == (302, "/sign-in/")


def test_step_5_tells_a_refused_call_from_none(visitor):
    client = visitor()
    assert "STS has not given you any yet" in text(client.get("/use/"))
    client.post("/call/send/", {**CALL, "RoleArn": role_of(client.get("/call/")), "DurationSeconds": "1"})
    assert "your last call to STS was refused and gave you none" in text(client.get("/use/"))


@pytest.mark.parametrize(("target", "titles"), [("page", 1), ("derived", 0)])
def test_only_a_part_that_becomes_the_page_brings_its_title(visitor, target, titles):
    client = visitor()
    call = {**CALL, "action": "check", "RoleArn": role_of(client.get("/call/"))}
    part = text(client.post("/call/send/", call, headers={"HX-Request": "true", "HX-Target": target}))
    assert part.count("<title>") == titles


def test_an_unknown_page_is_a_page(client):
    answer = client.get("/nowhere/")
    assert answer.status_code == 404
    assert "There is no such page" in text(answer)


PAGES = ["/", "/token/", "/providers/", "/wire/", "/trail/", "/terminal/", "/diagnose/", "/target/"]
DOCUMENTS = [
    "/stand-in/accounts.google.com/.well-known/openid-configuration",
    "/stand-in/www.googleapis.com/oauth2/v3/certs",
    "/stand-in/token.actions.githubusercontent.com/.well-known/jwks",
]


@pytest.mark.parametrize("path", [*PAGES, *DOCUMENTS])
def test_what_only_looks_whether_a_page_is_there_is_told_so(client, settings, path):
    settings.LIVE_AWS_ENDPOINTS = ["https://s3.example.com"]
    answer = client.head(path)
    assert (answer.status_code, answer.content) == (200, b"")


def test_looking_does_not_use_up_a_providers_code(client):
    assert client.head("/signed-in/google", {"code": "once", "state": "x"}).status_code == 405


@pytest.mark.parametrize("path", ["/call/send/", "/use/send/", "/answer/again/", "/role/PhotoAppGoogle/", "/start-over/"])
def test_the_address_of_a_form_is_a_page_for_who_comes_without_one(client, path):
    answer = client.get(path)
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "This address takes a form" in text(answer)


@pytest.mark.parametrize("path", ["/sign-in/nobody/demo/", "/sign-in/google/dream/", "/signed-in/nobody", "/reveal/token/"])
def test_what_is_not_there_is_not_found(client, path):
    ask = client.post if path.startswith("/reveal") else client.get
    assert ask(path).status_code == 404


def test_the_policy_of_every_page_forbids_inline_and_foreign(client):
    policy = client.get("/").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy


def test_every_form_of_every_page_can_be_sent_without_javascript(visitor):
    page = visitor(person="jun")
    page.post("/call/send/", {**CALL, "RoleArn": role_of(page.get("/call/"))})
    refused = text(page.get("/answer/"))
    page.post("/answer/again/", {"apply": 0})
    page.post(
        "/use/send/", {"operation": "ListObjectsV2", "prefix": "somebody-else/", "bucket": f"photo-app-{account_of(page)}"}
    )
    bodies = [
        text(page.get(path)) for path in ("/", "/token/", "/call/", "/answer/", "/use/", "/wire/", "/trail/", "/terminal/")
    ]
    assert "Apply it and send again" in refused
    assert "Apply it and send again" in bodies[4]
    for body in (refused, *bodies, text(page.get("/diagnose/")), text(page.get("/sign-in/github/demo/"))):
        forms = re.findall(r'<form\b[^>]*method="post".*?</form>', body, re.DOTALL)
        assert forms
        assert [form[:200] for form in forms if "csrfmiddlewaretoken" not in form] == []


def test_no_page_has_an_inline_style_or_script(visitor):
    page = visitor()
    page.post("/call/send/", {**CALL, "RoleArn": role_of(page.get("/call/"))})
    page.post("/use/send/", {"operation": "ListBuckets"})
    for path in ("/", "/token/", "/call/", "/answer/", "/use/", "/trail/", "/terminal/"):
        body = text(page.get(path))
        assert " style=" not in body
        assert "<script>" not in body
        assert " onclick" not in body


def test_the_whole_call_is_sent_and_explained(visitor):
    page = visitor()
    answer = page.post("/call/send/", {**CALL, "RoleArn": role_of(page.get("/call/"))}, follow=True)
    assert "STS said yes. You are maya in the role PhotoAppGoogle." in text(answer)
    assert [check.name for check in answer.context["chain"]] == [
        "Parameters",
        "Structure",
        "Issuer",
        "Registered provider",
        "Required claims",
        "Signature",
        "Dates",
        "Audience",
        "Roles claim",
        "Trust policy",
        "Duration",
        "Session policy and tags",
    ]
    assert all(check.passed for check in answer.context["chain"])


def test_secrets_are_on_no_page_in_no_row_of_the_wire_and_sealed_in_the_journey(visitor):
    page = visitor()
    page.post("/call/send/", {**CALL, "RoleArn": role_of(page.get("/call/"))})
    secrets = [page.post(f"/reveal/{what}/").context["secret"] for what in ("token", "secret-access-key", "session-token")]
    pages = "".join(text(page.get(path)) for path in ("/", "/token/", "/call/", "/answer/", "/use/", "/terminal/"))
    kept = json.dumps(list(Exchange.objects.values()), default=str) + JourneyRow.objects.get().sealed
    for secret in secrets:
        assert len(secret) >= 40
        assert secret not in pages
        assert secret not in kept


def test_a_role_may_be_edited_and_the_next_call_feels_it(visitor):
    page = visitor()
    role = page.get("/call/").context["role"]
    trust = role.trust_policy.replace("accounts.google.com:aud", "accounts.google.com:sub")
    page.post(f"/role/{role.name}/", {"trust": trust})
    answer = page.post("/call/send/", {**CALL, "RoleArn": role_of(page.get("/call/"))}, follow=True)
    assert "trusts somebody else than this token names" in text(answer)
    assert answer.context["outcome"].message == "Not authorized to perform sts:AssumeRoleWithWebIdentity"


def test_a_malformed_trust_policy_is_refused_in_aws_words_and_not_lost(visitor):
    page = visitor()
    answer = page.post("/role/PhotoAppGoogle/", {"trust": '{"Statement": [}'})
    assert "This policy contains invalid Json" in text(answer)
    assert "{&#34;Statement&#34;: [}" in text(answer)
    assert '"Statement": [}' not in page.get("/call/").context["role"].trust_policy


def test_tags_need_sts_tag_session_in_the_trust_policy(visitor):
    page = visitor(add="tags")
    role = page.get("/call/").context["role"]
    answer = page.post("/call/send/", {**CALL, "RoleArn": role_of(page.get("/call/"))}, follow=True)
    assert answer.context["outcome"].message == "Not authorized to perform sts:TagSession"
    allowed = role.trust_policy.replace(
        '"sts:AssumeRoleWithWebIdentity"', '["sts:AssumeRoleWithWebIdentity", "sts:TagSession"]'
    )
    page.post(f"/role/{role.name}/", {"trust": allowed})
    answer = page.post("/answer/again/", follow=True)
    assert "STS said yes" in text(answer)
    assert answer.context["fields"]["PackedPolicySize"] > 0


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"operation": "GetObject", "bucket": "b", "key": ""}, "GetObject needs a key"),
        ({"operation": "ListObjectsV2", "bucket": ""}, "ListObjectsV2 needs a bucket"),
        ({"operation": "Nonsense"}, "Choose one of the operations"),
        ({"operation": "GetObject", "bucket": "a/b", "key": "k"}, "has no slash"),
    ],
)
def test_a_request_that_cannot_be_made_is_refused_in_a_sentence(visitor, form, sentence):
    page = visitor()
    page.post("/call/send/", {**CALL, "RoleArn": role_of(page.get("/call/"))})
    assert sentence in text(page.post("/use/send/", form))


def test_starting_over_forgets_everything(visitor):
    page = visitor()
    page.post("/start-over/")
    assert page.get("/").context["journey"] is None
    assert not JourneyRow.objects.exists()


def ways_on(page):
    return re.findall(
        r'<a class="btn[^"]*" href="([^"]+)"', text(page).partition('<main class="work"')[2].partition("</main>")[0]
    )


def test_a_step_that_lacks_something_leads_where_it_is_to_be_had(visitor, client):
    assert ways_on(client.get("/use/")) == ["/"]
    visitor()
    assert ways_on(client.get("/answer/")) == ways_on(client.get("/use/")) == ["/call/"]
    client.post("/call/send/", {**CALL, "RoleArn": "arn:aws:iam::123456789012:role/Nobody"})
    assert ways_on(client.get("/use/")) == ["/call/", "/answer/"]


def test_the_theme_leads_back_to_a_page_and_not_to_the_address_of_a_form(visitor):
    client = visitor()
    checked = client.post("/call/send/", {**CALL, "action": "check", "RoleArn": role_of(client.get("/call/"))})
    back = re.search(r'name="next" value="([^"]+)"', text(checked))[1]
    assert client.get(back).status_code == 200


@pytest.mark.parametrize(
    "path", ["/wire/?who=sts&only=refused", "/providers/?with=google&with=github", "/trail/?outcome=failure"]
)
def test_without_a_script_the_theme_leads_back_to_what_was_asked_for(visitor, path):
    client = visitor()
    back = unescape(re.search(r'name="next" value="([^"]+)"', text(client.get(path)))[1])
    assert client.post("/theme/", {"theme": "dark", "next": back}).url == path


def test_the_theme_is_kept_and_leads_nowhere_else(client):
    answer = client.post("/theme/", {"theme": "dark", "next": "https://elsewhere.example/"})
    assert answer.url == "/"
    assert 'data-theme="dark"' in text(client.get("/"))


def test_a_form_without_its_proof_of_origin_gets_a_page(settings, client):
    strict = type(client)(enforce_csrf_checks=True)
    answer = strict.post("/start-over/")
    assert answer.status_code == 403
    assert "This form could not be taken" in text(answer)


def test_an_accented_name_makes_a_session_name_that_sts_takes(visitor):
    assert visitor(person="tomas").get("/call/").context["draft"].RoleSessionName == "tomas"
