"""Accounts of the sandbox as they are opened: one a visitor, and the one that the terminal shares."""

from __future__ import annotations

import time

from django.conf import settings
from django.db import transaction

from playground.providers.catalogue import PROVIDERS
from playground.providers.credentials import live_credentials
from playground.providers.provider import Provider
from playground.sandbox.seed import Seed, Trusted, plant
from playground.sandbox.world import Account
from playground.stand_ins.people import PEOPLE
from playground.stand_ins.registrations import audience
from playground.worlds.accounts import DatabaseAccounts, keep, open_account
from playground.worlds.buckets import create_bucket, fill


def seed(account_id: str) -> Seed:
    """What an account begins with: the roles trust the account's own apps, and a real app where one is set."""
    trusted = tuple(_trusted(provider, account_id) for provider in PROVIDERS)
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
    """Opens the account that `manage.py demo_token` speaks of, unless it is there."""
    if DatabaseAccounts().get(settings.TERMINAL_ACCOUNT) is None:
        with transaction.atomic():
            planted = seed(settings.TERMINAL_ACCOUNT)
            keep(planted.account)
            _furnish(planted)


def _furnish(planted: Seed) -> None:
    create_bucket(planted.bucket)
    fill(planted.bucket, planted.objects)


def _trusted(provider: Provider, account_id: str) -> Trusted:
    live = live_credentials(provider)
    return Trusted(
        provider.slug.title(),
        provider.principal,
        provider.audience_key,
        provider.subject_key,
        (audience(provider.slug, account_id), *((live.client_id,) if live else ())),
        {person.given_name: str(getattr(person, _SUBJECT[provider.slug])) for person in PEOPLE},
    )


_SUBJECT = {"google": "google_sub", "amazon": "amazon_user_id", "facebook": "facebook_id"}
