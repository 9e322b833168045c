"""Forgets what expired more than a day ago, a few rows whenever a new one is written, so that no job has to run."""

from __future__ import annotations

from datetime import datetime, timedelta

from playground.stand_ins.models import AccessToken, AuthorizationCode

KEPT_AFTER_EXPIRY = timedelta(days=1)  # a code that comes back must be known for as long as its tokens live
AT_ONCE = 50


def prune(model: type[AccessToken] | type[AuthorizationCode], now: datetime) -> None:
    """Deletes at most AT_ONCE old rows of `model`."""
    old = model.objects.filter(expires_at__lt=now - KEPT_AFTER_EXPIRY).values_list("pk", flat=True)[:AT_ONCE]
    model.objects.filter(pk__in=list(old)).delete()
