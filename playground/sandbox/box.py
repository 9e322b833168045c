"""How the sandbox seals what it gives out or keeps: AES-256-GCM under a key derived from the site's secret (HKDF, RFC 5869).

Each thing is sealed for one purpose, and opens for no other.
"""

from __future__ import annotations

import base64
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_NONCE, _TAG = 12, 16
OVERHEAD = _NONCE + _TAG  # bytes that sealing adds


class Unreadable(ValueError):
    """It was altered, sealed for another purpose, or by another site."""


class Box:
    """Seals and opens. secrets: the site's, the current one first; the others only open."""

    def __init__(self, secrets_: list[str]) -> None:
        self._keys = [AESGCM(_derive(secret)) for secret in secrets_]

    def put_in(self, plain: bytes, purpose: bytes) -> bytes:
        """The bytes, sealed for a purpose; 28 longer."""
        nonce = secrets.token_bytes(_NONCE)
        return nonce + self._keys[0].encrypt(nonce, plain, purpose)

    def take_out(self, sealed: bytes, purpose: bytes) -> bytes:
        """The bytes that were sealed for this purpose. Raises Unreadable."""
        if len(sealed) >= OVERHEAD:
            for key in self._keys:
                try:
                    return key.decrypt(sealed[:_NONCE], sealed[_NONCE:], purpose)
                except InvalidTag:
                    continue
        raise Unreadable("it was altered, or sealed elsewhere")

    def seal_text(self, text: str, purpose: str) -> str:
        """A text, sealed, as base64 that may stand in an address."""
        return base64.urlsafe_b64encode(self.put_in(text.encode(), purpose.encode())).decode()

    def open_text(self, sealed: str, purpose: str) -> str:
        """The text again. Raises Unreadable."""
        try:
            raw = base64.b64decode(sealed, altchars=b"-_", validate=True)
        except ValueError as error:
            raise Unreadable("it is no base64") from error
        if base64.urlsafe_b64encode(raw).decode() != sealed:
            raise Unreadable("its base64 is not the one that was given out")
        return self.take_out(raw, purpose.encode()).decode()


def _derive(secret: str) -> bytes:
    return HKDF(SHA256(), 32, None, b"federation-playground session token").derive(secret.encode())
