"""One public key of an issuer, and which signature algorithms it may verify.  https://www.rfc-editor.org/rfc/rfc7518"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from joserfc.errors import JoseError
from joserfc.jwk import ECKey, RSAKey
from joserfc.jws import JWSRegistry
from joserfc.util import urlsafe_b64decode

from playground.tokens.fault import Fault

MIN_RSA_BITS = 2048  # RFC 7518 section 3.3
MAX_RSA_BITS, MAX_EXPONENT_BITS = 8192, 64  # ours: a key from outside must not make a check slow


class Algorithm(NamedTuple):
    """One of the six signature algorithms that STS takes, and the kind of key it needs (crv: "" for RSA)."""

    name: str
    kty: str
    crv: str = ""

    @property
    def needs(self) -> str:
        """The kind of key, in words."""
        return f"EC key on {self.crv}" if self.crv else "RSA key"


ALGORITHMS = {
    algorithm.name: algorithm
    for algorithm in (
        Algorithm("RS256", "RSA"),
        Algorithm("RS384", "RSA"),
        Algorithm("RS512", "RSA"),
        Algorithm("ES256", "EC", "P-256"),
        Algorithm("ES384", "EC", "P-384"),
        Algorithm("ES512", "EC", "P-521"),
    )
}
CURVES = tuple(algorithm.crv for algorithm in ALGORITHMS.values() if algorithm.crv)


@dataclass(frozen=True)
class VerificationKey:
    """A public key that can verify a signature.  kid, alg: as published, "" when absent; bits: of an RSA modulus."""

    kid: str
    kty: str
    crv: str
    bits: int
    alg: str
    key: RSAKey | ECKey = field(repr=False, compare=False)

    @property
    def kind(self) -> str:
        """What this key is, in words."""
        kind = f"EC key on {self.crv}" if self.kty == "EC" else f"RSA key of {self.bits} bits"
        return f"{kind} for {self.alg} only" if self.alg else kind

    def fits(self, algorithm: Algorithm) -> bool:
        """Whether the algorithm fits this key's own type, curve and `alg`; the token's word is never enough."""
        return (self.kty, self.crv) == (algorithm.kty, algorithm.crv) and self.alg in ("", algorithm.name)

    def verifies(self, algorithm: Algorithm, signing_input: bytes, signature: bytes) -> bool:
        """Whether this key made the signature.  An algorithm that does not fit never verifies."""
        if not self.fits(algorithm):
            return False
        try:
            return JWSRegistry.algorithms[algorithm.name].verify(signing_input, signature, self.key)
        except (JoseError, ValueError):
            return False


class UnusableKey(NamedTuple):
    """A published key that can verify nothing here, and why."""

    kid: str
    fault: Fault


def read_key(jwk: Mapping[str, Any]) -> VerificationKey | UnusableKey:
    """The public key in an RSA or EC JSON Web Key; private members are not looked at.  Never raises."""
    texts = {name: jwk.get(name, "") for name in ("kid", "kty", "crv", "alg", "use", "n", "e", "x", "y")}
    if not all(isinstance(text, str) for text in texts.values()):
        return UnusableKey("", Fault("its members should be texts"))
    if texts["use"] not in ("", "sig") or not _may_verify(jwk.get("key_ops")):
        return UnusableKey(texts["kid"], Fault("it is not for signatures: its `use` should be `sig`"))
    try:
        return _elliptic(texts) if texts["kty"] == "EC" else _rsa(texts)
    except (JoseError, ValueError, OverflowError):
        return UnusableKey(texts["kid"], Fault("its numbers should make a public key, and do not"))


def _may_verify(operations: object) -> bool:
    return operations is None or (isinstance(operations, list) and "verify" in operations)


def _elliptic(texts: dict[str, str]) -> VerificationKey | UnusableKey:
    if texts["crv"] not in CURVES:
        return UnusableKey(texts["kid"], Fault("its curve is `{}`, and should be P-256, P-384 or P-521", (texts["crv"],)))
    key = _elliptic_key(texts["crv"], texts["x"], texts["y"])
    return VerificationKey(texts["kid"], "EC", texts["crv"], 0, texts["alg"], key)


def _rsa(texts: dict[str, str]) -> VerificationKey | UnusableKey:
    bits = _bits(texts["n"])
    if not MIN_RSA_BITS <= bits <= MAX_RSA_BITS:
        says = "it is an RSA key of {} bits, and should have {} to {}"
        return UnusableKey(texts["kid"], Fault(says, (bits, MIN_RSA_BITS, MAX_RSA_BITS)))
    if _bits(texts["e"]) > MAX_EXPONENT_BITS:
        return UnusableKey(texts["kid"], Fault("its exponent should have at most {} bits", (MAX_EXPONENT_BITS,)))
    return VerificationKey(texts["kid"], "RSA", "", bits, texts["alg"], _rsa_key(texts["n"], texts["e"]))


def _bits(number: str) -> int:
    return int.from_bytes(urlsafe_b64decode(number.encode("ascii")), "big").bit_length()


# Keys are cached by what they are, so that reading the same key set again costs nothing.
@lru_cache(maxsize=1024)
def _rsa_key(n: str, e: str) -> RSAKey:
    return RSAKey.import_key({"kty": "RSA", "n": n, "e": e})


@lru_cache(maxsize=1024)
def _elliptic_key(crv: str, x: str, y: str) -> ECKey:
    return ECKey.import_key({"kty": "EC", "crv": crv, "x": x, "y": y})
