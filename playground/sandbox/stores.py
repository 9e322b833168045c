"""What the sandbox needs from outside, as protocols: where accounts and objects are kept, who vouches for a token, the clock.

The worlds room keeps them in the database, tests in memory; the sandbox cannot tell.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from playground.sandbox.credentials import Sealer
from playground.sandbox.world import Account
from playground.tokens.keys import KeySet
from playground.tokens.opaque_provider import Introspection


@dataclass(frozen=True)
class Bucket:
    """A bucket. Names are global, so a bucket knows its account. policy: text, or empty."""

    name: str
    account_id: str
    region: str
    created: float
    policy: str = ""


@dataclass(frozen=True)
class StoredObject:
    """An object without its bytes. etag: 32 hexadecimal digits.  headers: what PutObject gave to be returned by GetObject."""

    key: str
    size: int
    etag: str
    modified: float
    headers: dict[str, str] = field(default_factory=dict)
    tags: dict[str, str] = field(default_factory=dict)


class QuotaExceeded(Exception):
    """The account may keep no more. The text says what of, and how much there may be."""


class Conflict(Exception):
    """What was to be made is there already, or what was to be deleted is not empty. The text is AWS's error code."""


class Accounts(Protocol):
    """The accounts, one document each."""

    def get(self, account_id: str) -> Account | None:
        """The account as it is now."""
        ...

    def change(self, account_id: str, edit: Callable[[Account], Account]) -> Account:
        """Applies an edit so that no other edit is lost; `edit` may be called more than once."""
        ...


class Buckets(Protocol):
    """Buckets and objects. Keys are ordered by their UTF-8 bytes, as S3 orders them."""

    def owned_by(self, account_id: str) -> list[Bucket]:
        """The buckets of an account, by name."""
        ...

    def find(self, name: str) -> Bucket | None:
        """The bucket with this name, whoever's it is."""
        ...

    def head(self, bucket: str, key: str) -> StoredObject | None:
        """An object without its bytes."""
        ...

    def get(self, bucket: str, key: str) -> tuple[StoredObject, bytes] | None:
        """An object with its bytes."""
        ...

    def put(self, bucket: Bucket, stored: StoredObject, body: bytes) -> None:
        """Keeps an object, over one that has the key. Raises QuotaExceeded."""
        ...

    def delete(self, bucket: str, key: str) -> None:
        """Deletes an object; one that is not there is no error."""
        ...

    def keys_from(self, bucket: str, start: bytes, prefix: bytes, limit: int) -> list[StoredObject]:
        """At most `limit` objects whose key's bytes are > `start` and begin with `prefix`, in order."""
        ...


class Issuers(Protocol):
    """Who vouches for tokens: keys of OpenID Connect issuers, and answers of OAuth 2.0 providers about their own tokens."""

    def keys(self, issuer: str, kid: str) -> KeySet:
        """The key set of an issuer. Raises tokens.keys.KeysUnavailable."""
        ...

    def introspect(self, provider_id: str, token: str) -> Introspection:
        """What tokeninfo or debug_token says. Raises tokens.opaque_provider.ProviderUnreachable."""
        ...


class Trail(Protocol):
    """CloudTrail's records of an account."""

    def record(self, account_id: str, event: dict[str, Any]) -> None:
        """Keeps one record."""
        ...


@dataclass(frozen=True)
class Stores:
    """Everything the sandbox is given. clock: seconds since 1970."""

    accounts: Accounts
    buckets: Buckets
    issuers: Issuers
    trail: Trail
    sealer: Sealer
    clock: Callable[[], float]
