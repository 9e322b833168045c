"""The RSA keys that the Google stand-in signs with, and the key set that it publishes.  https://www.rfc-editor.org/rfc/rfc7517

All workers share them through the database.  What is published is cached for some seconds; who signs always looks.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from joserfc.jwk import RSAKey

from playground.sealing import InvalidToken, seal, unseal
from playground.stand_ins.models import SigningKey

ALGORITHM = "RS256"
BITS = 2048
STALE_AFTER = 5  # seconds
CURRENT, PREVIOUS = SigningKey.Slot.CURRENT, SigningKey.Slot.PREVIOUS


def jwks() -> dict[str, Any]:
    """The published JSON Web Key Set: the key that signs, then the older one.  Public parameters only; not to be changed.

    At most STALE_AFTER seconds old, and never older than a key that this process made.
    """
    if connection.in_atomic_block:  # what a transaction sees may never come true, so it is not kept
        return _read()
    return _published(int(time.monotonic() / STALE_AFTER))


def signing_key() -> RSAKey:
    """The private key that signs now; its `kid` is in `jwks()`."""
    row = _kept(CURRENT)
    try:
        return _opened(row)
    except InvalidToken:
        _retire(row)
        return _opened(_kept(CURRENT))


@lru_cache(maxsize=1)
def _published(_moment: int) -> dict[str, Any]:
    return _read()


def _read() -> dict[str, Any]:
    rows = {row.slot: row for row in SigningKey.objects.defer("sealed_pem")}
    return {"keys": [(rows.get(slot) or _kept(slot)).public_jwk for slot in (CURRENT, PREVIOUS)]}


def _kept(slot: SigningKey.Slot) -> SigningKey:
    """The key of a slot, made on first need.  When two processes make it at once, the database keeps one and both use that."""
    row = SigningKey.objects.filter(slot=slot).first()
    if row is None:
        row = SigningKey.objects.get_or_create(slot=slot, defaults=_made(slot))[0]
        _published.cache_clear()
    return row


def _made(slot: SigningKey.Slot) -> dict[str, Any]:
    key = RSAKey.generate_key(BITS)
    kid = _free_kid(datetime.now(UTC) - timedelta(days=30 if slot is PREVIOUS else 0))
    public = key.as_dict(private=False)
    jwk = {"kid": kid, "kty": "RSA", "alg": ALGORITHM, "use": "sig", "n": public["n"], "e": public["e"]}
    return {"kid": kid, "public_jwk": jwk, "sealed_pem": seal(key.as_pem(private=True))}


def _free_kid(month: datetime) -> str:
    """`demo-2026-11`, or `demo-2026-11-2` when that month had one already."""
    kid = f"demo-{month:%Y-%m}"
    taken = SigningKey.objects.filter(kid__startswith=kid).values_list("kid", flat=True)
    numbers = [int(name.removeprefix(kid).removeprefix("-") or 1) for name in taken]
    return f"{kid}-{max(numbers) + 1}" if numbers else kid


def _retire(row: SigningKey) -> None:
    """SECRET_KEY was changed and this key cannot be opened any more: it stays published, and a new one takes its place."""
    try:
        with transaction.atomic():
            SigningKey.objects.filter(slot=PREVIOUS).delete()
            SigningKey.objects.filter(pk=row.pk, slot=CURRENT).update(slot=PREVIOUS)
            SigningKey.objects.create(slot=CURRENT, **_made(CURRENT))
    except IntegrityError:
        pass  # another process was faster, and its key is as good
    _published.cache_clear()


def _opened(row: SigningKey) -> RSAKey:
    """The private key of a row.  Raises InvalidToken."""
    return _unsealed(row.kid, row.sealed_pem, settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)


@lru_cache(maxsize=8)
def _unsealed(kid: str, sealed_pem: str, *_secret_keys: str) -> RSAKey:
    """Cached by its bytes and by the secrets that open them, so that a change of either is seen at once."""
    return RSAKey.import_key(unseal(sealed_pem), {"kid": kid, "alg": ALGORITHM, "use": "sig"})
