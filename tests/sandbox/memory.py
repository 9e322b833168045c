"""The sandbox's stores in memory: what playground.worlds keeps in the database, as dictionaries."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playground.sandbox.credentials import Sealer
from playground.sandbox.stores import Bucket, QuotaExceeded, StoredObject, Stores
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
    """sandbox.stores.Buckets. max_bytes: of an account."""

    def __init__(self, max_bytes: int = 1_000_000) -> None:
        self.kept: dict[str, Bucket] = {}
        self.objects: dict[str, dict[bytes, tuple[StoredObject, bytes]]] = {}
        self.max_bytes = max_bytes

    def create(self, bucket: Bucket) -> None:
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

    def put(self, bucket: Bucket, stored: StoredObject, body: bytes) -> None:
        others = (
            kept.size
            for one in self.owned_by(bucket.account_id)
            for key, (kept, _) in self.objects[one.name].items()
            if (one.name, key) != (bucket.name, stored.key.encode())
        )
        if sum(others) + stored.size > self.max_bytes:
            raise QuotaExceeded(f"This sandbox keeps {self.max_bytes} bytes of an account. Delete some first.")
        self.objects[bucket.name][stored.key.encode()] = stored, body

    def delete(self, bucket: str, key: str) -> None:
        self.objects[bucket].pop(key.encode(), None)

    def keys_from(self, bucket: str, start: bytes, prefix: bytes, limit: int) -> list[StoredObject]:
        kept = self.objects[bucket]
        return [kept[key][0] for key in sorted(kept) if key > start and key.startswith(prefix)][:limit]


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
        self.events: list[tuple[str, dict[str, Any]]] = []

    def record(self, account_id: str, event: dict[str, Any]) -> None:
        self.events.append((account_id, event))


def memory_stores(clock: Clock, *accounts: Account, secrets: tuple[str, ...] = ("a site's secret",)) -> Stores:
    """Stores that hold these accounts and nothing else."""
    return Stores(MemoryAccounts(*accounts), MemoryBuckets(), MemoryIssuers(), MemoryTrail(), Sealer(list(secrets)), clock)
