"""Key sets: what of them is usable, bounded, and read once."""

import pytest
from joserfc.jwk import OctKey, OKPKey

from playground.tokens.keys import MAX_KEYS_OF_A_KIND, KeySet, KeysUnavailable
from tests.tokens.minting import JWKS, P256, P384, P521, RSA

RSA_JWK, P256_JWK = RSA.as_dict(private=False), P256.as_dict(private=False)


@pytest.mark.parametrize("jwks", [{}, {"keys": None}, {"keys": {}}, {"keys": "x"}, [], None, "x"])
def test_what_is_no_key_set_is_unavailable_and_says_why(jwks):
    with pytest.raises(KeysUnavailable) as caught:
        KeySet.from_jwks(jwks)
    assert "a list `keys`" in caught.value.reason


def test_rsa_and_the_three_curves_are_kept_and_other_kinds_passed_over():
    others = [OKPKey.generate_key("Ed25519").as_dict(private=False), OctKey.generate_key(256).as_dict(), {"kty": "X"}, 7, {}]
    key_set = KeySet.from_jwks({"keys": [*JWKS["keys"], *others]})
    assert [key.kind for key in key_set.keys] == [
        "RSA key of 2048 bits",
        "EC key on P-256",
        "EC key on P-384",
        "EC key on P-521",
    ]
    assert key_set.unusable == ()


def test_a_private_key_is_read_as_the_public_one_it_contains():
    [key] = KeySet.from_jwks({"keys": [RSA.as_dict(private=True)]}).keys
    assert not key.key.is_private
    assert "d" not in repr(key).split("'")


UNUSABLE = [
    (RSA_JWK | {"use": "enc"}, "its `use` should be `sig`"),
    (RSA_JWK | {"key_ops": ["encrypt"]}, "its `use` should be `sig`"),
    (RSA_JWK | {"key_ops": "verify"}, "its `use` should be `sig`"),
    (RSA_JWK | {"n": 7}, "its members should be texts"),
    (RSA_JWK | {"n": "!"}, "its numbers should make a public key"),
    (RSA_JWK | {"n": ""}, "it is an RSA key of 0 bits, and should have 2048 to 8192"),
    (RSA_JWK | {"n": "x" * 2000}, "it is an RSA key of 12000 bits, and should have 2048 to 8192"),
    (RSA_JWK | {"e": "x" * 40}, "its exponent should have at most 64 bits"),
    (RSA_JWK | {"e": "AA"}, "its numbers should make a public key"),
    (P256_JWK | {"x": "AAAA"}, "its numbers should make a public key"),
    (P256_JWK | {"crv": "P-384"}, "its numbers should make a public key"),
    (P256_JWK | {"crv": "secp256k1"}, "its curve is `secp256k1`, and should be P-256, P-384 or P-521"),
]


@pytest.mark.parametrize(("jwk", "why"), UNUSABLE, ids=[f"{number} {why[:30]}" for number, (_, why) in enumerate(UNUSABLE)])
def test_a_key_that_cannot_verify_is_kept_apart_with_the_reason(jwk, why):
    key_set = KeySet.from_jwks({"keys": [jwk]})
    assert key_set.keys == ()
    assert why in key_set.unusable[0].fault.sentence


def test_at_most_a_hundred_keys_of_a_kind_are_read():
    key_set = KeySet.from_jwks({"keys": [RSA_JWK] * 150 + [P256_JWK] * 150})
    assert len(key_set.keys) == 2 * MAX_KEYS_OF_A_KIND
    assert key_set.crowded == {"RSA", "EC"}
    assert KeySet.from_jwks({"keys": [RSA_JWK] * 100}).crowded == frozenset()


def test_keys_are_found_by_name_and_all_of_them_without_one():
    key_set = KeySet.from_jwks({"keys": [key.as_dict(private=False) for key in (RSA, P256, P384, P521)]})
    assert [key.kid for key in key_set.named("p384")] == ["p384"]
    assert key_set.named("P384") == ()
    assert len(key_set.named("")) == 4
