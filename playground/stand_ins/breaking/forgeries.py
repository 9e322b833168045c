"""The ways a token can be wrong in how it is signed, or in what came after, a function each.  https://www.rfc-editor.org/rfc/rfc8725"""

from __future__ import annotations

import hmac
import json
import string
from functools import lru_cache
from typing import Any

from joserfc.jwk import ECKey, RSAKey
from joserfc.util import urlsafe_b64decode, urlsafe_b64encode

from playground.stand_ins.keys import BITS
from playground.stand_ins.tokens.id_token import IdToken, SigningKey, sign

TOO_LONG = 20_001  # characters; WebIdentityToken takes 20,000
PADDING = "padding"
_LETTERS = string.ascii_lowercase + string.ascii_uppercase
_HALVES = "".join(letters[13:] + letters[:13] for letters in (string.ascii_lowercase, string.ascii_uppercase))
_OTHER = str.maketrans(string.digits + _LETTERS, string.digits[::-1] + _HALVES)
CURVES = {"ES256": "P-256", "ES384": "P-384", "ES512": "P-521"}


def unsigned(token: IdToken) -> str:
    """`alg` none and no signature, as RFC 7519 section 6 has it."""
    return f"{_joined(token.with_header(alg='none'))}."


def signed_with_the_public_key(token: IdToken) -> str:
    """HS256 whose secret is the public key in PEM: right for whom the token may choose the algorithm (RFC 8725 section 2.1)."""
    signing_input = _joined(token.with_header(alg="HS256"))
    signature = hmac.digest(token.key.as_pem(private=False), signing_input.encode(), "sha256")
    return f"{signing_input}.{urlsafe_b64encode(signature).decode()}"


def signed_by_a_stranger(token: IdToken) -> str:
    """Another key of the same kind signed it, and it names the issuer's."""
    return sign(token, _stranger(token.header["alg"]))


def signed_with_a_retired_key(token: IdToken) -> str:
    """A key signed it that signs no more, and is still published for the sake of such tokens."""
    return sign(token.with_header(kid=token.older_key.kid), token.older_key)


def altered(token: str) -> str:
    """`sub` changed, and the signature left as it was: each of its last four characters gives way to another.

    Done twice it is undone, so that the page of the token can show by the signature what was changed (`walkthrough/token/tampering.py`).
    """
    header, payload, signature = token.split(".")
    claims = json.loads(urlsafe_b64decode(payload.encode()))
    subject = str(claims.get("sub", "0000"))
    claims["sub"] = subject[:-4] + "".join(map(_other, subject[-4:]))
    return f"{header}.{_encoded(claims)}.{signature}"


def too_long(token: IdToken) -> str:
    """Whole and signed, and of 20,001 characters: the padding in the header makes up for lengths that base64 cannot have.

    What is longer by itself stays as long.
    """
    whole = sign(token)
    if len(whole) >= TOO_LONG:
        return whole
    signature = len(whole.rpartition(".")[2])
    for pad in range(4):
        stuffed = token.with_header(cty="x" * pad) if pad else token
        rest = TOO_LONG - 1 - signature
        about = (rest - len(_joined(stuffed.with_claims({PADDING: ""})))) * 3 // 4
        for size in range(about - 3, about + 4):
            made = stuffed.with_claims({PADDING: "x" * size})
            if len(_joined(made)) == rest:
                return sign(made)
    raise AssertionError("every length is one of four, and one of them fits")


@lru_cache(maxsize=4)
def _stranger(algorithm: str) -> SigningKey:
    return RSAKey.generate_key(BITS) if algorithm.startswith("RS") else ECKey.generate_key(CURVES[algorithm])


def _other(character: str) -> str:
    """Another character, whose other one this is."""
    return character.translate(_OTHER) if ord(character) in _OTHER else chr(ord(character) ^ 1)


def _joined(token: IdToken) -> str:
    return f"{_encoded(token.header)}.{_encoded(token.claims)}"


def _encoded(data: dict[str, Any]) -> str:
    return urlsafe_b64encode(json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()).decode()
