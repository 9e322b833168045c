"""What the policy editor asks while somebody types is answered, for every kind of document, whatever is sent."""

import pytest

from playground.editor.text import KINDS

pytestmark = pytest.mark.django_db

UNFINISHED = '{"Version": "2012-10-17", "Statement": [{"Effect": "Al'


@pytest.fixture
def ask(client):
    client.defaults["HTTP_HOST"] = "localhost:8000"
    return lambda what, **fields: client.post(f"/editor/{what}/", fields)


@pytest.mark.parametrize("kind", KINDS)
def test_what_could_stand_at_the_caret_comes_with_its_place(ask, kind):
    found = ask("complete", kind=kind, text=UNFINISHED, offset=len(UNFINISHED)).json()
    assert UNFINISHED[: found["start"]] + found["items"][0]["text"] == UNFINISHED[:-3] + '"Allow"'
    assert found["items"][0]["words"]


def test_the_keys_of_the_provider_that_the_page_names_are_offered(ask):
    text = '{"Statement": [{"Condition": {"StringEquals": {"'
    provider = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"
    found = ask("complete", kind="trust", text=text, offset=len(text), provider=provider).json()
    assert '"token.actions.githubusercontent.com:environment": ' in [item["text"] for item in found["items"]]


@pytest.mark.parametrize("offset", ["", "-1", "x", "99999999", "٣", "3.5"])
def test_an_offset_that_is_none_is_taken_for_the_end(ask, offset):
    assert ask("complete", kind="session", text=UNFINISHED, offset=offset).json()["items"][0]["text"] == '"Allow"'


def test_a_kind_of_document_that_there_is_not_is_not_found(ask):
    assert ask("complete", kind="x", text="{}", offset=1).status_code == 404
