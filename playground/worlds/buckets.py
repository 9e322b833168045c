"""Buckets and objects in the database, within the quotas of an account."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Count, Sum

from playground.sandbox.stores import Bucket, QuotaExceeded, StoredObject
from playground.worlds.models import AccountRow, BucketRow, ObjectRow

MAX_OBJECTS = 5_000  # of one account
MAX_BYTES = 64 * 1024 * 1024

_WITHOUT_BODY = ("key", "size", "etag", "modified", "headers", "tags")


class DatabaseBuckets:
    """sandbox.stores.Buckets over BucketRow and ObjectRow."""

    def owned_by(self, account_id: str) -> list[Bucket]:
        """The buckets of an account, by name."""
        return [_bucket(row) for row in BucketRow.objects.filter(account_id=account_id).order_by("name")]

    def find(self, name: str) -> Bucket | None:
        """The bucket with this name, whoever's it is."""
        row = BucketRow.objects.filter(pk=name).first()
        return _bucket(row) if row else None

    def head(self, bucket: str, key: str) -> StoredObject | None:
        """An object without its bytes."""
        row = self._at(bucket, key).values_list(*_WITHOUT_BODY).first()
        return _stored(row) if row else None

    def get(self, bucket: str, key: str) -> tuple[StoredObject, bytes] | None:
        """An object with its bytes."""
        row = self._at(bucket, key).values_list(*_WITHOUT_BODY, "body").first()
        return (_stored(row[:-1]), bytes(row[-1])) if row else None

    def put(self, bucket: Bucket, stored: StoredObject, body: bytes) -> None:
        """Keeps an object, over one that has the key. Raises QuotaExceeded."""
        with transaction.atomic():
            _check_quota(bucket, stored)
            ObjectRow.objects.update_or_create(
                bucket_id=bucket.name,
                key=stored.key.encode(),
                defaults={
                    "size": stored.size,
                    "etag": stored.etag,
                    "modified": stored.modified,
                    "headers": stored.headers,
                    "tags": stored.tags,
                    "body": body,
                },
            )

    def delete(self, bucket: str, key: str) -> None:
        """Deletes an object; one that is not there is no error."""
        self._at(bucket, key).delete()

    def keys_from(self, bucket: str, start: bytes, prefix: bytes, limit: int) -> list[StoredObject]:
        """At most `limit` objects whose key's bytes are > `start` and begin with `prefix`, in order."""
        found = ObjectRow.objects.filter(bucket_id=bucket, key__gt=start)
        if prefix:
            found = found.filter(key__gte=prefix, key__lt=_after(prefix))
        return [_stored(row) for row in found.order_by("key").values_list(*_WITHOUT_BODY)[:limit]]

    @staticmethod
    def _at(bucket: str, key: str) -> Any:
        return ObjectRow.objects.filter(bucket_id=bucket, key=key.encode())


def create_bucket(bucket: Bucket) -> None:
    """Keeps a new bucket. Raises IntegrityError when the name is taken."""
    BucketRow.objects.create(
        name=bucket.name, account_id=bucket.account_id, region=bucket.region, created=bucket.created, policy=bucket.policy
    )


def fill(bucket: Bucket, objects: list[tuple[StoredObject, bytes]]) -> None:
    """Puts many objects into a new bucket at once."""
    ObjectRow.objects.bulk_create(
        ObjectRow(
            bucket_id=bucket.name,
            key=stored.key.encode(),
            size=stored.size,
            etag=stored.etag,
            modified=stored.modified,
            headers=stored.headers,
            body=body,
        )
        for stored, body in objects
    )


def set_bucket_policy(name: str, policy: str) -> None:
    """Replaces a bucket's policy; an empty text removes it."""
    BucketRow.objects.filter(pk=name).update(policy=policy)


def _check_quota(bucket: Bucket, stored: StoredObject) -> None:
    """Whether the account may keep one more; what the object replaces is not counted. Its writers go one after the other."""
    list(AccountRow.objects.select_for_update().filter(pk=bucket.account_id).values_list("pk"))
    others = ObjectRow.objects.filter(bucket__account_id=bucket.account_id).exclude(
        bucket_id=bucket.name, key=stored.key.encode()
    )
    used = others.aggregate(count=Count("id"), bytes=Sum("size"))
    if used["count"] >= MAX_OBJECTS:
        raise QuotaExceeded(f"This sandbox keeps {MAX_OBJECTS} objects of an account. Delete some first.")
    if (used["bytes"] or 0) + stored.size > MAX_BYTES:
        raise QuotaExceeded(f"This sandbox keeps {MAX_BYTES} bytes of an account. Delete some first.")


def _after(prefix: bytes) -> bytes:
    return prefix + b"\xff"  # no UTF-8 has this byte


def _bucket(row: BucketRow) -> Bucket:
    return Bucket(row.name, row.account_id, row.region, row.created, row.policy)


def _stored(row: tuple[Any, ...]) -> StoredObject:
    key, size, etag, modified, headers, tags = row
    return StoredObject(bytes(key).decode(), size, etag, modified, headers, tags)
