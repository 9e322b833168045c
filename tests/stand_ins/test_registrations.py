"""Client ids hold the account id and are good for nothing else; secrets follow SECRET_KEY, ids do not."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.stand_ins.registrations import android_client_id, another_account, audience, find, registration_for

ACCOUNTS = st.from_regex(r"[0-9]{12}", fullmatch=True)
SLUGS = st.sampled_from(["google", "amazon", "facebook"])


@given(SLUGS, ACCOUNTS)
def test_a_client_id_leads_back_to_its_account(slug, account_id):
    registration = registration_for(slug, account_id)
    assert find(slug, registration.client_id) == registration
    assert account_id in registration.client_id
    assert account_id in registration.app_id


@given(SLUGS, ACCOUNTS, st.integers(0, 60), st.sampled_from("0123456789abcdefgz-"))
def test_a_client_id_with_one_character_changed_is_nobodys(slug, account_id, place, character):
    client_id = registration_for(slug, account_id).client_id
    place %= len(client_id)
    changed = client_id[:place] + character + client_id[place + 1 :]
    # Facebook's ids are digits only, so three check digits are all that tells them apart: one in a thousand is somebody's.
    if changed != client_id and slug != "facebook":
        assert find(slug, changed) is None


@given(SLUGS, st.text())
def test_no_text_is_a_client_id_by_accident(slug, text):
    assert find(slug, text) is None


@pytest.mark.parametrize(
    ("slug", "client_id", "app_id", "secret"),
    [
        ("google", r"[0-9]{12}-[a-z2-7]{16}\.apps\.googleusercontent\.com", None, r"GOCSPX-\w{28}"),
        (
            "amazon",
            r"amzn1\.application-oa2-client\.[0-9a-f]{32}",
            r"amzn1\.application\.[0-9a-f]{32}",
            r"amzn1\.oa2-cs\.v1\.[0-9a-f]{64}",
        ),
        ("facebook", r"[0-9]{15}", None, r"[0-9a-f]{32}"),
    ],
)
def test_ids_and_secrets_look_like_the_real_ones(slug, client_id, app_id, secret):
    registration = registration_for(slug, "111122223333")
    assert re.fullmatch(client_id, registration.client_id)
    assert re.fullmatch(app_id or client_id, registration.app_id)
    assert re.fullmatch(secret, registration.client_secret)
    assert len(registration.client_id) <= 100


def test_what_a_trust_policy_compares_is_the_client_id_at_google_and_the_app_id_elsewhere():
    assert audience("google", "111122223333") == registration_for("google", "111122223333").client_id
    assert audience("amazon", "111122223333").startswith("amzn1.application.")
    assert audience("facebook", "111122223333").startswith("111122223333")


def test_a_change_of_secret_key_changes_secrets_and_no_id(settings):
    before = [registration_for(slug, "111122223333") for slug in ("google", "amazon", "facebook")]
    settings.SECRET_KEY = "another"
    after = [registration_for(registration.slug, "111122223333") for registration in before]
    assert [one.client_id for one in after] == [one.client_id for one in before]
    assert [one.app_id for one in after] == [one.app_id for one in before]
    assert not {one.client_secret for one in after} & {one.client_secret for one in before}


def test_the_android_client_is_another_client_of_the_account_and_cannot_sign_in_by_itself():
    client_id = android_client_id("111122223333")
    assert client_id.startswith("111122223333-")
    assert find("google", client_id) is None


@given(ACCOUNTS)
def test_another_account_is_always_another(account_id):
    other = another_account(account_id)
    assert other != account_id
    assert re.fullmatch("[0-9]{12}", other)


@pytest.mark.parametrize(
    "account_id", ["", "11112222333", "1111222233334", "11112222333x", "１１１１２２２２３３３３", "111122223333\n"]
)
def test_an_account_id_is_twelve_ascii_digits(account_id):
    with pytest.raises(ValueError, match="12 digits"):
        registration_for("google", account_id)


@pytest.mark.parametrize(
    ("site_url", "origins"),
    [
        ("http://localhost:8000", ["http://localhost:8000", "http://127.0.0.1:8000", "http://[::1]:8000"]),
        ("https://federation.example.com", ["https://federation.example.com"]),
        ("https://localhost.example.com", ["https://localhost.example.com"]),
    ],
)
def test_redirect_uris_are_those_of_the_site_and_of_no_other_origin(settings, site_url, origins):
    settings.SITE_URL, settings.PORT = site_url, 8000
    uris = registration_for("amazon", "111122223333").redirect_uris
    assert uris == tuple(f"{origin}/signed-in/amazon" for origin in origins)
