"""The RSA keys that the stand-ins sign with, and the key set that they publish.  https://www.rfc-editor.org/rfc/rfc7517

All workers share them through the database.  What is published is cached for some seconds; who signs always looks.
A key that signs no more stays published until the last token that it signed has ended.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.db.models.functions import Coalesce
from joserfc.jwk import RSAKey

from playground.sealing import InvalidToken, seal, unseal
from playground.stand_ins.models import SigningKey

ALGORITHM = "RS256"
BITS = 2048
STALE_AFTER = 5  # seconds
CURRENT, PREVIOUS, RETIRED = SigningKey.Slot.CURRENT, SigningKey.Slot.PREVIOUS, SigningKey.Slot.RETIRED
LONGEST_LIFE = timedelta(days=1, minutes=5)  # of any stand-in's tokens, with STS's tolerance


def jwks(kid: str = "") -> dict[str, Any]:
    """The published JSON Web Key Set: the key that signs, then the older ones.  Public parameters only; not to be changed.

    At most STALE_AFTER seconds old, and never older than a key that this process made, nor without a `kid` that is looked for
    and that another process has made.
    """
    if connection.in_atomic_block:  # what a transaction sees may never come true, so it is not kept
        return _read()
    published = _published(int(time.monotonic() / STALE_AFTER))
    if not kid or kid in [key["kid"] for key in published["keys"]]:
        return published
    _published.cache_clear()
    return _published(int(time.monotonic() / STALE_AFTER))


def signing_key() -> RSAKey:
    """The private key that signs now; its `kid` is in `jwks()`."""
    row = _kept(CURRENT)
    try:
        return _opened(row)
    except InvalidToken:
        _retire(row)
        return _opened(_kept(CURRENT))


def retired_key() -> RSAKey:
    """The private key that signed before; its `kid` is in `jwks()`, too."""
    try:
        return _opened(_kept(PREVIOUS))
    except InvalidToken:  # from before a change of SECRET_KEY
        rotate()
        return _opened(_kept(PREVIOUS))


def rotate() -> str:
    """A new key signs from now on, and the others stay published while tokens of theirs may live.  Answers its `kid`."""
    signing_key()  # there has to be one in each slot
    _kept(PREVIOUS)
    now = datetime.now(UTC)
    with transaction.atomic():
        # Every row is locked, by no condition: PostgreSQL leaves out one that a rotation before us has moved to another slot.
        list(SigningKey.objects.select_for_update().order_by("pk").values_list("pk"))
        current = SigningKey.objects.get(slot=CURRENT)
        SigningKey.objects.filter(slot=RETIRED, retired_at__lt=now - LONGEST_LIFE).delete()
        SigningKey.objects.filter(slot=PREVIOUS).update(slot=RETIRED, retired_at=Coalesce("retired_at", "created_at"))
        SigningKey.objects.filter(pk=current.pk).update(slot=PREVIOUS, retired_at=now)
        made = SigningKey.objects.create(slot=CURRENT, **_made(CURRENT))
    _published.cache_clear()
    return made.kid


@lru_cache(maxsize=1)
def _published(_moment: int) -> dict[str, Any]:
    return _read()


def _read() -> dict[str, Any]:
    rows = list(SigningKey.objects.defer("sealed_pem").order_by("-pk"))
    signing = {row.slot: row for row in rows if row.slot != RETIRED}
    since = datetime.now(UTC) - LONGEST_LIFE
    older = [row.public_jwk for row in rows if row.slot == RETIRED and row.retired_at and row.retired_at > since]
    return {"keys": [*((signing.get(slot) or _kept(slot)).public_jwk for slot in (CURRENT, PREVIOUS)), *older]}


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
            SigningKey.objects.filter(pk=row.pk, slot=CURRENT).update(slot=PREVIOUS, retired_at=datetime.now(UTC))
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
