"""The session tags that a token carries.  https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html

Two forms are read: the nested claim `https://aws.amazon.com/tags`, and the flattened ones that begin with it, for
providers that write texts and lists only.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from playground.explain import FAIL, PASS, Finding
from playground.tokens.case import shown
from playground.tokens.fault import Fault
from playground.tokens.refusals import Refusal

CLAIM = "https://aws.amazon.com/tags"
PRINCIPAL_TAGS, TRANSITIVE_TAG_KEYS = "principal_tags", "transitive_tag_keys"
FLATTENED_TAG, FLATTENED_TRANSITIVE = f"{CLAIM}/{PRINCIPAL_TAGS}/", f"{CLAIM}/{TRANSITIVE_TAG_KEYS}"

MAX_TAGS, MAX_KEY, MAX_VALUE = 50, 128, 256
PUNCTUATION = frozenset("_.:/=+-@")

# Seen from AWS where AssumeRole was given such tags; for tags in a token no answer has been seen.
DUPLICATE_KEYS = Refusal(
    "InvalidParameterValue",
    "Duplicate tag keys found. Please note that Tag keys are case insensitive.",
    confirmed=False,
)
TRANSITIVE_NOT_A_TAG = Refusal(
    "InvalidParameterValue",
    "The specified transitive tag key must be included in the requested tags.",
    confirmed=False,
)
INVALID_TAGS = Refusal("InvalidIdentityToken", "The session tags in the identity token are not valid", confirmed=False)


@dataclass(frozen=True)
class SessionTags:
    """What was read of the tags.  tags, transitive_keys: empty when refused; finding: "Session tags"."""

    finding: Finding
    tags: Mapping[str, str] = field(default_factory=dict)
    transitive_keys: tuple[str, ...] = ()
    refusal: Refusal | None = None


_NONE = SessionTags(Finding("Session tags", PASS, "the token carries none"))


def parse_tags(claims: Mapping[str, Any]) -> SessionTags:
    """The session tags in verified claims, or why they are refused.  Never raises."""
    for name in claims:
        if name.startswith(CLAIM):
            return _parsed(claims)
    return _NONE


def _parsed(claims: Mapping[str, Any]) -> SessionTags:
    pairs, transitive = _pairs(claims), _transitive(claims)
    if pairs is None:
        says = "`principal_tags` should be an object whose members are lists of one text each"
        return _refused(INVALID_TAGS, Fault(says))
    if transitive is None:
        return _refused(INVALID_TAGS, Fault("`transitive_tag_keys` should be a list of texts"))
    refused = _judge(pairs, transitive)
    if refused:
        return _refused(*refused)
    if not pairs:
        return _NONE
    tags = dict(pairs)
    says = "the token carries the tags `{}`; the trust policy must allow sts:TagSession"
    return SessionTags(Finding("Session tags", PASS, says, (", ".join(tags),)), tags, tuple(transitive))


def _refused(refusal: Refusal, fault: Fault) -> SessionTags:
    finding = Finding("Session tags", FAIL, fault.says, fault.values, document="token", pointer="/payload")
    return SessionTags(finding, refusal=refusal)


def _pairs(claims: Mapping[str, Any]) -> list[tuple[str, str]] | None:
    nested = claims.get(CLAIM, {})
    nested = nested.get(PRINCIPAL_TAGS, {}) if isinstance(nested, dict) else None
    if not isinstance(nested, dict):
        return None
    flattened = [(name[len(FLATTENED_TAG) :], claims[name]) for name in claims if name.startswith(FLATTENED_TAG)]
    pairs = [(key, _only(value)) for key, value in [*nested.items(), *flattened]]
    whole = [(key, value) for key, value in pairs if value is not None]
    return whole if len(whole) == len(pairs) else None


def _only(value: object) -> str | None:
    """The single value of a tag; the documentation writes it as a list of one, some providers as a text."""
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    return value if isinstance(value, str) else None


def _transitive(claims: Mapping[str, Any]) -> list[str] | None:
    nested = claims.get(CLAIM)
    keys = nested.get(TRANSITIVE_TAG_KEYS, []) if isinstance(nested, dict) else []
    more = claims.get(FLATTENED_TRANSITIVE, [])
    if not isinstance(keys, list) or not isinstance(more, list):
        return None
    keys = [*keys, *more]
    return keys if all(isinstance(key, str) for key in keys) else None


def _judge(pairs: list[tuple[str, str]], transitive: list[str]) -> tuple[Refusal, Fault] | None:
    if len(pairs) > MAX_TAGS:
        return INVALID_TAGS, Fault("there are {} session tags, and there may be {}", (len(pairs), MAX_TAGS))
    known: set[str] = set()
    for key, value in pairs:
        fault = _fault_of_key(key) or _fault_of_value(key, value)
        if fault:
            return INVALID_TAGS, fault
        if key.lower() in known:
            return DUPLICATE_KEYS, Fault("tag key `{}` is there twice; case does not tell keys apart", (key,))
        known.add(key.lower())
    for key in transitive:
        if key.lower() not in known:
            return TRANSITIVE_NOT_A_TAG, Fault("transitive key `{}` should be one of the tags, and is not", (key,))
    return None


def _fault_of_key(key: str) -> Fault | None:
    if not 1 <= len(key) <= MAX_KEY:
        return Fault("a tag key has {} characters, and should have 1 to {}", (len(key), MAX_KEY))
    if key.lower().startswith("aws:"):
        return Fault("tag key `{}` begins with `aws:`, which is AWS's own, and should begin with something else", (key,))
    stranger = next(_strangers(key), None)
    if stranger:
        says = "tag key `{}` has `{}`, and should have letters, digits, spaces and _ . : / = + - @ only"
        return Fault(says, (key, shown(stranger)))
    return None


def _fault_of_value(key: str, value: str) -> Fault | None:
    if len(value) > MAX_VALUE:
        return Fault("the value of tag `{}` has {} characters, and may have {}", (key, len(value), MAX_VALUE))
    stranger = next(_strangers(value), None)
    if stranger:
        says = "the value of tag `{}` has `{}`, and should have letters, digits, spaces and _ . : / = + - @ only"
        return Fault(says, (key, shown(stranger)))
    return None


def _strangers(text: str) -> Iterator[str]:
    """The characters outside AWS's pattern `[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]`."""
    return (one for one in text if one not in PUNCTUATION and unicodedata.category(one)[0] not in "LZN")
