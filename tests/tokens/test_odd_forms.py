"""Tokens in forms that some library somewhere takes for another: each is judged by what it is, and none is let in for less."""

import json

import pytest
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from joserfc.util import urlsafe_b64decode

from tests.tokens.minting import GOOD, NOW, P256, RSA, encode, failed, good, judge, mint, part, sign

HEADER, CLAIMS = '{"alg":"RS256","kid":"rsa"}', json.dumps(GOOD)
H, P, S = mint().split(".")
ISSUER = GOOD["iss"]


def signed(header, claims):
    """A token of these very texts, signed by the issuer."""
    return sign(f"{encode(header.encode())}.{encode(claims.encode())}", RSA, "RS256")


def with_claim(text):
    return signed(HEADER, f"{CLAIMS[:-1]},{text}}}")


def as_der():
    header, payload, signature = mint(key=P256, alg="ES256").split(".")
    octets = urlsafe_b64decode(signature.encode())
    numbers = (int.from_bytes(octets[:32], "big"), int.from_bytes(octets[32:], "big"))
    return f"{header}.{payload}.{encode(encode_dss_signature(*numbers))}"


REFUSED = {
    # the token, and the check that refuses it
    "five parts, as an encrypted one": (f"{H}.{P}.{S}.{S}.{S}", "Structure"),
    "a detached payload": (f"{H}..{S}", "Structure"),
    "no signature": (f"{H}.{P}.", "Signature"),
    "the JSON serialization": (json.dumps({"protected": H, "payload": P, "signature": S}), "Structure"),
    "a token in a token": (
        sign(f"{part({'alg': 'RS256', 'kid': 'rsa', 'cty': 'JWT'})}.{encode(mint().encode())}", RSA, "RS256"),
        "Structure",
    ),
    "`Bearer` before it": (f"Bearer {mint()}", "Structure"),
    "a line break in it": (f"{H}.\n{P}.{S}", "Structure"),
    "other dots": (mint().replace(".", "\u3002"), "Structure"),
    "a list as its header": (signed("[]", CLAIMS), "Structure"),
    "a list of algorithms": (signed('{"alg":["RS256"],"kid":"rsa"}', CLAIMS), "Structure"),
    "two algorithms": (signed('{"alg":"none","alg":"RS256","kid":"rsa"}', CLAIMS), "Structure"),
    "two algorithms, one escaped": (signed('{"alg":"RS256","\\u0061lg":"none","kid":"rsa"}', CLAIMS), "Structure"),
    "two dates": (with_claim('"exp":4000000000'), "Structure"),
    "two dates, one escaped": (with_claim('"\\u0065xp":4000000000'), "Structure"),
    "claims in UTF-16": (sign(f"{encode(HEADER.encode())}.{encode(CLAIMS.encode('utf-16'))}", RSA, "RS256"), "Structure"),
    "claims after a byte order mark": (signed(HEADER, f"\ufeff{CLAIMS}"), "Structure"),
    "a comment in its claims": (signed(HEADER, f"{CLAIMS[:-1]}/**/}}"), "Structure"),
    "an empty `crit`": (mint(crit=[]), "Signature"),
    "a `crit` that is null": (signed('{"alg":"RS256","kid":"rsa","crit":null}', CLAIMS), "Signature"),
    "a `kid` in other case": (mint(kid="RSA"), "Signature"),
    "a `kid` that is a path": (mint(kid="../../dev/null"), "Signature"),
    "a `kid` with a character behind it": (mint(kid="rsa\0"), "Signature"),
    "an ECDSA signature as DER": (as_der(), "Signature"),
    "an ECDSA signature of noughts": (f"{part({'alg': 'ES256', 'kid': 'p256'})}.{P}.{encode(bytes(64))}", "Signature"),
    "a date with an exponent": (signed(HEADER, CLAIMS.replace(str(GOOD["exp"]), "4e9")), "Dates"),
    "a date of 2**63": (mint(good(exp=2**63)), "Dates"),
    "a date below nought": (mint(good(exp=-1)), "Dates"),
    "the same audience twice": (mint(good(aud=[GOOD["aud"]] * 2)), "Audience"),
    "a list as `azp`": (mint(good(azp=[GOOD["aud"]])), "Required claims"),
    "an empty `azp`": (mint(good(azp="")), "Required claims"),
    "a list of issuers": (mint(good(iss=[ISSUER])), "Issuer"),
    "a line break after the issuer": (mint(good(iss=f"{ISSUER}\n")), "Issuer"),
    "the issuer's port": (mint(good(iss=f"{ISSUER}:443")), "Registered provider"),
    "a user in the issuer": (mint(good(iss=ISSUER.replace("//", "//a@"))), "Registered provider"),
    "a question mark after the issuer": (mint(good(iss=f"{ISSUER}?")), "Registered provider"),
    "the issuer in capitals": (mint(good(iss=ISSUER.upper())), "Registered provider"),
    "an empty list of roles": (mint(good(**{"https://aws.amazon.com/roles": []})), "Roles claim"),
}


@pytest.mark.parametrize("form", REFUSED)
def test_an_odd_form_is_refused_where_it_is_odd(form):
    token, check = REFUSED[form]
    verification = judge(token)
    assert failed(verification) == check
    assert verification.claims is None


PASSES = {
    "another `typ`": mint(typ="at+jwt"),
    "a `typ` that is no text": mint(typ=7),
    "headers of encryption": mint(enc="A256GCM", zip="DEF", p2c=10**12),
    "`alg` written with an escape": signed('{"\\u0061lg":"RS256","kid":"rsa"}', CLAIMS),
    "white space after its claims": signed(HEADER, f"{CLAIMS} \n"),
    "a claim named like a part of a language": mint(good(**{"__proto__": {"sub": "root"}})),
    "`azp` that is null": mint(good(azp=None)),
    "a date to come in the five minutes": mint(good(iat=NOW + 299)),
}


@pytest.mark.parametrize("form", PASSES)
def test_what_says_nothing_about_who_signed_it_and_for_whom_changes_nothing(form):
    verification = judge(PASSES[form])
    assert verification.passed
    assert verification.claims["sub"] == GOOD["sub"]
