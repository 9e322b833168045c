"""Buckets and objects in the database, within the quotas of an account."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction

from playground.sandbox.stores import Bucket, Conflict, Guard, StoredObject, no_guard
from playground.worlds.models import BucketRow, ObjectRow, PartRow
from playground.worlds.quotas import check_buckets, check_room, take_turns
from playground.worlds.reading import bucket_named, object_at, object_with_body, page_of_keys


class DatabaseBuckets:
    """sandbox.stores.Buckets over BucketRow and ObjectRow."""

    def owned_by(self, account_id: str) -> list[Bucket]:
        """The buckets of an account, by name."""
        return [_bucket(row) for row in BucketRow.objects.filter(account_id=account_id).order_by("name")]

    def find(self, name: str) -> Bucket | None:
        """The bucket with this name, whoever's it is."""
        return bucket_named(name)

    def head(self, bucket: str, key: str) -> StoredObject | None:
        """An object without its bytes."""
        return object_at(bucket, key)

    def get(self, bucket: str, key: str) -> tuple[StoredObject, bytes] | None:
        """An object with its bytes."""
        return object_with_body(bucket, key)

    def put(self, bucket: Bucket, stored: StoredObject, body: bytes, guard: Guard = no_guard) -> None:
        """Keeps an object, over one that has the key. Raises QuotaExceeded, Conflict("NoSuchBucket"), what the guard raises."""
        with transaction.atomic():
            take_turns(bucket.account_id)
            if guard is not no_guard:
                guard(self.head(bucket.name, stored.key))
            others = ObjectRow.objects.exclude(bucket_id=bucket.name, key=stored.key.encode())
            check_room(bucket.account_id, stored.size, others, PartRow.objects.all())
            write_object(bucket, stored, body)

    def delete(self, bucket: str, key: str, guard: Guard = no_guard) -> None:
        """Deletes an object; one that is not there is no error. Raises what the guard raises."""
        if guard is no_guard:
            _at(bucket, key).delete()
            return
        with transaction.atomic():
            take_turns(BucketRow.objects.filter(pk=bucket).values_list("account_id", flat=True).first() or "")
            guard(self.head(bucket, key))
            _at(bucket, key).delete()

    def tag(self, bucket: str, key: str, tags: dict[str, str]) -> bool:
        """Replaces the tags of an object; False when it is gone."""
        return bool(_at(bucket, key).update(tags=tags))

    def create(self, bucket: Bucket) -> None:
        """Keeps a new bucket. Raises Conflict("BucketAlreadyOwnedByYou" or "BucketAlreadyExists"), QuotaExceeded."""
        with transaction.atomic():
            take_turns(bucket.account_id)
            check_buckets(bucket.account_id)
            try:
                with transaction.atomic():
                    create_bucket(bucket)
            except IntegrityError as error:
                theirs = BucketRow.objects.filter(pk=bucket.name).values_list("account_id", flat=True).first()
                code = "BucketAlreadyOwnedByYou" if theirs == bucket.account_id else "BucketAlreadyExists"
                raise Conflict(code) from error

    def remove(self, name: str) -> None:
        """Deletes a bucket and its unfinished uploads. Raises Conflict("BucketNotEmpty" or "NoSuchBucket")."""
        with transaction.atomic():
            row = BucketRow.objects.filter(pk=name).first()
            if row is None:
                raise Conflict("NoSuchBucket")
            take_turns(row.account_id)
            if ObjectRow.objects.filter(bucket_id=name).exists():
                raise Conflict("BucketNotEmpty")
            row.delete()

    def set_policy(self, name: str, policy: str) -> None:
        """Replaces a bucket's policy; an empty text removes it. Raises Conflict("NoSuchBucket")."""
        if not set_bucket_policy(name, policy):
            raise Conflict("NoSuchBucket")

    def keys_from(self, bucket: str, start: bytes, prefix: bytes, limit: int) -> list[StoredObject]:
        """At most `limit` objects whose key's bytes are > `start` and begin with `prefix`, in order; without tags and parts."""
        return page_of_keys(bucket, start, prefix, limit)


def create_bucket(bucket: Bucket) -> None:
    """Keeps a new bucket. Raises IntegrityError when the name is taken."""
    BucketRow.objects.create(
        name=bucket.name, account_id=bucket.account_id, region=bucket.region, created=bucket.created, policy=bucket.policy
    )


def fill(bucket: Bucket, objects: list[tuple[StoredObject, bytes]]) -> None:
    """Puts many objects into a new bucket at once."""
    ObjectRow.objects.bulk_create(
        ObjectRow(bucket_id=bucket.name, key=stored.key.encode(), body=body, **_columns(stored)) for stored, body in objects
    )


def set_bucket_policy(name: str, policy: str) -> bool:
    """Replaces a bucket's policy; an empty text removes it. False when there is no such bucket."""
    return bool(BucketRow.objects.filter(pk=name).update(policy=policy))


def write_object(bucket: Bucket, stored: StoredObject, body: bytes) -> None:
    """Writes the row, within a transaction of the account's writers. Raises Conflict("NoSuchBucket")."""
    if not BucketRow.objects.filter(pk=bucket.name, account_id=bucket.account_id).exists():
        raise Conflict("NoSuchBucket")
    defaults = {"body": body, **_columns(stored)}
    ObjectRow.objects.update_or_create(bucket_id=bucket.name, key=stored.key.encode(), defaults=defaults)


def _columns(stored: StoredObject) -> dict[str, Any]:
    return {
        "size": stored.size,
        "etag": stored.etag,
        "modified": stored.modified,
        "headers": stored.headers,
        "tags": stored.tags,
        "parts": [[part.number, part.size, part.etag, part.modified, part.checksums] for part in stored.parts],
    }


def _at(bucket: str, key: str) -> Any:
    return ObjectRow.objects.filter(bucket_id=bucket, key=key.encode())


def _bucket(row: BucketRow) -> Bucket:
    return Bucket(row.name, row.account_id, row.region, row.created, row.policy)
