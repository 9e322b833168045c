"""What the sandbox needs from outside, as protocols: where accounts and objects are kept, who vouches for a token, the clock.

The worlds room keeps them in the database, tests in memory; the sandbox cannot tell.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, Protocol

from playground.sandbox.credentials.session_token import Sealer
from playground.sandbox.objects import Bucket, Conflict, Guard, Part, QuotaExceeded, StoredObject, Upload, no_guard
from playground.sandbox.world import Account
from playground.tokens.keys import KeySet
from playground.tokens.opaque_provider import Introspection

__all__ = ["Bucket", "Conflict", "Guard", "Part", "QuotaExceeded", "StoredObject", "Upload", "no_guard"]  # and those below


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

    def put(self, bucket: Bucket, stored: StoredObject, body: bytes, guard: Guard = no_guard) -> None:
        """Keeps an object, over one that has the key. Raises QuotaExceeded, Conflict("NoSuchBucket"), what the guard raises."""
        ...

    def delete(self, bucket: str, key: str, guard: Guard = no_guard) -> None:
        """Deletes an object; one that is not there is no error. Raises what the guard raises."""
        ...

    def tag(self, bucket: str, key: str, tags: dict[str, str]) -> bool:
        """Replaces the tags of an object; False when it is gone."""
        ...

    def create(self, bucket: Bucket) -> None:
        """Keeps a new bucket. Raises Conflict("BucketAlreadyOwnedByYou" or "BucketAlreadyExists"), QuotaExceeded."""
        ...

    def remove(self, name: str) -> None:
        """Deletes a bucket and its unfinished uploads. Raises Conflict("BucketNotEmpty" or "NoSuchBucket")."""
        ...

    def set_policy(self, name: str, policy: str) -> None:
        """Replaces a bucket's policy; an empty text removes it. Raises Conflict("NoSuchBucket")."""
        ...

    def keys_from(self, bucket: str, start: bytes, prefix: bytes, limit: int) -> list[StoredObject]:
        """At most `limit` objects whose key's bytes are > `start` and begin with `prefix`, in order; without tags and parts."""
        ...


class Uploads(Protocol):
    """Multipart uploads that are under way."""

    def start(self, bucket: Bucket, upload: Upload) -> None:
        """Keeps a new upload. Raises QuotaExceeded, Conflict("NoSuchBucket")."""
        ...

    def find(self, bucket: str, upload_id: str) -> Upload | None:
        """The upload of this bucket with this id."""
        ...

    def of_bucket(self, bucket: str) -> list[Upload]:
        """All uploads under way, by key and then by when they began."""
        ...

    def put_part(self, bucket: Bucket, upload_id: str, part: Part, body: bytes) -> None:
        """Keeps a part, over one that has the number. Raises QuotaExceeded, Conflict("NoSuchUpload")."""
        ...

    def parts(self, upload_id: str) -> list[Part]:
        """The parts that are there, by number."""
        ...

    def body(self, upload_id: str, numbers: list[int]) -> bytes:
        """The bytes of some parts, one after the other."""
        ...

    def complete(self, bucket: Bucket, upload_id: str, stored: StoredObject, body: bytes, guard: Guard = no_guard) -> None:
        """Makes an object of an upload. Raises as `put` does, and Conflict: "NoSuchUpload", or "InvalidPart" for parts that changed."""
        ...

    def abort(self, bucket: str, upload_id: str) -> None:
        """Drops an upload and its parts; one that is not there is no error."""
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

    def events(self, account_id: str, before: int | None = None) -> list[tuple[int, dict[str, Any]]]:
        """The records of an account with their numbers, the newest first. before: only those with a lower number."""
        ...


def _never(_failure: BaseException) -> bool:
    return False


def unbounded(_what: str, _who: str) -> bool:
    """As often as they like."""
    return True


def uncounted(_what: str, _who: str) -> None:
    """Nothing was counted."""


class Stores(NamedTuple):
    """Everything the sandbox is given. clock: seconds since 1970.  host: the endpoint's; a bucket may stand before it.

    away: whether what the stores have raised says that they cannot be reached for a while.
    within: whether somebody (an account; or `address` and an IP address) may do one more of something (`assume`, `write`).
    give_back: what `within` allowed them counts no longer.
    """

    accounts: Accounts
    buckets: Buckets
    issuers: Issuers
    trail: Trail
    sealer: Sealer
    clock: Callable[[], float]
    uploads: Uploads
    host: str = "localhost"
    away: Callable[[BaseException], bool] = _never
    within: Callable[[str, str], bool] = unbounded
    give_back: Callable[[str, str], None] = uncounted
