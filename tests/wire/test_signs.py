"""The signs by which masking sees at once that a text has no secret: a text with one always has the sign."""

import html
import json
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.wire.known_secrets import LEAST, KnownSecrets
from playground.wire.loose import _LOOSE, _LOOSE_STARTS, mask, mask_loose

LETTERS = [*"aB9-._~ +/=%\"'<>&\\äé€", "%2F", "x" * 23, "abcdefgh" * 4]
SECRETS = st.lists(st.sampled_from(LETTERS), min_size=1, max_size=30).map("".join)
WRITTEN = {
    "as it is": str,
    "percent-encoded": lambda secret: quote(secret, safe=""),
    "with slashes": quote,
    "a form's": quote_plus,
    "JSON": lambda secret: json.dumps(secret)[1:-1],
    "JSON as it is": lambda secret: json.dumps(secret, ensure_ascii=False)[1:-1],
    "JSON of PHP": lambda secret: json.dumps(secret)[1:-1].replace("/", "\\/"),
    "HTML": html.escape,
    "XML": lambda secret: html.escape(secret, quote=False),
}


@pytest.mark.parametrize("how", WRITTEN)
@given(SECRETS.filter(lambda secret: len(secret) >= LEAST))
def test_a_known_secret_is_hidden_however_it_is_written(how, secret):
    known = KnownSecrets()
    known.gather_headers([("x-amz-security-token", secret)])
    written = WRITTEN[how](secret)
    assert written not in known.hide(f"({written})")
    assert known.hide("nothing of it") == "nothing of it"


READ_FROM = {
    "percent-encoded": lambda secret: quote(secret, safe=""),
    "a form's": quote_plus,
    "percent-encoded twice": lambda secret: quote(quote(secret, safe=""), safe=""),
}


@pytest.mark.parametrize("how", READ_FROM)
def test_a_secret_that_came_encoded_is_hidden_where_it_stands_plain(how):
    secret, known = "SeCrEt of a+b/c=%41", KnownSecrets()
    known.gather_text(f"https://localhost/cb?code={READ_FROM[how](secret)}")
    assert secret not in known.hide(f"({secret})")


PIECES = st.sampled_from([*_LOOSE_STARTS, "a", ".", "-", "|", "%7C", "/", " ", "b" * 10, "c" * 20, "1" * 40, "e", "E", "A"])


@given(st.lists(PIECES, max_size=12).map("".join))
def test_looking_where_tokens_start_finds_what_looking_everywhere_does(text):
    assert mask_loose(text) == _LOOSE.sub(lambda found: mask(found[0]), text)
