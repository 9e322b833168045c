"""The providers side by side, and one by one: what they say is what the sandbox does."""

from __future__ import annotations

import json

import pytest

from playground.assembly.accounts import seed
from playground.every_provider.aspects import ASPECTS
from playground.every_provider.known import known
from playground.providers.catalogue import PROVIDERS

pytestmark = pytest.mark.django_db
each = pytest.mark.parametrize("provider", PROVIDERS, ids=lambda provider: provider.slug)


@each
def test_the_trust_policy_on_the_page_is_the_one_of_the_role_that_is_there(settings, provider):
    about = known(provider)
    roles = seed(settings.TERMINAL_ACCOUNT).account.roles
    role = roles[about.role_arn.rpartition("/")[2]]
    assert json.loads(about.trust_policy) == json.loads(role.trust_policy)


@each
def test_a_page_teaches_maps_the_claims_and_shows_the_policy(client, settings, provider):
    page = client.get(f"/providers/{provider.slug}/").content.decode()
    assert f"<h1>{provider.name}</h1>" in page
    assert provider.of(settings.TERMINAL_ACCOUNT).audience_key in page.replace("<wbr>", "")
    assert f"RoleFor{provider.slug.title().replace('-', '')}" in page
    assert "{account}" not in page


@each
def test_every_key_of_the_provider_is_reached_from_a_claim(provider):
    about = known(provider)
    keys = {row.key for row in about.rows}
    assert about.provider.audience_key in keys
    assert about.provider.subject_key in keys | {key.replace(":user_id", ":id") for key in keys}


def test_only_what_differs_is_in_the_tables(client):
    page = client.get("/providers/", {"with": ["google", "user-pool"]}).content.decode()
    tables, _, same = page.partition('id="same"')
    assert "IAM has to know it" in tables
    assert "Who it speaks for" not in tables
    assert "Who it speaks for" in same


def test_every_aspect_is_on_one_side_of_the_page(client):
    page = client.get("/providers/", {"with": [provider.slug for provider in PROVIDERS[:4]]}).content.decode()
    for aspect in ASPECTS:
        assert page.count(f">{aspect.title}<") == 1, aspect.title


def test_nothing_is_asked_of_one_alone_nor_of_what_is_none(client):
    assert "nothing to compare" in client.get("/providers/", {"with": "google"}).content.decode()
    assert client.get("/providers/", {"with": "okta"}).status_code == 200
    assert client.get("/providers/okta/").status_code == 404
