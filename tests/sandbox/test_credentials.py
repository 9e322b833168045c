"""Temporary credentials carry their session: sealed, whole, and readable after the site's key has changed."""

import base64
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.sandbox.credentials.session_token import Sealer, Session, UnreadableToken
from playground.sandbox.identifiers import account_of_key, new_secret, unique_id

SESSION = Session(
    "111122223333",
    "arn:aws:iam::111122223333:role/path/Admin",
    "AROAADMIN",
    "maya",
    "ASIAMAYA",
    "secret",
    1_795_292_597,
    1_795_296_197,
    (("session policy", '{"Version":"2012-10-17"}'),),
    {"accounts.google.com:sub": "maya", "accounts.google.com:amr": ["pwd", "otp"]},
    {"team": "photos"},
    ("team",),
    "maya@example.com",
)
SEALER = Sealer(["today's secret", "yesterday's secret"])


def test_a_session_comes_out_as_it_went_in():
    assert SEALER.open(SEALER.seal(SESSION)) == SESSION
    assert SEALER.open(SEALER.seal(replace(SESSION, session_policies=None))).session_policies is None


def test_nothing_of_it_can_be_read_from_the_token():
    raw = base64.b64decode(SEALER.seal(SESSION))
    assert b"maya" not in raw
    assert b"secret" not in raw


def test_a_token_of_yesterdays_key_is_still_read_and_one_of_anybody_elses_is_not():
    assert SEALER.open(Sealer(["yesterday's secret"]).seal(SESSION)) == SESSION
    with pytest.raises(UnreadableToken, match="altered"):
        SEALER.open(Sealer(["another site's secret"]).seal(SESSION))


@given(st.data())
def test_no_character_of_a_token_can_be_changed(data):
    token = SEALER.seal(SESSION)
    place = data.draw(st.integers(0, len(token) - 1))
    other = data.draw(st.characters(codec="ascii").filter(lambda one: one != token[place]))
    with pytest.raises(UnreadableToken):
        SEALER.open(token[:place] + other + token[place + 1 :])


@given(st.text() | st.binary().map(lambda raw: base64.b64encode(raw).decode()))
def test_no_text_makes_it_fail_otherwise(text):
    with pytest.raises(UnreadableToken):
        SEALER.open(text)


@given(st.binary(max_size=90))
def test_nothing_that_begins_as_a_token_does_makes_it_fail_otherwise(raw):
    with pytest.raises(UnreadableToken):
        SEALER.open(base64.b64encode(b"!\n\torigin_ec" + raw).decode())


@pytest.mark.parametrize("name", ["m", "ma", "may"])
def test_not_even_the_bits_that_padding_leaves_over_can_be_changed(name):
    token = SEALER.seal(replace(SESSION, session_name=name * 40))
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    last = len(token.rstrip("=")) - 1
    other = alphabet[alphabet.index(token[last]) ^ 1]
    with pytest.raises(UnreadableToken):
        SEALER.open(token[:last] + other + token[last + 1 :])


@pytest.mark.parametrize("change", [{"session_policies": 7}, {"session_policies": [["one"]]}, {"transitive_tag_keys": None}])
def test_a_token_that_another_release_sealed_is_no_failure(change):
    """What a session holds may change from one release to the next; the credentials of an hour ago then end early."""
    with pytest.raises(UnreadableToken, match="another release"):
        SEALER.open(SEALER.seal(replace(SESSION, **change)))


@pytest.mark.parametrize(("prefix", "length"), [("ASIA", 20), ("AKIA", 20), ("AROA", 21), ("ANPA", 21)])
@given(account=st.integers(0, 10**12 - 1))
def test_ids_look_like_awss_and_a_key_names_its_account(prefix, length, account):
    made = unique_id(prefix, f"{account:012d}")
    assert made.startswith(prefix)
    assert len(made) == length
    assert made.isalnum()
    assert made.isupper()
    if length == 20:
        assert account_of_key(made) == f"{account:012d}"


@pytest.mark.parametrize("text", ["", "ASIA", "ASIA" + "1" * 16, "x" * 20])
def test_what_is_no_key_names_no_account(text):
    assert account_of_key(text) == ""


def test_a_secret_has_forty_characters_and_is_never_the_same():
    made = {new_secret() for _ in range(50)}
    assert {len(secret) for secret in made} == {40}
    assert len(made) == 50
