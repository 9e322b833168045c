"""How much an account may keep. Its writers go one after the other, so that none gets past.

AWS's own quotas are larger (https://docs.aws.amazon.com/general/latest/gr/s3.html); its bounds on parts and tags hold here too.
"""

from __future__ import annotations

from django.db.models import Count, QuerySet, Sum

from playground.sandbox.stores import QuotaExceeded
from playground.worlds.models import AccountRow, BucketRow, ObjectRow, PartRow, UploadRow

MAX_BUCKETS = 20  # of one account
MAX_OBJECTS = 5_000  # parts of unfinished uploads among them
MAX_BYTES = 64 * 1024 * 1024
MAX_UPLOADS = 100  # under way


def take_turns(account_id: str) -> None:
    """Waits until no other writer of the account is at work; until the end of the transaction none begins."""
    list(AccountRow.objects.select_for_update().filter(pk=account_id).values_list("pk"))


def check_room(account_id: str, size: int, objects: QuerySet[ObjectRow], parts: QuerySet[PartRow]) -> None:
    """Whether something of this size fits besides these objects and parts. Raises QuotaExceeded."""
    used = [
        kept.aggregate(count=Count("id"), bytes=Sum("size"))
        for kept in (objects.filter(bucket__account_id=account_id), parts.filter(upload__bucket__account_id=account_id))
    ]
    if sum(one["count"] for one in used) >= MAX_OBJECTS:
        raise QuotaExceeded(f"This sandbox keeps {MAX_OBJECTS} objects of an account. Delete some first.")
    if sum(one["bytes"] or 0 for one in used) + size > MAX_BYTES:
        raise QuotaExceeded(f"This sandbox keeps {MAX_BYTES} bytes of an account. Delete some first.")


def check_buckets(account_id: str) -> None:
    """Whether the account may have one more bucket. Raises QuotaExceeded."""
    if BucketRow.objects.filter(account_id=account_id).count() >= MAX_BUCKETS:
        raise QuotaExceeded("TooManyBuckets")


def check_uploads(account_id: str) -> None:
    """Whether the account may begin one more upload. Raises QuotaExceeded."""
    if UploadRow.objects.filter(bucket__account_id=account_id).count() >= MAX_UPLOADS:
        raise QuotaExceeded(f"This sandbox keeps {MAX_UPLOADS} unfinished uploads of an account. Complete or abort some first.")
