"""What the page says AWS would say at a check is what the sandbox really says when that check fails."""

import re

import pytest

from playground.sandbox.gate_words import OF_STS, OF_USE
from playground.tokens.access_token import ACCESS_TOKEN_CHECKS
from playground.tokens.verify import CHECKS
from tests.sandbox.assuming.gate_cases import REFUSED

SAID = [
    (gate, code, message)
    for gate, _, _, code, message in REFUSED
    if message and gate not in ("Dates", "Session policy and tags")
]


@pytest.mark.parametrize(("gate", "code", "message"), SAID, ids=[gate for gate, _, _ in SAID])
def test_the_words_of_a_check_are_those_of_its_refusal(gate, code, message):
    words = re.compile(re.escape(OF_STS[gate]).replace("…", ".+"))
    audiences = (
        "Incorrect token audience",
        "Token audience contains more than one audience while authorized party is not present",
    )
    assert words.fullmatch(f"{code}: {message}") or message in audiences[1:]


def test_every_check_of_a_token_has_words():
    assert {one.name for one in (*CHECKS, *ACCESS_TOKEN_CHECKS)} <= set(OF_STS)


def test_a_denied_request_has_words():
    assert OF_USE["Decision"].startswith("AccessDenied: User: … is not authorized to perform: …")
