"""The ids and secrets that AWS gives out, in its own form."""

from __future__ import annotations

import base64
import secrets
from functools import lru_cache

_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"


def unique_id(prefix: str, account_id: str) -> str:
    """An id such as AWS gives out: a four-letter prefix, then base32 that begins with the account number, shifted by seven bits.

    That the account can be read from an id was found by reading ids (https://awsteele.com/blog/2020/09/26/aws-access-key-format.html).
    16 characters follow the prefix ASIA or AKIA of a key, 17 the prefix AROA, ANPA or AIDA of a thing.
    """
    head = _head(account_id)
    length = 16 if prefix in ("ASIA", "AKIA") else 17
    return prefix + head + "".join([_ALPHABET[one & 31] for one in secrets.token_bytes(length - len(head))])


@lru_cache(maxsize=256)
def _head(account_id: str) -> str:
    return base64.b32encode((int(account_id) << 7 | 1 << 47).to_bytes(6)).decode()[:10]


def account_of_key(access_key_id: str) -> str:
    """The account in an access key id, 12 digits, or an empty string when there is none."""
    text = access_key_id[4:14]
    if len(access_key_id) != 20 or any(letter not in _ALPHABET for letter in text):
        return ""
    number = int.from_bytes(base64.b32decode(text + "======")[:6]) & 0x7FFFFFFFFF80
    return f"{number >> 7:012d}"


def new_secret() -> str:
    """A secret access key: 40 characters."""
    return base64.b64encode(secrets.token_bytes(30)).decode()
