"""A JSON Web Token is taken apart strictly, and whatever is wrong with it is said in one sentence."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.tokens.jwt import take_apart
from tests.tokens.minting import GOOD, encode, mint, part

HEADER, PAYLOAD, SIGNATURE = part({"alg": "RS256"}), part(GOOD), encode(b"x" * 256)


def payload(text: str) -> str:
    return f"{HEADER}.{encode(text.encode())}.{SIGNATURE}"


def test_a_good_token_comes_apart_into_header_claims_and_signature():
    taken = take_apart(mint())
    assert taken.problem == ""
    assert taken.unverified_header == {"alg": "RS256", "kid": "rsa", "typ": "JWT"}
    assert taken.unverified_claims == GOOD
    assert len(taken.signature or b"") == 256
    assert f"{taken.header_part}.{taken.payload_part}.{taken.signature_part}" == mint()


def test_the_line_break_that_echo_leaves_in_a_file_is_no_fault():
    assert take_apart(f"{mint()}\n") == take_apart(mint())


WRONG = {
    "": "it has no dots",
    "Atza|IwEBIK7": "it has no dots",
    f"{HEADER}.{PAYLOAD}": "it has 2 parts, and a JWT has three",
    f"{HEADER}.{PAYLOAD}.{SIGNATURE}.": "it has 4 parts",
    f"{HEADER}.a.b.c.d": "it has five parts, as an encrypted token has",
    "." * 500: "it has more than five parts",
    f"{HEADER}.{PAYLOAD}.{SIGNATURE}\n\n": "it begins or ends with white space",
    f"{HEADER}.{PAYLOAD}.{SIGNATURE} ": "it begins or ends with white space",
    f"\n{HEADER}.{PAYLOAD}.{SIGNATURE}": "it begins or ends with white space",
    f"{HEADER}=.{PAYLOAD}.{SIGNATURE}": "its header ends with `=`, and base64url has no padding",
    f"{HEADER}.{PAYLOAD}.{SIGNATURE}=": "its signature ends with `=`",
    f"{HEADER}.{PAYLOAD}.a+b": "its signature has `+` at character 2",
    f"{HEADER}.é.b": "its payload has `\\xe9` at character 1",
    f"{HEADER}.{PAYLOAD}.\udc80": "its signature has `\\udc80` at character 1",
    f"{HEADER}.{PAYLOAD}.a": "its signature is not whole base64url",
    f"{HEADER}.{PAYLOAD}.aB": "its signature is not whole base64url",
    f"{part({'typ': 'JWT'})}.{PAYLOAD}.{SIGNATURE}": "its header has no `alg`",
    f"{part({'alg': 7})}.{PAYLOAD}.{SIGNATURE}": "its header has `7` as `alg`, and should name an algorithm by a text",
    f"{HEADER}.{encode(bytes([0xFF, 0xFE]))}.{SIGNATURE}": "its payload is not UTF-8 from byte 1 on",
    payload(""): "its payload is not JSON from character 1 on",
    payload("\ufeff{}"): "its payload is not JSON from character 1 on",
    payload("{} x"): "its payload is not JSON from character 4 on",
    payload('{"a": "\n"}'): "its payload is not JSON",
    payload("[]"): "its payload is JSON but a list, and should be an object",
    payload("null"): "its payload is JSON but null, and should be an object",
    payload('"text"'): "its payload is JSON but a text",
    payload("1.5"): "its payload is JSON but a number",
    payload('{"sub": "a", "sub": "b"}'): "its payload has `sub` more than once",
    payload('{"a": {"b": 1, "b": 1}}'): "its payload has `b` more than once",
    payload('{"exp": NaN}'): "its payload has the value `NaN`",
    payload('{"exp": -Infinity}'): "its payload has the value `-Infinity`",
    payload('{"exp": 1e999}'): "its payload has the number `1e999`, which is too large",
    payload('{"exp": ' + "9" * 5000 + "}"): "its payload has a number of too many digits",
    payload('{"a": ' + "[" * 40 + "]" * 40 + "}"): "its payload is nested too deep, and should be nested at most 32 deep",
    payload('{"a":' * 2000): "its payload is nested too deep",
    payload('{"sub": "\\ud800"}'): "its payload has half a surrogate pair",
    "a" * 20_001: "it has 20,001 characters, and STS takes at most 20,000",
}


@pytest.mark.parametrize(("token", "problem"), WRONG.items(), ids=[problem[:40] for problem in WRONG.values()])
def test_what_is_wrong_with_a_token_is_said(token, problem):
    assert problem in take_apart(token).problem


def test_brackets_inside_texts_are_no_nesting():
    taken = take_apart(payload(json.dumps({"name": '[{"\\' * 100})))
    assert taken.problem == ""


def test_a_pair_of_surrogates_is_one_character():
    taken = take_apart(payload('{"name": "\\ud83d\\ude00"}'))
    assert (taken.problem, taken.unverified_claims) == ("", {"name": "😀"})


def test_a_part_that_can_be_read_is_shown_although_another_cannot():
    taken = take_apart(f"{HEADER}.%%%.{SIGNATURE}")
    assert taken.unverified_header == {"alg": "RS256"}
    assert taken.unverified_claims is None
    assert taken.signature == b"x" * 256


@given(st.one_of(st.text(), st.lists(st.text('AZaz09-_=.{}[]"\\\n', max_size=60), max_size=6).map(".".join)))
def test_no_text_makes_it_raise(token):
    take_apart(token)


@given(st.binary(max_size=400), st.binary(max_size=400), st.binary(max_size=40))
def test_no_bytes_in_its_parts_make_it_raise(header, claims, signature):
    take_apart(".".join(map(encode, (header, claims, signature))))


VALUES = st.none() | st.booleans() | st.integers() | st.text(max_size=20)


@given(st.dictionaries(st.text(max_size=8), VALUES | st.lists(VALUES, max_size=4), max_size=6))
def test_every_json_payload_comes_back_as_it_was_written(claims):
    taken = take_apart(f"{HEADER}.{part(claims)}.{SIGNATURE}")
    assert (taken.unverified_claims, taken.problem) == (claims, "")
