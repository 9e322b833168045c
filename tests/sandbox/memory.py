"""The sandbox's stores in memory: what playground.worlds keeps in the database, as dictionaries."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from playground.sandbox.credentials.session_token import Sealer
from playground.sandbox.stores import Bucket, Conflict, Guard, Part, QuotaExceeded, StoredObject, Stores, Upload, no_guard
from playground.sandbox.world import Account
from playground.tokens.keys import KeySet, KeysUnavailable
from playground.tokens.opaque_provider import Introspection, ProviderUnreachable


class Clock:
    """Stands still until it is moved. now: seconds since 1970."""

    def __init__(self, now: float) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


class MemoryAccounts:
    """sandbox.stores.Accounts."""

    def __init__(self, *accounts: Account) -> None:
        self.kept = {account.account_id: account for account in accounts}

    def get(self, account_id: str) -> Account | None:
        return self.kept.get(account_id)

    def change(self, account_id: str, edit: Callable[[Account], Account]) -> Account:
        self.kept[account_id] = edit(self.kept[account_id])
        return self.kept[account_id]


class MemoryBuckets:
    """sandbox.stores.Buckets. max_bytes, max_buckets: of an account."""

    max_buckets = 5

    def __init__(self, max_bytes: int = 40_000_000) -> None:
        self.kept: dict[str, Bucket] = {}
        self.objects: dict[str, dict[bytes, tuple[StoredObject, bytes]]] = {}
        self.max_bytes = max_bytes

    def create(self, bucket: Bucket) -> None:
        if bucket.name in self.kept:
            own = self.kept[bucket.name].account_id == bucket.account_id
            raise Conflict("BucketAlreadyOwnedByYou" if own else "BucketAlreadyExists")
        if len(self.owned_by(bucket.account_id)) >= self.max_buckets:
            raise QuotaExceeded("TooManyBuckets")
        self.kept[bucket.name] = bucket
        self.objects.setdefault(bucket.name, {})

    def owned_by(self, account_id: str) -> list[Bucket]:
        return [self.kept[name] for name in sorted(self.kept) if self.kept[name].account_id == account_id]

    def find(self, name: str) -> Bucket | None:
        return self.kept.get(name)

    def head(self, bucket: str, key: str) -> StoredObject | None:
        found = self.get(bucket, key)
        return found[0] if found else None

    def get(self, bucket: str, key: str) -> tuple[StoredObject, bytes] | None:
        return self.objects[bucket].get(key.encode())

    def put(self, bucket: Bucket, stored: StoredObject, body: bytes, guard: Guard = no_guard) -> None:
        if bucket.name not in self.kept:
            raise Conflict("NoSuchBucket")
        guard(self.head(bucket.name, stored.key))
        self.check_room(bucket, stored.size, (bucket.name, stored.key.encode()))
        self.objects[bucket.name][stored.key.encode()] = stored, body

    def check_room(self, bucket: Bucket, size: int, replaced: tuple[str, bytes]) -> None:
        others = (
            kept.size
            for one in self.owned_by(bucket.account_id)
            for key, (kept, _) in self.objects[one.name].items()
            if (one.name, key) != replaced
        )
        if sum(others) + size > self.max_bytes:
            raise QuotaExceeded(f"This sandbox keeps {self.max_bytes} bytes of an account. Delete some first.")

    def delete(self, bucket: str, key: str, guard: Guard = no_guard) -> None:
        guard(self.head(bucket, key))
        self.objects[bucket].pop(key.encode(), None)

    def tag(self, bucket: str, key: str, tags: dict[str, str]) -> bool:
        found = self.get(bucket, key)
        if found:
            self.objects[bucket][key.encode()] = found[0]._replace(tags=tags), found[1]
        return found is not None

    def remove(self, name: str) -> None:
        if name not in self.kept:
            raise Conflict("NoSuchBucket")
        if self.objects[name]:
            raise Conflict("BucketNotEmpty")
        del self.kept[name], self.objects[name]

    def set_policy(self, name: str, policy: str) -> None:
        if name not in self.kept:
            raise Conflict("NoSuchBucket")
        self.kept[name] = replace(self.kept[name], policy=policy)

    def keys_from(self, bucket: str, start: bytes, prefix: bytes, limit: int) -> list[StoredObject]:
        kept = self.objects[bucket]
        return [kept[key][0] for key in sorted(kept) if key > start and key.startswith(prefix)][:limit]


class MemoryUploads:
    """sandbox.stores.Uploads, beside the buckets."""

    def __init__(self, buckets: MemoryBuckets) -> None:
        self.buckets = buckets
        self.under_way: dict[str, tuple[str, Upload]] = {}
        self.kept: dict[str, dict[int, tuple[Part, bytes]]] = {}

    def start(self, bucket: Bucket, upload: Upload) -> None:
        if bucket.name not in self.buckets.kept:
            raise Conflict("NoSuchBucket")
        if len(self.under_way) >= 20:
            raise QuotaExceeded("This sandbox keeps 20 unfinished uploads of an account. Complete or abort some first.")
        self.under_way[upload.upload_id] = bucket.name, upload
        self.kept[upload.upload_id] = {}

    def find(self, bucket: str, upload_id: str) -> Upload | None:
        name, upload = self.under_way.get(upload_id, ("", None))
        return upload if name == bucket else None

    def of_bucket(self, bucket: str) -> list[Upload]:
        found = [upload for name, upload in self.under_way.values() if name == bucket]
        return sorted(found, key=lambda one: (one.key.encode(), one.initiated, one.upload_id))

    def put_part(self, bucket: Bucket, upload_id: str, part: Part, body: bytes) -> None:
        if self.find(bucket.name, upload_id) is None:
            raise Conflict("NoSuchUpload")
        self.buckets.check_room(bucket, part.size, ("", b""))
        self.kept[upload_id][part.number] = part, body

    def parts(self, upload_id: str) -> list[Part]:
        return [part for _, (part, _) in sorted(self.kept.get(upload_id, {}).items())]

    def body(self, upload_id: str, numbers: list[int]) -> bytes:
        return b"".join(self.kept[upload_id][number][1] for number in sorted(numbers))

    def complete(self, bucket: Bucket, upload_id: str, stored: StoredObject, body: bytes, guard: Guard = no_guard) -> None:
        if self.find(bucket.name, upload_id) is None:
            raise Conflict("NoSuchUpload")
        self.buckets.put(bucket, stored, body, guard)
        self.abort(bucket.name, upload_id)

    def abort(self, bucket: str, upload_id: str) -> None:
        if self.find(bucket, upload_id):
            del self.under_way[upload_id], self.kept[upload_id]


class MemoryIssuers:
    """sandbox.stores.Issuers. key_sets: issuer to keys.  answers: (ProviderId, token) to the provider's answer."""

    def __init__(self) -> None:
        self.key_sets: dict[str, KeySet] = {}
        self.answers: dict[tuple[str, str], Introspection] = {}

    def keys(self, issuer: str, _kid: str) -> KeySet:
        if issuer not in self.key_sets:
            raise KeysUnavailable("its discovery document did not come within five seconds")
        return self.key_sets[issuer]

    def introspect(self, provider_id: str, token: str) -> Introspection:
        if token.endswith("nobody-answers"):
            raise ProviderUnreachable("it did not answer within five seconds")
        unknown = Introspection(200, {"data": {"is_valid": False}}) if "facebook" in provider_id else Introspection(400, {})
        return self.answers.get((provider_id, token), unknown)


class MemoryTrail:
    """sandbox.stores.Trail."""

    def __init__(self) -> None:
        self.kept: list[tuple[str, dict[str, Any]]] = []

    def record(self, account_id: str, event: dict[str, Any]) -> None:
        self.kept.append((account_id, event))

    def events(self, account_id: str, before: int | None = None) -> list[tuple[int, dict[str, Any]]]:
        numbered = [(number, event) for number, (owner, event) in enumerate(self.kept) if owner == account_id]
        return [one for one in reversed(numbered) if before is None or one[0] < before]


def memory_stores(clock: Clock, *accounts: Account, secrets: tuple[str, ...] = ("a site's secret",)) -> Stores:
    """Stores that hold these accounts and nothing else."""
    buckets, sealer = MemoryBuckets(), Sealer(list(secrets))
    return Stores(MemoryAccounts(*accounts), buckets, MemoryIssuers(), MemoryTrail(), sealer, clock, MemoryUploads(buckets))
