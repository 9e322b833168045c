"""Pools and identities by their ids.  Nothing is stored: an id says whose pool it is, and its end tells that we gave it out.

Every account has two pools, one that maps attributes to principal tags and one that does not.  Ids are plain SHA-256, because
trust policies and object keys quote them.
"""

from __future__ import annotations

import re
import secrets
from hashlib import sha256
from typing import NamedTuple

REGION = "us-east-1"
_UUID = re.compile(rf"{REGION}:([0-9a-f]{{8}})-([0-9a-f]{{4}})-([0-9a-f]{{4}})-([0-9a-f]{{4}})-([0-9a-f]{{12}})")
_NUMBER = 10  # hexadecimal digits for an account's number


class Pool(NamedTuple):
    """A pool.  tags: whether it maps attributes to principal tags ("attributes for access control")."""

    account_id: str
    tags: bool = False

    @property
    def id(self) -> str:
        """`us-east-1:` and a UUID."""
        return _shaped(_number(self.account_id) + _digest("pool", self.account_id, str(self.tags))[:22])

    @property
    def arn(self) -> str:
        """Its ARN."""
        return f"arn:aws:cognito-identity:{REGION}:{self.account_id}:identitypool/{self.id}"


class Identity(NamedTuple):
    """An identity in a pool.  who: ten hexadecimal digits, of the login or, for a guest, of nothing."""

    pool: Pool
    guest: bool
    who: str

    @property
    def id(self) -> str:
        """`us-east-1:` and a UUID."""
        return _shaped(_number(self.pool.account_id) + self.who + _digest("identity", *map(str, self))[:12])


def new_guest(pool: Pool) -> Identity:
    """A guest that nobody has been before."""
    return Identity(pool, True, secrets.token_hex(5))


def identity_of_login(pool: Pool, provider: str, subject: str) -> Identity:
    """The identity of somebody whom a provider vouches for: the same at every call."""
    return Identity(pool, False, _digest("login", provider, subject)[:10])


def pool_of(pool_id: str) -> Pool | None:
    """The pool with this id; None for one that is nobody's."""
    account_id = _account_in(pool_id)
    return next((pool for pool in _pools(account_id) if pool.id == pool_id), None) if account_id else None


def identity_of(identity_id: str) -> Identity | None:
    """The identity with this id; None for one that we did not give out."""
    account_id = _account_in(identity_id)
    if not account_id:
        return None
    who = _digits(identity_id)[_NUMBER : _NUMBER + 10]
    every = (Identity(pool, guest, who) for pool in _pools(account_id) for guest in (True, False))
    return next((one for one in every if one.id == identity_id), None)


def _pools(account_id: str) -> tuple[Pool, Pool]:
    return Pool(account_id), Pool(account_id, tags=True)


def _account_in(identifier: str) -> str:
    digits = _digits(identifier)
    number = int(digits[:_NUMBER], 16) if digits else 10**12
    return f"{number:012}" if number < 10**12 else ""


def _digits(identifier: str) -> str:
    found = _UUID.fullmatch(identifier)
    return "".join(found.groups()) if found else ""


def _number(account_id: str) -> str:
    return f"{int(account_id):0{_NUMBER}x}"


def _shaped(digits: str) -> str:
    parts = (digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:32])
    return f"{REGION}:{'-'.join(parts)}"


def _digest(*what: str) -> str:
    return sha256("/".join(what).encode()).hexdigest()
