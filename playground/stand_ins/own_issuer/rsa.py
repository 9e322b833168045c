"""The RSA keys of the learner's own issuer: two, made when they are first asked for, and kept sealed in its row."""

from __future__ import annotations

import json
from functools import lru_cache

from django.conf import settings
from joserfc.jwk import RSAKey

from playground.sealing import InvalidToken, seal, unseal
from playground.stand_ins.keys import BITS
from playground.stand_ins.models import OwnIssuer
from playground.stand_ins.own_issuer.elliptic import NUMBERS, RSA


def rsa_keys_of(account_id: str) -> dict[str, RSAKey]:
    """The private keys of an account whose issuer has been edited, by number.  Of two who ask at once, both get the same."""
    sealed = _sealed(account_id)
    keys = _opened(sealed)
    if keys:
        return keys
    OwnIssuer.objects.filter(pk=account_id, rsa=sealed).update(rsa=_made())
    return _opened(_sealed(account_id))


def rsa_keys_in(row: OwnIssuer) -> dict[str, RSAKey]:
    """The private keys of a row; none where none were ever asked for, or nothing opens them any more."""
    return _opened(row.rsa)


def _sealed(account_id: str) -> str:
    return str(OwnIssuer.objects.values_list("rsa", flat=True).get(pk=account_id))


def _made() -> str:
    pems = {number: RSAKey.generate_key(BITS).as_pem(private=True).decode() for number in NUMBERS}
    return seal(json.dumps(pems).encode())


def _opened(sealed: str) -> dict[str, RSAKey]:
    try:
        return dict(_unsealed(sealed, settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)) if sealed else {}
    except InvalidToken:  # from before a change of SECRET_KEY
        return {}


@lru_cache(maxsize=64)
def _unsealed(sealed: str, *_secret_keys: str) -> dict[str, RSAKey]:
    pems = json.loads(unseal(sealed))
    return {number: RSAKey.import_key(pem, {"kid": f"{number}-{RSA}"}) for number, pem in pems.items()}
