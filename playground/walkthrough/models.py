"""Where a visitor is in the walkthrough: one row, sealed, because it holds a token and credentials."""

from __future__ import annotations

import uuid

from django.db import models


class JourneyRow(models.Model):
    """A visitor. account_id: theirs in the sandbox.  sealed: journey.Journey as JSON, encrypted.

    forget_at: when something in it is over that must not be kept.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account_id = models.CharField(max_length=12, unique=True)
    sealed = models.TextField(blank=True)
    forget_at = models.DateTimeField(null=True, db_index=True)
    changed = models.DateTimeField(auto_now=True, db_index=True)

    def __str__(self) -> str:
        return f"visitor of account {self.account_id}"
