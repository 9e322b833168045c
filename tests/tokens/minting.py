"""Tokens for tests: an issuer with its keys, good tokens, and tokens broken in every way."""

import base64
import json
from typing import Any

from joserfc.jwk import ECKey, RSAKey
from joserfc.jws import JWSRegistry

from playground.tokens.keys import KeySet
from playground.tokens.verify import RegisteredProvider, Verification, verify

NOW = 1_795_292_597
ISSUER = "https://idp.example.com"
ROLE = "arn:aws:iam::111122223333:role/PhotoApp"
PROVIDER = RegisteredProvider(
    "idp.example.com", "arn:aws:iam::111122223333:oidc-provider/idp.example.com", ("photo-app", "other")
)
GOOGLE = RegisteredProvider("accounts.google.com")
PROVIDERS = {ISSUER: PROVIDER, "https://accounts.google.com": GOOGLE}

RSA = RSAKey.generate_key(2048, parameters={"kid": "rsa"})
STRANGER = RSAKey.generate_key(2048, parameters={"kid": "rsa"})
P256 = ECKey.generate_key("P-256", parameters={"kid": "p256"})
P384 = ECKey.generate_key("P-384", parameters={"kid": "p384"})
P521 = ECKey.generate_key("P-521", parameters={"kid": "p521"})
JWKS = {"keys": [key.as_dict(private=False) for key in (RSA, P256, P384, P521)]}
KEYS = KeySet.from_jwks(JWKS)

GOOD = {"iss": ISSUER, "sub": "maya", "aud": "photo-app", "iat": NOW - 100, "exp": NOW + 3500}


def encode(octets: bytes) -> str:
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode()


def part(value: object) -> str:
    return encode(json.dumps(value).encode())


def mint(claims: dict[str, Any] | None = None, *, key: Any = RSA, alg: str = "RS256", **header: Any) -> str:
    """A token with these claims; the header gets the key's `kid` unless told otherwise (None: leave it out)."""
    header = {"alg": alg, "kid": key.kid, "typ": "JWT"} | header
    kept = {name: value for name, value in header.items() if value is not None}
    return sign(f"{part(kept)}.{part(GOOD if claims is None else claims)}", key, alg)


def sign(signing_input: str, key: Any, alg: str) -> str:
    return f"{signing_input}.{encode(JWSRegistry.algorithms[alg].sign(signing_input.encode(), key))}"


def judge(token: str, *, now: float = NOW, keys: Any = None, providers: Any = None, role: str = ROLE) -> Verification:
    return verify(
        token,
        providers=providers or PROVIDERS.get,
        keys=keys or (lambda issuer, kid: KEYS),
        now=now,
        role_arn=role,
    )


def good(**changes: Any) -> dict[str, Any]:
    """The good claims with some changed; None leaves a claim out."""
    return {name: value for name, value in (GOOD | changes).items() if value is not None}


def failed(verification: Verification) -> str:
    """The name of the check that stopped the chain."""
    return next((check.name for check in verification.finding.reasons if check.verdict == "fail"), "")


def sentence(verification: Verification) -> str:
    return next(check.sentence for check in verification.finding.reasons if check.verdict == "fail")
