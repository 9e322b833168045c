"""Multipart uploads that are under way, in the database; their parts count towards an account's quotas."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from playground.sandbox.stores import Bucket, Conflict, Guard, Part, StoredObject, Upload, no_guard
from playground.worlds.buckets import DatabaseBuckets, write_object
from playground.worlds.models import BucketRow, ObjectRow, PartRow, UploadRow
from playground.worlds.quotas import check_room, check_uploads, take_turns

_OF_PART = ("number", "size", "etag", "modified", "checksums")


class DatabaseUploads:
    """sandbox.stores.Uploads over UploadRow and PartRow."""

    def start(self, bucket: Bucket, upload: Upload) -> None:
        """Keeps a new upload. Raises QuotaExceeded, Conflict("NoSuchBucket")."""
        with transaction.atomic():
            take_turns(bucket.account_id)
            check_uploads(bucket.account_id)
            if not BucketRow.objects.filter(pk=bucket.name, account_id=bucket.account_id).exists():
                raise Conflict("NoSuchBucket")
            UploadRow.objects.create(
                upload_id=upload.upload_id,
                bucket_id=bucket.name,
                key=upload.key.encode(),
                initiated=upload.initiated,
                initiator=upload.initiator,
                headers=upload.headers,
                tags=upload.tags,
                checksum=upload.checksum,
                checksum_type=upload.checksum_type,
            )

    def find(self, bucket: str, upload_id: str) -> Upload | None:
        """The upload of this bucket with this id."""
        row = UploadRow.objects.filter(pk=upload_id, bucket_id=bucket).first() if "\0" not in upload_id else None
        return _upload(row) if row else None

    def of_bucket(self, bucket: str) -> list[Upload]:
        """All uploads under way, by key and then by when they began."""
        return [_upload(row) for row in UploadRow.objects.filter(bucket_id=bucket).order_by("key", "initiated", "upload_id")]

    def put_part(self, bucket: Bucket, upload_id: str, part: Part, body: bytes) -> None:
        """Keeps a part, over one that has the number. Raises QuotaExceeded, Conflict("NoSuchUpload")."""
        with transaction.atomic():
            take_turns(bucket.account_id)
            if not UploadRow.objects.filter(pk=upload_id, bucket_id=bucket.name).exists():
                raise Conflict("NoSuchUpload")
            others = PartRow.objects.exclude(upload_id=upload_id, number=part.number)
            check_room(bucket.account_id, part.size, ObjectRow.objects.all(), others)
            columns = {name: getattr(part, name) for name in _OF_PART[1:]}
            PartRow.objects.update_or_create(upload_id=upload_id, number=part.number, defaults={**columns, "body": body})

    def parts(self, upload_id: str) -> list[Part]:
        """The parts that are there, by number."""
        return [Part(*row) for row in PartRow.objects.filter(upload_id=upload_id).order_by("number").values_list(*_OF_PART)]

    def body(self, upload_id: str, numbers: list[int]) -> bytes:
        """The bytes of some parts, one after the other."""
        rows = PartRow.objects.filter(upload_id=upload_id).order_by("number").values_list("number", "body")
        wanted = set(numbers)
        return b"".join(bytes(body) for number, body in rows.iterator(chunk_size=1) if number in wanted)

    def complete(self, bucket: Bucket, upload_id: str, stored: StoredObject, body: bytes, guard: Guard = no_guard) -> None:
        """Makes an object of an upload. Raises as `put` does, and Conflict: "NoSuchUpload", or "InvalidPart" for parts that changed."""
        with transaction.atomic():
            take_turns(bucket.account_id)
            if not UploadRow.objects.filter(pk=upload_id, bucket_id=bucket.name).exists():
                raise Conflict("NoSuchUpload")
            if not {(part.number, part.etag) for part in stored.parts} <= {(p.number, p.etag) for p in self.parts(upload_id)}:
                raise Conflict("InvalidPart")
            guard(DatabaseBuckets().head(bucket.name, stored.key))
            others = ObjectRow.objects.exclude(bucket_id=bucket.name, key=stored.key.encode())
            check_room(bucket.account_id, stored.size, others, PartRow.objects.exclude(upload_id=upload_id))
            write_object(bucket, stored, body)
            _drop(bucket.name, upload_id)

    def abort(self, bucket: str, upload_id: str) -> None:
        """Drops an upload and its parts; one that is not there is no error."""
        with transaction.atomic():
            _drop(bucket, upload_id)


def _drop(bucket: str, upload_id: str) -> None:
    UploadRow.objects.filter(pk=upload_id, bucket_id=bucket).delete()


def _upload(row: Any) -> Upload:
    return Upload(
        row.upload_id,
        bytes(row.key).decode(),
        row.initiated,
        row.initiator,
        row.headers,
        row.tags,
        row.checksum,
        row.checksum_type,
    )
