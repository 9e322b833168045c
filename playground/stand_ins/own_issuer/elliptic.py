"""The elliptic keys of the learner's own issuer: two for each curve, worked out of SECRET_KEY and the account; nothing is stored.

https://www.rfc-editor.org/rfc/rfc5869
"""

from __future__ import annotations

from functools import lru_cache

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA512
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.conf import settings
from joserfc.jwk import ECKey

CURVES: dict[str, ec.EllipticCurve] = {"ES256": ec.SECP256R1(), "ES384": ec.SECP384R1(), "ES512": ec.SECP521R1()}
RSA = "RS256"
ALGORITHMS = (*CURVES, RSA)
NUMBERS = ("key-1", "key-2")


def elliptic_keys_of(account_id: str, algorithm: str) -> dict[str, ECKey]:
    """The private keys of an account for an algorithm, by number; the `kid` holds both."""
    return {number: _derived(settings.SECRET_KEY, account_id, algorithm, number) for number in NUMBERS}


@lru_cache(maxsize=256)
def _derived(secret: str, account_id: str, algorithm: str, number: str) -> ECKey:
    curve = CURVES[algorithm]
    info = f"own issuer {account_id} {algorithm} {number}".encode()
    material = HKDF(algorithm=SHA512(), length=80, salt=None, info=info).derive(secret.encode())
    # A number of 80 octets, taken modulo something of at most 66, is as good as even (FIPS 186-5, A.2.1).
    scalar = int.from_bytes(material) % (2 ** (curve.key_size - 1) - 1) + 1
    pem = ec.derive_private_key(scalar, curve).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return ECKey.import_key(pem, {"kid": f"{number}-{algorithm}"})
