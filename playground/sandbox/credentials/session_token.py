"""Temporary credentials that carry their session: minting writes nothing, any worker can check one, a restart loses none.

A session token is the session as JSON, compressed, sealed (see sandbox/box.py). AWS documents neither its form nor its length, but that
4,096 bytes are the most; the first bytes are those that real tokens are seen to begin with.
"""

from __future__ import annotations

import base64
import json
import zlib
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from playground.sandbox.box import OVERHEAD, Box, Unreadable

MOST = 4096  # bytes of a session token (https://aws.amazon.com/about-aws/whats-new/2026/09/aws-sts/)
_START = b"!\n\torigin_ec"  # base64: IQoJb3JpZ2luX2Vj
_APART = ("access_key_id", "secret_access_key", "issued", "expires")  # random, so they do not compress: the size stays the same
_LENGTH = 2
_written = json.JSONEncoder(separators=(",", ":"), check_circular=False).encode  # a session is a tree


class UnreadableToken(ValueError):
    """The session token is not one of ours, or was altered."""


@dataclass(frozen=True)
class Session:
    """Who holds temporary credentials and what limits them.

    session_policies: documents, inline and managed together; None when none was passed.
    context: the condition keys that outlive AssumeRoleWithWebIdentity.  issued, expires: seconds since 1970.
    tags: the role's own and the session's.  chained: assumed with the credentials of another role's session.
    """

    account_id: str
    role_arn: str
    role_id: str
    session_name: str
    access_key_id: str
    secret_access_key: str
    issued: int
    expires: int
    session_policies: tuple[tuple[str, str], ...] | None = None
    context: dict[str, Any] = field(default_factory=dict)
    tags: dict[str, str] = field(default_factory=dict)
    transitive_tag_keys: tuple[str, ...] = ()
    source_identity: str = ""
    chained: bool = False

    @property
    def role_name(self) -> str:
        """The role's name; its path is no part of a session's ARN."""
        return self.role_arn.rpartition("/")[2]

    @property
    def arn(self) -> str:
        """The ARN of the session, the principal that S3 and CloudTrail see; in the role's partition."""
        return f"{self.role_arn.partition(':iam:')[0]}:sts::{self.account_id}:assumed-role/{self.role_name}/{self.session_name}"

    @property
    def user_id(self) -> str:
        """`aws:userid`: the role's id and the session's name."""
        return f"{self.role_id}:{self.session_name}"


class Sealer(Box):
    """Makes session tokens and reads them."""

    def __init__(self, secrets_: list[str]) -> None:
        super().__init__(secrets_)
        self._opened = lru_cache(maxsize=1024)(self._open)

    def seal(self, session: Session, least: int = 0) -> str:
        """The session token of a session, at least `least` characters long."""
        return self.seal_packed(pack(session, least))

    def seal_packed(self, packed: bytes) -> str:
        """The session token of what `pack` made."""
        return base64.b64encode(_START + self.put_in(packed, _START)).decode()

    def open(self, token: str) -> Session:
        """The session of a token. Raises UnreadableToken. What a token says is remembered, and nothing that was judged by it."""
        return self._opened(token)

    def _open(self, token: str) -> Session:
        try:
            raw = base64.b64decode(token, validate=True)
        except ValueError as error:
            raise UnreadableToken("it is no base64") from error
        if base64.b64encode(raw).decode() != token:  # the bits that padding leaves over were changed
            raise UnreadableToken("its base64 is not the one that was given out")
        if not raw.startswith(_START) or len(raw) < len(_START) + OVERHEAD:
            raise UnreadableToken("it does not begin as a session token of this sandbox does")
        try:
            return _unpacked(self.take_out(raw[len(_START) :], _START))
        except Unreadable as error:
            raise UnreadableToken("it was altered, or another sandbox made it") from error


def token_size(packed: bytes) -> int:
    """How long the session token will be, without sealing it; the same whenever the session says the same."""
    return -(-(len(_START) + OVERHEAD + len(packed)) // 3) * 4


def pack(session: Session, least: int = 0) -> bytes:
    """What is sealed of a session, its secret included; long enough for a token of `least` characters."""
    data = dict(vars(session))
    head = _written([data.pop(name) for name in _APART]).encode()
    body = _compressed(_written(data).encode())
    packed = len(head).to_bytes(_LENGTH) + head + body
    missing = -(-least // 4) * 3 - len(_START) - OVERHEAD - len(packed)
    return packed + bytes(max(0, missing))


@lru_cache(maxsize=256)
def _compressed(body: bytes) -> bytes:
    """Kept for a moment: who calls often asks for the same. No secret is in it (see _APART)."""
    return zlib.compress(body, 9)


def _unpacked(packed: bytes) -> Session:
    end = _LENGTH + int.from_bytes(packed[:_LENGTH])
    try:
        body = zlib.decompressobj().decompress(packed[end:])  # what follows the stream is padding
        data = json.loads(body) | dict(zip(_APART, json.loads(packed[_LENGTH:end]), strict=True))
        policies = data["session_policies"]
        data["session_policies"] = None if policies is None else tuple((name, text) for name, text in policies)
        data["transitive_tag_keys"] = tuple(data["transitive_tag_keys"])
        return Session(**data)
    except (KeyError, TypeError, ValueError, zlib.error) as error:
        raise UnreadableToken("another release of this sandbox made it") from error
