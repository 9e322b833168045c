"""Each visitor's AWS in rows: the account's document with its version, buckets, objects, CloudTrail's records.

Object keys are kept as bytes: S3 orders them so, and no database's collation gets in the way.
"""

from __future__ import annotations

from django.db import models


class AccountRow(models.Model):
    """An account of the sandbox. document: sandbox.world.to_data as JSON.  version: grows with every edit."""

    account_id = models.CharField(max_length=12, primary_key=True)
    document = models.TextField()
    version = models.PositiveIntegerField(default=1)
    created = models.DateTimeField(auto_now_add=True)
    used = models.DateTimeField(auto_now_add=True, db_index=True)

    def __str__(self) -> str:
        return self.account_id


class BucketRow(models.Model):
    """A bucket; its name is global, as in S3."""

    name = models.CharField(max_length=63, primary_key=True)
    account = models.ForeignKey(AccountRow, on_delete=models.CASCADE, related_name="+")
    region = models.CharField(max_length=32)
    created = models.FloatField()
    policy = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.name


class ObjectRow(models.Model):
    """An object. The body comes last: SQLite does not read it when only what stands before is wanted.

    parts: of an object that came in parts, each as number, size and checksums.
    """

    bucket = models.ForeignKey(BucketRow, on_delete=models.CASCADE, related_name="+", db_index=False)
    key = models.BinaryField(max_length=1024)
    size = models.PositiveIntegerField()
    etag = models.CharField(max_length=48)
    modified = models.FloatField()
    headers = models.JSONField(default=dict)
    tags = models.JSONField(default=dict)
    parts = models.JSONField(default=list)
    body = models.BinaryField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("bucket", "key"), name="one_object_a_key"),)

    def __str__(self) -> str:
        return bytes(self.key).decode(errors="replace")


class UploadRow(models.Model):
    """A multipart upload that is under way: what the object will be, but for its bytes."""

    upload_id = models.CharField(max_length=128, primary_key=True)
    bucket = models.ForeignKey(BucketRow, on_delete=models.CASCADE, related_name="+")
    key = models.BinaryField(max_length=1024)
    initiated = models.FloatField()
    initiator = models.TextField()
    headers = models.JSONField(default=dict)
    tags = models.JSONField(default=dict)
    checksum = models.CharField(max_length=16, blank=True)
    checksum_type = models.CharField(max_length=16, blank=True)

    def __str__(self) -> str:
        return self.upload_id


class PartRow(models.Model):
    """A part of an upload."""

    upload = models.ForeignKey(UploadRow, on_delete=models.CASCADE, related_name="+", db_index=False)
    number = models.PositiveSmallIntegerField()
    size = models.PositiveIntegerField()
    etag = models.CharField(max_length=32)
    modified = models.FloatField()
    checksums = models.JSONField(default=dict)
    body = models.BinaryField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("upload", "number"), name="one_part_a_number"),)

    def __str__(self) -> str:
        return f"{self.upload_id} {self.number}"


class EventRow(models.Model):
    """One record of CloudTrail."""

    account_id = models.CharField(max_length=12)
    event = models.JSONField()

    class Meta:
        indexes = (models.Index(fields=("account_id", "id"), name="events_of_account"),)

    def __str__(self) -> str:
        return f"{self.account_id} {self.pk}"
