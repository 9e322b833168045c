"""No code, token, refresh token or client secret is in the database in clear; what is old is forgotten."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.core import serializers
from django.db import connection

from playground.stand_ins import pruning
from playground.stand_ins.models import AccessToken, AuthorizationCode, SigningKey
from playground.stand_ins.registrations import registration_for
from tests.stand_ins.walk import ACCOUNT, SLUGS, VERIFIER, agree, authorize_url, trade

pytestmark = pytest.mark.django_db


def everything_kept():
    """Every column of every row of every table, as text."""
    with connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
        for name in names:
            cursor.execute(f'SELECT * FROM "{name}"')
            yield from (str(value) for row in cursor.fetchall() for value in row)


@pytest.mark.parametrize("slug", SLUGS)
def test_the_database_knows_no_secret(client, app, slug):
    code = agree(client, slug)["code"]
    answer = trade(app, slug, code).json()
    secrets = [code, VERIFIER, registration_for(slug, ACCOUNT).client_secret]
    secrets += [answer[name] for name in ("access_token", "refresh_token", "id_token") if name in answer]
    kept = "\n".join(everything_kept())
    assert len(kept) > 1000
    assert [secret for secret in secrets if secret in kept] == []


def test_rows_can_be_named_without_giving_anything_away(client, app):
    code = agree(client, "amazon")["code"]
    token = trade(app, "amazon", code).json()["access_token"]
    rows = [*AuthorizationCode.objects.all(), *AccessToken.objects.all(), *SigningKey.objects.all()]
    said = "\n".join(str(row) for row in rows) + serializers.serialize("json", rows)
    assert code not in said
    assert token not in said


def test_what_expired_more_than_a_day_ago_is_forgotten_when_something_new_comes(client, app):
    trade(app, "google", agree(client, "google")["code"])
    long_ago = datetime.now(UTC) - pruning.KEPT_AFTER_EXPIRY - timedelta(minutes=1)
    AuthorizationCode.objects.update(expires_at=long_ago)
    AccessToken.objects.update(expires_at=long_ago)
    trade(app, "google", agree(client, "google", authorize_url("google", nonce="new"))["code"])
    assert AuthorizationCode.objects.count() == AccessToken.objects.count() == 1


def test_a_day_is_long_enough_to_notice_a_replay_while_its_token_lives():
    assert timedelta(hours=2) < pruning.KEPT_AFTER_EXPIRY


def test_pruning_does_a_little_at_a_time(client):
    for number in range(pruning.AT_ONCE + 10):
        agree(client, "google", authorize_url("google", nonce=str(number)))
    AuthorizationCode.objects.update(expires_at=datetime.now(UTC) - timedelta(days=2))
    pruning.prune(AuthorizationCode, datetime.now(UTC))
    assert AuthorizationCode.objects.count() == 10
