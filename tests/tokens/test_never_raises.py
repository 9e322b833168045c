"""Whatever arrives, verify answers, quickly and with a sentence."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.explain import FAIL, from_data, to_data
from playground.tokens.keys import KeySet, KeysUnavailable
from tests.tokens.minting import GOOD, KEYS, RSA, encode, good, judge, mint, part, sign

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
CLAIMS = ["iss", "sub", "aud", "azp", "exp", "iat", "nbf", "https://aws.amazon.com/roles", "amr"]
HEADERS = ["alg", "kid", "typ", "crit", "jwk", "jku", "x5c", "b64", "zip", "cty"]


@given(st.text())
def test_any_text_is_answered(token):
    assert judge(token).finding.verdict is FAIL


@given(st.dictionaries(st.sampled_from(CLAIMS), JSON))
def test_any_claims_that_the_issuer_signed_are_answered(changes):
    verification = judge(mint(GOOD | changes))
    assert (verification.claims is not None) is verification.passed
    for finding in verification.finding.walk():
        assert finding.sentence


@given(st.dictionaries(st.sampled_from(HEADERS), JSON))
def test_any_header_is_answered(changes):
    header = {"alg": "RS256", "kid": "rsa"} | changes
    assert judge(sign(f"{part(header)}.{part(GOOD)}", RSA, "RS256")).finding.sentence


@given(JSON)
def test_any_key_set_is_answered(jwks):
    try:
        key_set = KeySet.from_jwks(jwks)
    except KeysUnavailable:
        key_set = KeySet()
    judge(mint(), keys=lambda issuer, kid: key_set)


MEMBERS = ["kty", "kid", "alg", "use", "key_ops", "n", "e", "crv", "x", "y", "d"]
NUMBER = st.binary(max_size=260).map(encode) | st.text(max_size=8) | JSON
KINDS = st.sampled_from(["RSA", "EC", "oct", "OKP"])


@given(
    st.lists(st.dictionaries(st.sampled_from(MEMBERS), NUMBER).flatmap(lambda jwk: KINDS.map(lambda kty: jwk | {"kty": kty})))
)
def test_any_keys_in_a_key_set_are_answered(jwks):
    key_set = KeySet.from_jwks({"keys": jwks})
    for kid in ("rsa", None):
        assert not judge(mint(kid=kid), keys=lambda issuer, kid: key_set).passed


@given(st.dictionaries(st.sampled_from(["n", "e"]), st.binary(min_size=1, max_size=300).map(encode)))
def test_an_rsa_key_with_strange_numbers_never_verifies(changes):
    jwk = RSA.as_dict(private=False)
    key_set = KeySet.from_jwks({"keys": [jwk | changes]})
    assert judge(mint(), keys=lambda issuer, kid: key_set).passed is (jwk | changes == jwk)


HOSTILE = {
    "dots": "." * 1_000_000,
    "a long payload": f"{part({'alg': 'RS256'})}.{'A' * 5_000_000}.AAAA",
    "quotes": f"{part({'alg': 'RS256'})}.{encode(b'{' * 40 + b'`' * 14_000)}.AAAA",
    "open texts": f"{part({'alg': 'RS256'})}.{encode(b'[' * 40 + bytes([34, 92]) * 7_000)}.AAAA",
    "brackets": f"{part({'alg': 'RS256'})}.{encode(b'[' * 14_000)}.AAAA",
    "a long number": f"{part({'alg': 'RS256'})}.{encode(b'{' + b'9' * 14_000 + b'}')}.AAAA",
    "a long issuer": mint(good(iss="https://" + "a/" * 6_000)),
    "many audiences": mint(good(aud=["a"] * 3_000)),
    "digits": mint(good(exp=10**4000)),
}


@pytest.mark.parametrize("token", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_token_costs_little(token):
    begin = time.process_time()
    judge(token)
    assert time.process_time() - begin < 1


def test_a_hundred_keys_are_tried_in_less_than_a_second():
    jwk = RSA.as_dict(private=False)
    key_set = KeySet.from_jwks({"keys": [jwk | {"kid": str(number)} for number in range(100)]})
    token = f"{part({'alg': 'RS256'})}.{part(GOOD)}.{encode(b'x' * 256)}"
    begin = time.process_time()
    judge(token, keys=lambda issuer, kid: key_set)
    assert time.process_time() - begin < 1


@given(st.sampled_from([mint(), "x", mint(good(aud=7)), mint(good(exp=None))]))
def test_the_findings_survive_being_written_down(token):
    finding = judge(token).finding
    assert from_data(to_data(finding)).sentence == finding.sentence


def test_a_key_set_is_read_once_for_its_content():
    again = KeySet.from_jwks({"keys": [dict(RSA.as_dict(private=False))]})
    assert again.keys[0].key is KEYS.keys[0].key
