"""Accounts in the database. A document is parsed once a version; two edits at once never lose one another.

The document's row is locked while an edit runs; on SQLite the transaction itself is (IMMEDIATE, see settings).
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from typing import NamedTuple

from django.db import IntegrityError, transaction
from django.utils import timezone

from playground.plain_sql import row
from playground.remembered import Remembered
from playground.sandbox.world import Account, from_data, to_data
from playground.worlds.models import AccountRow


class DatabaseAccounts:
    """sandbox.stores.Accounts over AccountRow."""

    def get(self, account_id: str) -> Account | None:
        """The account as it is now; one query."""
        found = row("SELECT document FROM worlds_accountrow WHERE account_id = %s", account_id)
        return None if found is None else _read(account_id, found[0])

    def change(self, account_id: str, edit: Callable[[Account], Account]) -> Account:
        """Applies an edit and answers the account after it. Raises AccountRow.DoesNotExist."""
        with transaction.atomic():
            kept = AccountRow.objects.select_for_update().get(pk=account_id)
            account = edit(_read(account_id, kept.document))
            kept.document, kept.version, kept.used = write(account), kept.version + 1, timezone.now()
            kept.save(update_fields=("document", "version", "used"))
        return account


def keep(account: Account) -> None:
    """Keeps a new account. Raises IntegrityError when there is one with its number."""
    AccountRow.objects.create(pk=account.account_id, document=write(account))


def open_account(make: Callable[[str], Account]) -> Account:
    """Keeps a new account under a number of its own; `make` is given the number. AWS's are 12 digits, and say nothing."""
    while True:
        account = make(f"{secrets.randbelow(899_999_999_999) + 100_000_000_000}")
        try:
            with transaction.atomic():
                keep(account)
        except IntegrityError:
            continue
        return account


def write(account: Account) -> str:
    """The document that is kept."""
    return json.dumps(to_data(account), separators=(",", ":"))


def read(document: str) -> Account:
    """The account of a document."""
    return from_data(json.loads(document))


def _read(account_id: str, document: str) -> Account:
    """The same, remembered while the document is what it was: no worker can have an old one, and to compare is fast."""
    kept = _known.find(account_id)
    if kept is None or kept.document != document:
        kept = _Known(document, read(document))
        _known.keep(account_id, kept, len(document))
    return kept.account


class _Known(NamedTuple):
    document: str
    account: Account


REMEMBERED = 16_000_000  # characters of documents: 800 accounts as they are opened, or 60 of the largest
_known: Remembered[str, _Known] = Remembered(REMEMBERED)
