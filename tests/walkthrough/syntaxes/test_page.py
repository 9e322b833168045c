"""Step 3 with the call elsewhere, and a call pasted into it: nothing of the form is lost, and no secret shows unasked."""

import pytest

pytestmark = pytest.mark.django_db

FORM = {"OtherRoleArn": "arn:aws:iam::123456789012:role/Mine", "RoleSessionName": "maya", "DurationSeconds": "900"}


def text(response):
    return response.content.decode()


def token_of(page):
    return page.post("/reveal/token/").context["secret"]


def test_a_pasted_call_fills_the_form_and_leaves_the_rest(visitor):
    page = visitor()
    answer = page.post("/call/send/", {**FORM, "action": "paste", "pasted": '{"RoleSessionName": "bob"}'})
    assert "Read as --cli-input-json: RoleSessionName" in text(answer)
    assert "It says nothing of RoleArn and DurationSeconds, so the form keeps what it had there." in text(answer)
    draft = page.get("/call/").context["draft"]
    assert (draft.RoleArn, draft.RoleSessionName, draft.DurationSeconds) == (FORM["OtherRoleArn"], "bob", "900")


def test_what_the_form_had_can_be_put_back(visitor):
    page = visitor()
    before = page.post("/call/send/", {**FORM, "Policy": "\n{\n}", "action": "paste", "pasted": '{"Policy": "x"}'}).context[
        "pasted"
    ]
    body = text(page.post("/call/send/", {**FORM, "Policy": "\n{\n}", "action": "paste", "pasted": '{"Policy": "x"}'}))
    assert before.before.Policy == "\n{\n}"
    assert '<textarea name="Policy" hidden>\n\n{\n}</textarea>' in body


def test_what_cannot_be_read_changes_nothing_and_can_be_corrected(visitor):
    page = visitor()
    answer = page.post(
        "/call/send/", {**FORM, "action": "paste", "pasted": "aws sts assume-role-with-web-identity --role-arn 'x"}
    )
    assert "This could not be read" in text(answer)
    assert "is opened and never closed" in text(answer)
    assert "--role-arn &#39;x</textarea>" in text(answer)
    assert page.get("/call/").context["draft"].RoleSessionName == "maya"


def test_a_pasted_token_is_on_no_page_and_in_no_address(visitor):
    page = visitor()
    token = token_of(page)
    pasted = f"aws sts assume-role-with-web-identity --role-session-name bob --web-identity-token {token}"
    for call in (pasted, f"{pasted} 'open"):
        answer = page.post("/call/send/", {**FORM, "action": "paste", "pasted": call})
        assert token not in text(answer)
        assert token.rpartition(".")[2] not in text(answer)
    assert token not in text(page.get("/call/"))


def test_the_token_stands_in_the_call_only_when_it_is_asked_for(visitor):
    page = visitor()
    token = token_of(page)
    assert token not in text(page.post("/call/send/", {**FORM, "action": "check"}))
    assert text(page.post("/call/send/", {**FORM, "action": "with-token"})).count(token) == 7
    assert token not in text(page.get("/call/"))


def test_a_pasted_text_is_escaped(visitor):
    body = text(visitor().post("/call/send/", {**FORM, "action": "paste", "pasted": "curl </textarea><script>x</script>"}))
    assert "<script>x" not in body
