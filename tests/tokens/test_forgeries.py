"""No token that the issuer did not sign passes, whatever its header says."""

import hashlib
import hmac
import string

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from joserfc.jwk import ECKey, RSAKey

from playground.tokens.keys import KeySet
from tests.tokens.minting import (
    GOOD,
    JWKS,
    P256,
    P384,
    P521,
    RSA,
    STRANGER,
    encode,
    failed,
    good,
    judge,
    mint,
    part,
    sentence,
    sign,
)


def keys_of(*jwks):
    key_set = KeySet.from_jwks({"keys": list(jwks)})
    return lambda issuer, kid: key_set


@pytest.mark.parametrize(
    ("key", "alg"),
    [(RSA, "RS256"), (RSA, "RS384"), (RSA, "RS512"), (P256, "ES256"), (P384, "ES384"), (P521, "ES512")],
)
@pytest.mark.parametrize("kid", [{}, {"kid": None}], ids=["kid", "no kid"])
def test_the_six_algorithms_pass_with_and_without_a_kid(key, alg, kid):
    verification = judge(mint(key=key, alg=alg, **kid))
    assert verification.passed
    assert verification.finding.reasons[4].sentence == f"{alg} with key `{key.kid}`"


def test_another_key_of_the_same_name_is_refused():
    verification = judge(mint(key=STRANGER))
    assert failed(verification) == "Signature"
    assert "key `rsa` was found, and the signature does not fit header.payload" in sentence(verification)
    assert verification.refusal.code == "InvalidIdentityToken"
    assert not verification.refusal.confirmed


def test_an_edited_payload_is_refused():
    header, _, signature = mint().split(".")
    assert failed(judge(f"{header}.{part(good(sub='root'))}.{signature}")) == "Signature"


@pytest.mark.parametrize("alg", ["none", "None", "NONE", "nOnE"])
@pytest.mark.parametrize("signature", ["", encode(b"x" * 256)])
def test_alg_none_is_refused_and_says_that_nobody_signed_it(alg, signature):
    verification = judge(f"{part({'alg': alg})}.{part(GOOD)}.{signature}")
    assert failed(verification) == "Signature"
    assert f"the algorithm is `{alg}`: nobody signed this token" in sentence(verification)


@pytest.mark.parametrize("form", ["pem", "der", "n"])
def test_hs256_with_the_public_key_as_its_secret_is_refused(form):
    secret = {"pem": RSA.as_pem(private=False), "der": RSA.as_der(private=False), "n": str(JWKS["keys"][0]["n"]).encode()}[form]
    signing_input = f"{part({'alg': 'HS256', 'kid': 'rsa'})}.{part(GOOD)}"
    token = f"{signing_input}.{encode(hmac.digest(secret, signing_input.encode(), hashlib.sha256))}"
    verification = judge(token)
    assert failed(verification) == "Signature"
    assert "a public key is no secret" in sentence(verification)


@pytest.mark.parametrize("alg", ["PS256", "EdDSA", "ES256K", "RS1", "rs256", "", "RS256 "])
def test_an_algorithm_that_sts_does_not_take_is_refused(alg):
    verification = judge(f"{part({'alg': alg, 'kid': 'rsa'})}.{part(GOOD)}.{encode(b'x' * 256)}")
    assert failed(verification) == "Signature"
    assert "STS takes RS256, RS384, RS512, ES256, ES384 and ES512" in sentence(verification)


@pytest.mark.parametrize(
    ("alg", "key", "said"),
    [
        ("ES256", RSA, "key `rsa` is an RSA key of 2048 bits; ES256 needs an EC key on P-256"),
        ("RS256", P256, "key `p256` is an EC key on P-256; RS256 needs an RSA key"),
        ("ES256", P384, "key `p384` is an EC key on P-384; ES256 needs an EC key on P-256"),
        ("ES512", P256, "key `p256` is an EC key on P-256; ES512 needs an EC key on P-521"),
    ],
)
def test_an_algorithm_that_does_not_fit_the_key_is_refused(alg, key, said):
    token = f"{part({'alg': alg, 'kid': key.kid})}.{part(GOOD)}.{encode(b'x' * 64)}"
    assert said in sentence(judge(token))


def test_the_curve_belongs_to_the_algorithm_although_the_signature_would_verify():
    token = sign(f"{part({'alg': 'ES256', 'kid': 'p384'})}.{part(GOOD)}", P384, "ES384")
    assert failed(judge(token)) == "Signature"
    assert failed(judge(token.replace(part({"alg": "ES256", "kid": "p384"}), part({"alg": "ES256"})))) == "Signature"


def test_a_key_for_one_algorithm_verifies_no_other():
    jwk = RSA.as_dict(private=False) | {"alg": "RS512"}
    assert judge(mint(alg="RS512"), keys=keys_of(jwk)).passed
    assert "RSA key of 2048 bits for RS512 only" in sentence(judge(mint(), keys=keys_of(jwk)))


def test_an_unknown_kid_is_refused_and_the_published_ones_are_named():
    verification = judge(mint(kid="old"))
    assert "no key of the issuer is named `old`; it publishes `rsa, p256, p384, p521`" in sentence(verification)
    assert "Couldn't retrieve verification key" in verification.refusal.message
    assert not verification.refusal.confirmed


@pytest.mark.parametrize("kid", [7, {"a": 1}, ["rsa"], True])
def test_a_kid_that_is_no_text_is_refused(kid):
    assert "`kid` is" in sentence(judge(mint(kid=kid)))


def test_a_token_without_kid_that_no_key_signed_is_refused():
    assert "the token names no key, and none of the 1 that fit RS256" in sentence(judge(mint(key=STRANGER, kid=None)))


def test_two_keys_of_one_name_are_both_tried():
    both = [STRANGER.as_dict(private=False), RSA.as_dict(private=False)]
    assert judge(mint(), keys=keys_of(*both)).passed


def test_crit_is_refused_whatever_it_asks_for():
    verification = judge(mint(crit=["b64"], b64=False))
    assert "STS knows no such extension" in sentence(verification)
    assert failed(verification) == "Signature"


@pytest.mark.parametrize("name", ["jwk", "jku", "x5u", "x5c"])
def test_a_key_that_the_token_brings_along_is_never_used_and_the_page_says_so(name):
    value = {"jwk": STRANGER.as_dict(private=False), "x5c": ["MII"]}.get(name, "https://evil.example/keys")
    forged = judge(mint(key=STRANGER, **{name: value}))
    assert failed(forged) == "Signature"
    honest = judge(mint(**{name: value}))
    assert honest.passed
    note = honest.finding.reasons[4].reasons[0]
    assert note.sentence.startswith(f"the header carries `{name}`, a key that the token brought along itself")


def test_too_many_keys_of_the_kind_are_refused_and_too_many_of_the_other_are_not():
    many = [P256.as_dict(private=False)] * 101
    keys = keys_of(RSA.as_dict(private=False), *many)
    assert judge(mint(), keys=keys).passed
    assert "publishes more than 100 EC keys" in sentence(judge(mint(key=P256, alg="ES256"), keys=keys))


@pytest.mark.filterwarnings("ignore::joserfc.errors.SecurityWarning")
def test_a_short_rsa_key_is_refused_with_its_length():
    short = RSAKey.generate_key(1024, parameters={"kid": "short"})
    verification = judge(mint(key=short), keys=keys_of(short.as_dict(private=False)))
    assert "key `short` was found and cannot be used: it is an RSA key of 1024 bits" in sentence(verification)


def test_an_issuer_without_a_usable_key_is_refused():
    other = ECKey.generate_key("secp256k1", parameters={"kid": "k1"}).as_dict(private=False)
    assert "publishes no RSA or EC key that can be used" in sentence(judge(mint(kid=None), keys=keys_of(other)))
    assert "its curve is `secp256k1`" in sentence(judge(mint(kid="k1"), keys=keys_of(other)))


TOKENS = [mint(), mint(key=P256, alg="ES256")]
ALPHABET = string.ascii_letters + string.digits + "-_.= \n\x00é"


@given(st.data())
def test_every_single_character_edit_of_a_signed_token_is_refused(data):
    token = data.draw(st.sampled_from(TOKENS))
    at = data.draw(st.integers(0, len(token) - 1))
    character = data.draw(st.sampled_from(ALPHABET).filter(lambda one: one != token[at]))
    assert not judge(token[:at] + character + token[at + 1 :]).passed
    assert not judge(token[:at] + token[at + 1 :]).passed
    assert not judge(token[:at] + character + token[at:]).passed


@pytest.mark.parametrize("token", TOKENS, ids=["RS256", "ES256"])
def test_the_spare_bits_of_the_last_character_of_a_signature_are_not_spare(token):
    for character in string.ascii_letters + string.digits + "-_":
        assert judge(token[:-1] + character).passed is (character == token[-1])


@given(st.binary(max_size=150))
@example(b"")
@example(bytes(64))
@example(bytes(256))
def test_no_signature_of_ones_own_passes(signature):
    for key, alg in ((RSA, "RS256"), (P256, "ES256"), (P521, "ES512")):
        assert failed(judge(f"{part({'alg': alg, 'kid': key.kid})}.{part(GOOD)}.{encode(signature)}")) == "Signature"
