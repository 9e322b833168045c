"""Lets go of visitors who have done nothing for long: a batch at a time, each in a transaction of its own.

Doing something is: saving a step, changing the account, or any exchange, a terminal's too.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from playground.stand_ins.models import OwnIssuer
from playground.walkthrough.models import JourneyRow
from playground.wire.models import Exchange, WireLog
from playground.worlds.models import AccountRow, EventRow


def idle(since: datetime) -> QuerySet[AccountRow]:
    """The accounts that nobody has used since a moment; never the one that terminals share."""
    exchanged = Exchange.objects.filter(account_id=OuterRef("pk"), at__gte=since.timestamp())
    walked = JourneyRow.objects.filter(account_id=OuterRef("pk"), changed__gte=since)
    unused = AccountRow.objects.filter(used__lt=since).exclude(pk=settings.TERMINAL_ACCOUNT)
    return unused.filter(~Exists(exchanged), ~Exists(walked)).order_by("used")


def prune_visitors(since: datetime, batch: int) -> Iterator[int]:
    """Deletes idle accounts with all that is theirs; answers how many after each batch."""
    while True:
        with transaction.atomic():
            # Locked, so that a call that is under way ends first, and one that comes later finds no account.
            accounts = list(idle(since).select_for_update().values_list("pk", flat=True)[:batch])
            for model in (Exchange, WireLog, EventRow, OwnIssuer, JourneyRow):
                model.objects.filter(account_id__in=accounts).delete()
            AccountRow.objects.filter(pk__in=accounts).delete()
        if not accounts:
            return
        yield len(accounts)


def prune_sessions(now: datetime, batch: int) -> Iterator[int]:
    """Deletes sessions that are over; answers how many after each batch."""
    while True:
        over = list(Session.objects.filter(expire_date__lt=now).values_list("pk", flat=True)[:batch])
        if not over:
            return
        Session.objects.filter(pk__in=over).delete()
        yield len(over)
