"""Keeping an object, and how S3 says that it cannot.

https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playground.sandbox.errors import AwsError
from playground.sandbox.operation import Call
from playground.sandbox.s3.named import no_such_bucket
from playground.sandbox.stores import Conflict, QuotaExceeded

_MESSAGES = {
    "BucketAlreadyExists": (
        "The requested bucket name is not available. The bucket namespace is shared by all users of the system. "
        "Please select a different name and try again."
    ),
    "BucketAlreadyOwnedByYou": "Your previous request to create the named bucket succeeded and you already own it.",
    "BucketNotEmpty": "The bucket you tried to delete is not empty",
}


@contextmanager
def kept_or_refused(call: Call) -> Iterator[None]:
    """Turns what a store refuses into S3's own errors."""
    try:
        yield
    except QuotaExceeded as error:
        if str(error) == "TooManyBuckets":
            raise AwsError("TooManyBuckets", "You have attempted to create more buckets than allowed") from error
        raise AwsError("ServiceQuotaExceeded", f"{error}", 400, confirmed=False) from error
    except Conflict as error:
        code = str(error)
        if code == "NoSuchBucket":
            raise no_such_bucket(call.bucket_name) from error
        raise AwsError(code, _MESSAGES[code], 409, (("BucketName", call.bucket_name),)) from error
