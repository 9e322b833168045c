"""Signing keys: made once, shared by all, published without their private halves, and outliving a change of SECRET_KEY."""

from __future__ import annotations

import re
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.db import connection
from joserfc import jwt
from joserfc.jwk import KeySet

from playground.stand_ins import keys
from playground.stand_ins.catalogue import STAND_INS
from playground.stand_ins.jobs import job
from playground.stand_ins.keys import LONGEST_LIFE, jwks, retired_key, rotate, signing_key
from playground.stand_ins.models import SigningKey
from playground.stand_ins.tokens.mint import mint
from playground.stand_ins.workloads import WORKLOADS
from tests.on_disk import database_on_disk, migrated
from tests.stand_ins.walk import ACCOUNT

__all__ = ["database_on_disk", "migrated"]

pytestmark = pytest.mark.django_db


def test_two_keys_are_published_and_the_first_one_signs():
    kids = [key["kid"] for key in jwks()["keys"]]
    assert len(set(kids)) == 2
    assert all(re.fullmatch(r"demo-20\d\d-\d\d(-\d)?", kid) for kid in kids)
    assert signing_key().kid == kids[0]


def test_only_public_parameters_are_published():
    for key in jwks()["keys"]:
        assert key.keys() == {"kid", "kty", "alg", "use", "n", "e"}
        assert (key["kty"], key["alg"], key["use"]) == ("RSA", "RS256", "sig")


def test_keys_are_2048_bits_long():
    assert all(key.raw_value.key_size == 2048 for key in KeySet.import_key_set(jwks()).keys)


def test_asking_again_makes_no_new_keys():
    before = jwks()
    signing_key()
    assert jwks() == before
    assert SigningKey.objects.count() == 2


def test_the_private_half_is_not_in_the_database_in_clear():
    rows = SigningKey.objects.all()
    assert len(rows) == 2
    for row in rows:
        assert "PRIVATE KEY" not in row.sealed_pem
        assert row.sealed_pem.startswith("gAAAA")


def test_a_rotated_secret_key_still_opens_the_key_through_the_fallbacks(settings):
    before = signing_key().kid
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "rotated"
    assert signing_key().kid == before


def test_a_lost_secret_key_retires_the_key_which_stays_published_so_that_its_tokens_stay_good(settings):
    token, before = mint("google", "maya", ACCOUNT), signing_key().kid
    settings.SECRET_KEY = "another, and no fallback"
    after = signing_key().kid
    assert after != before
    assert [key["kid"] for key in jwks()["keys"]] == [after, before]
    assert jwt.decode(token, KeySet.import_key_set(jwks()), ["RS256"])
    assert jwt.decode(mint("google", "maya", ACCOUNT), KeySet.import_key_set(jwks()), ["RS256"])


def test_secret_keys_may_be_lost_again_and_again_and_no_kid_comes_back(settings):
    kids = [signing_key().kid]
    for number in range(3):
        settings.SECRET_KEY = f"lost {number}"
        kids.append(signing_key().kid)
    assert len(set(kids)) == 4
    assert SigningKey.objects.count() == 2


def test_a_key_that_another_process_made_first_is_the_one_that_is_used():
    SigningKey.objects.filter(slot="current").delete()
    first = signing_key().kid
    made, created = SigningKey.objects.get_or_create(
        slot="current", defaults={"kid": "demo-late", "public_jwk": {}, "sealed_pem": ""}
    )
    assert not created
    assert made.kid == first == signing_key().kid


@pytest.mark.django_db(transaction=True)
def test_the_key_set_is_cached_until_this_process_makes_another_key(settings, monkeypatch, django_assert_num_queries):
    now = (
        time.monotonic() + 1_000_000
    )  # a moment of its own: of this one nothing is kept from another test, and nothing becomes stale
    monkeypatch.setattr(keys, "time", SimpleNamespace(monotonic=lambda: now))
    before = jwks()
    with django_assert_num_queries(0):
        assert jwks() is jwks()
    settings.SECRET_KEY = "another, and no fallback"
    after = signing_key().kid
    assert jwks()["keys"][0]["kid"] == after != before["keys"][0]["kid"]


def test_after_rotating_a_new_key_signs_and_old_tokens_verify(settings):
    tokens, kids = [], []
    for _ in range(3):
        tokens.append(mint("google", "maya", ACCOUNT))
        kids.append(signing_key().kid)
        assert rotate() == signing_key().kid not in kids
    published = [key["kid"] for key in jwks()["keys"]]
    assert published[0] == signing_key().kid
    assert set(kids) < set(published)
    for token in tokens:
        assert jwt.decode(token, KeySet.import_key_set(jwks()), ["RS256"])


def test_a_retired_key_is_published_until_its_last_token_has_ended():
    old = signing_key().kid
    rotate(), rotate()
    assert old in [key["kid"] for key in jwks()["keys"]]
    SigningKey.objects.filter(kid=old).update(retired_at=datetime.now(UTC) - LONGEST_LIFE - timedelta(seconds=1))
    assert old not in [key["kid"] for key in jwks()["keys"]]
    rotate()
    assert not SigningKey.objects.filter(kid=old).exists()


def test_the_longest_token_of_a_stand_in_ends_before_its_key_is_withdrawn():
    lives = [one.lifetime for one in STAND_INS] + [
        one.claims(run)["exp"] - run.now for one in WORKLOADS for run in (job(one.slug, ACCOUNT, {}, {}).run(),)
    ]
    assert LONGEST_LIFE >= timedelta(seconds=max(lives) + 300)


def test_the_retired_key_can_sign_after_a_lost_secret_key_too(settings):
    settings.SECRET_KEY = "another, and no fallback"
    assert retired_key().kid in [key["kid"] for key in jwks()["keys"]]


def test_a_key_that_another_process_has_made_is_found_as_soon_as_a_token_names_it(database_on_disk):
    known = {key["kid"] for key in jwks()["keys"]}
    public = {**jwks()["keys"][0], "kid": "made-elsewhere"}
    SigningKey.objects.filter(slot="previous").delete()
    SigningKey.objects.create(slot="previous", kid="made-elsewhere", public_jwk=public, sealed_pem="")
    assert {key["kid"] for key in jwks("made-elsewhere")["keys"]} == {jwks()["keys"][0]["kid"], "made-elsewhere"} != known


def test_rotations_at_one_moment_follow_one_another(database_on_disk):
    before = signing_key().kid

    def rotated(_):
        try:
            return rotate()
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        kids = list(threads.map(rotated, range(4)))
    assert len(set(kids)) == 4
    assert {before, *kids} <= {key["kid"] for key in jwks()["keys"]}
    assert signing_key().kid in kids
