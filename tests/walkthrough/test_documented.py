"""The example of AWS's documentation as a preset of step 3: its call, its token, its answer."""

import pytest

from playground.assembly.accounts import ensure_terminal_account
from playground.sandbox.assuming.documentation_example import APP, POLICY_ARNS, SUBJECT

pytestmark = pytest.mark.django_db


def test_the_preset_is_the_documentations_very_call_and_answers_as_it_is_printed(visitor):
    ensure_terminal_account()
    page = visitor()
    filled = page.post("/call/send/", {"action": "preset", "preset": "documentation"})
    draft = filled.context["draft"]
    assert (draft.RoleArn, draft.RoleSessionName) == ("arn:aws:iam::123456789012:role/FederatedWebIdentityRole", "app1")
    assert (draft.ProviderId, draft.DurationSeconds, tuple(draft.PolicyArns)) == ("www.amazon.com", "3600", POLICY_ARNS)
    sent = {"action": "send", "OtherRoleArn": draft.RoleArn, "RoleSessionName": "app1", "ProviderId": draft.ProviderId}
    page.post("/call/send/", sent | {"PolicyArns": draft.PolicyArns, "DurationSeconds": "3600"})
    fields = page.get("/answer/").context["fields"]
    assert (fields["SubjectFromWebIdentityToken"], fields["Audience"], fields["Provider"]) == (SUBJECT, APP, "www.amazon.com")
    assert page.get("/use/").status_code == 200


@pytest.mark.parametrize("path", ["/", "/token/", "/call/", "/answer/", "/terminal/"])
def test_every_page_can_show_the_documentations_token(visitor, path):
    page = visitor()
    page.post("/call/send/", {"action": "preset", "preset": "documentation"})
    assert page.get(path).status_code == 200
