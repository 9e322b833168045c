"""Floor 3, ground. How secrets rest in the database: codes and tokens as SHA-256 only, private keys and journeys encrypted.

The key is derived from SECRET_KEY (https://www.rfc-editor.org/rfc/rfc5869); SECRET_KEY_FALLBACKS still open what they sealed.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from functools import lru_cache
from hashlib import sha256

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

__all__ = ["InvalidToken", "digest", "seal", "unseal"]


def digest(secret: str) -> str:
    """What is kept of a code or a token: 64 hexadecimal digits.  Enough, because these secrets are long and random."""
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def seal(secret: bytes) -> str:
    """The secret, encrypted and authenticated."""
    return _box(settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS).encrypt(secret).decode()


def unseal(sealed: str) -> bytes:
    """The secret again.  Raises InvalidToken when neither SECRET_KEY nor a fallback opens it."""
    return _box(settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS).decrypt(sealed.encode())


@lru_cache(maxsize=4)
def _box(*secret_keys: str) -> MultiFernet:
    return MultiFernet([Fernet(urlsafe_b64encode(_derived(key))) for key in secret_keys])


def _derived(secret_key: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"playground at rest").derive(secret_key.encode())
