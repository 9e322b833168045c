"""Accounts of the sandbox as they are opened: one a visitor, and the one that the terminal shares."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

from django.conf import settings
from django.db import IntegrityError, transaction

from playground.assembly.sandbox import stores
from playground.providers.catalogue import BY_SLUG, PROVIDERS
from playground.providers.configured import configured
from playground.providers.credentials import live_audience, live_credentials
from playground.providers.provider import Provider
from playground.sandbox.assuming.documentation_example import with_example
from playground.sandbox.credentials.user_key import UserKey, administrator_key, is_locked
from playground.sandbox.regions import GLOBAL
from playground.sandbox.seed import Seed, Trusted, bucket_name, camel, completed, plant
from playground.sandbox.world import Account
from playground.stand_ins.subjects import audiences_of, subjects_of
from playground.worlds.accounts import DatabaseAccounts, keep, open_account
from playground.worlds.buckets import create_bucket, fill

IDENTITY_POOL, GUESTS = "identity-pool", "identity-pool-guests"


def seed(account_id: str) -> Seed:
    """What an account begins with: the roles trust the account's own apps, and a real app where one is set."""
    trusted = (*(_trusted(provider, account_id) for provider in PROVIDERS), _guests(account_id), *_own_issuers())
    return plant(account_id, settings.AWS_REGION, trusted, time.time())


def open_visitor_account() -> str:
    """Opens an account for a new visitor; answers its number."""
    with transaction.atomic():
        planted: list[Seed] = []

        def make(account_id: str) -> Account:
            planted[:] = [seed(account_id)]
            return planted[0].account

        account = open_account(make)
        _furnish(planted[0])
    return account.account_id


def ensure_terminal_account() -> None:
    """Opens the account that `manage.py demo_token` speaks of, unless it is there; and sees that the documentation's example works."""
    now, accounts = time.time(), DatabaseAccounts()
    account = accounts.get(settings.TERMINAL_ACCOUNT)
    planted = seed(settings.TERMINAL_ACCOUNT)
    if account is None:
        account = planted.account
        with suppress(IntegrityError), transaction.atomic():  # another process, starting at the same time, may be faster
            keep(account)
            _furnish(planted)
    if completed(account, planted.account) != account:
        account = accounts.change(settings.TERMINAL_ACCOUNT, lambda current: completed(current, planted.account))
    bucket = bucket_name(settings.TERMINAL_ACCOUNT)
    if with_example(account, bucket, now) != account:
        accounts.change(settings.TERMINAL_ACCOUNT, lambda current: with_example(current, bucket, now))


def access_key(account_id: str, *, anew: bool = False) -> UserKey:
    """The administrator's access key of an account, its secret opened; made on first use. anew: another in its place."""
    return administrator_key(stores().accounts, stores().sealer, account_id, time.time(), anew=anew)


def key_is_locked(account_id: str) -> bool:
    """Whether the account has an access key that this process's secret key does not open."""
    account = stores().accounts.get(account_id)
    return account is not None and is_locked(account, stores().sealer)


def switch_region(account_id: str, region: str, *, on: bool) -> Account:
    """Switches STS on or off in a region of an account. Raises ValueError for us-east-1, which AWS never switches off."""
    if region == GLOBAL:
        raise ValueError(f"STS cannot be switched off in `{GLOBAL}`; it can in every other region")

    def edit(account: Account) -> Account:
        others = tuple(one for one in account.off if one != region)
        return replace(account, off=others if on else (*others, region))

    return DatabaseAccounts().change(account_id, edit)


def keep_data_events(account_id: str, *, on: bool) -> Account:
    """Whether CloudTrail keeps S3's data events of an account, as a trail on AWS does when somebody asks for them."""
    return DatabaseAccounts().change(account_id, lambda account: replace(account, data_events=on))


def _furnish(planted: Seed) -> None:
    create_bucket(planted.bucket)
    fill(planted.bucket, planted.objects)


def _own_issuers() -> Iterator[Trusted]:
    """Those of OIDC_ISSUERS whose app is set: nobody is known to have signed in there yet."""
    for one in configured():
        app = live_credentials(one)
        if app:
            yield Trusted(
                name=camel(one.slug),
                principal=one.principal,
                audience_key=one.audience_key,
                subject_key=one.subject_key,
                audiences=(app.client_id,),
                subjects={},
                registered=True,
            )


def _trusted(provider: Provider, account_id: str) -> Trusted:
    live, own = live_audience(provider), provider.of(account_id)
    return Trusted(
        name=camel(provider.slug),
        principal=own.principal,
        audience_key=own.audience_key,
        subject_key=own.subject_key,
        audiences=(*audiences_of(provider.slug, account_id), *((live,) if live else ())),
        subjects=subjects_of(provider.slug, account_id),
        conditions=own.trusts,
        registered=provider.registered,
    )


def _guests(account_id: str) -> Trusted:
    """The role for an identity pool's guests: AWS asks for one apart from that of its users."""
    pool = _trusted(BY_SLUG[IDENTITY_POOL], account_id)
    conditions = {"ForAnyValue:StringLike": {f"{pool.principal}:amr": "unauthenticated"}}
    return replace(pool, name=camel(GUESTS), conditions=conditions, subjects={})
