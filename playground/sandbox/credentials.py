"""Temporary credentials that carry their session: minting writes nothing, any worker can check one, a restart loses none.

A session token is the session as JSON, compressed, sealed with AES-256-GCM under a key derived from the site's secret (HKDF,
RFC 5869). AWS documents neither form nor length; the first bytes are those that real tokens are seen to begin with.
"""

from __future__ import annotations

import base64
import json
import secrets
import zlib
from dataclasses import dataclass, field
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_START = b"!\n\torigin_ec"  # base64: IQoJb3JpZ2luX2Vj
_NONCE = 12
_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"


class UnreadableToken(ValueError):
    """The session token is not one of ours, or was altered."""


@dataclass(frozen=True)
class Session:
    """Who holds temporary credentials and what limits them.

    session_policies: documents, inline and managed together; None when none was passed.
    context: the condition keys that outlive AssumeRoleWithWebIdentity.  issued, expires: seconds since 1970.
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
        """The ARN of the session, the principal that S3 and CloudTrail see."""
        return f"arn:aws:sts::{self.account_id}:assumed-role/{self.role_name}/{self.session_name}"

    @property
    def user_id(self) -> str:
        """`aws:userid`: the role's id and the session's name."""
        return f"{self.role_id}:{self.session_name}"


class Sealer:
    """Makes session tokens and reads them. secrets: the site's, the current one first; the others only read."""

    def __init__(self, secrets_: list[str]) -> None:
        self._keys = [AESGCM(_derive(secret)) for secret in secrets_]

    def seal(self, session: Session) -> str:
        """The session token of a session."""
        plain = zlib.compress(json.dumps(vars(session), separators=(",", ":")).encode(), 6)
        nonce = secrets.token_bytes(_NONCE)
        return base64.b64encode(_START + nonce + self._keys[0].encrypt(nonce, plain, _START)).decode()

    def open(self, token: str) -> Session:
        """The session of a token. Raises UnreadableToken."""
        try:
            raw = base64.b64decode(token, validate=True)
        except ValueError as error:
            raise UnreadableToken("it is no base64") from error
        if base64.b64encode(raw).decode() != token:  # the bits that padding leaves over were changed
            raise UnreadableToken("its base64 is not the one that was given out")
        if not raw.startswith(_START) or len(raw) < len(_START) + _NONCE + 16:
            raise UnreadableToken("it does not begin as a session token of this sandbox does")
        nonce, sealed = raw[len(_START) : len(_START) + _NONCE], raw[len(_START) + _NONCE :]
        return _session(json.loads(zlib.decompress(self._unseal(nonce, sealed))))

    def _unseal(self, nonce: bytes, sealed: bytes) -> bytes:
        for key in self._keys:
            try:
                return key.decrypt(nonce, sealed, _START)
            except InvalidTag:
                continue
        raise UnreadableToken("it was altered, or another sandbox made it")


def _session(data: dict[str, Any]) -> Session:
    try:
        policies = data["session_policies"]
        data["session_policies"] = None if policies is None else tuple((name, text) for name, text in policies)
        data["transitive_tag_keys"] = tuple(data["transitive_tag_keys"])
        return Session(**data)
    except (KeyError, TypeError, ValueError) as error:
        raise UnreadableToken("another release of this sandbox made it") from error


def _derive(secret: str) -> bytes:
    return HKDF(SHA256(), 32, None, b"federation-playground session token").derive(secret.encode())


def unique_id(prefix: str, account_id: str) -> str:
    """An id such as AWS gives out: a four-letter prefix, then base32 that begins with the account number, shifted by seven bits.

    That the account can be read from an id was found by reading ids (https://awsteele.com/blog/2020/09/26/aws-access-key-format.html).
    16 characters follow the prefix ASIA or AKIA of a key, 17 the prefix AROA or ANPA of a thing.
    """
    head = base64.b32encode((int(account_id) << 7 | 1 << 47).to_bytes(6)).decode()[:10]
    length = 16 if prefix in ("ASIA", "AKIA") else 17
    return prefix + head + "".join(secrets.choice(_ALPHABET) for _ in range(length - len(head)))


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
