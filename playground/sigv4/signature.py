"""The signature itself: string to sign, signing key, HMAC.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
"""

from __future__ import annotations

import hmac
from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple

from playground.sigv4.canonical import CanonicalRequest
from playground.sigv4.request import octets

ALGORITHM = "AWS4-HMAC-SHA256"
TERMINATOR = "aws4_request"


class Scope(NamedTuple):
    """What a signing key is good for: one day (`20261121`), region and service."""

    date: str
    region: str
    service: str

    def __str__(self) -> str:
        return f"{self.date}/{self.region}/{self.service}/{TERMINATOR}"


class Signed(NamedTuple):
    """Every piece of a signature, in the order of its making.

    timestamp: `20261121T203640Z`; key_ends: the last four hexadecimal digits of the signing key, all that is ever shown.
    """

    access_key_id: str
    canonical: CanonicalRequest
    canonical_text: str
    canonical_hash: str
    timestamp: str
    scope: Scope
    string_to_sign: str
    key_ends: str
    signature: str

    @property
    def credential(self) -> str:
        """The access key and its scope, as in the Authorization header."""
        return f"{self.access_key_id}/{self.scope}"

    @property
    def authorization(self) -> str:
        """The Authorization header."""
        return (
            f"{ALGORITHM} Credential={self.credential},"
            f" SignedHeaders={self.canonical.signed_headers}, Signature={self.signature}"
        )


@lru_cache(maxsize=1024)
def signing_key(secret: str, date: str, region: str, service: str) -> bytes:
    """The key for one day, region and service, made from the secret."""
    key = hmac.digest(octets(f"AWS4{secret}"), octets(date), sha256)
    for piece in (region, service, TERMINATOR):
        key = hmac.digest(key, octets(piece), sha256)
    return key


def string_to_sign(timestamp: str, scope: Scope, canonical_hash: str) -> str:
    """What, when and where: the text that the signing key signs."""
    return f"{ALGORITHM}\n{timestamp}\n{scope}\n{canonical_hash}"


def compute(canonical: CanonicalRequest, *, access_key_id: str, secret: str, timestamp: str, scope: Scope) -> Signed:
    """The signature of a canonical request, with all that led to it."""
    text = canonical.text
    hashed = sha256(octets(text)).hexdigest()
    to_sign = string_to_sign(timestamp, scope, hashed)
    key = signing_key(secret, *scope)
    signature = hmac.digest(key, octets(to_sign), "sha256").hex()
    return Signed(access_key_id, canonical, text, hashed, timestamp, scope, to_sign, key[-2:].hex(), signature)
