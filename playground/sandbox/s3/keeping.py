"""Keeping an object, and how S3 says that it cannot.

https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playground.sandbox.errors import AwsError
from playground.sandbox.operation import Call
from playground.sandbox.s3.answer import region_of
from playground.sandbox.s3.named import no_such_bucket
from playground.sandbox.stores import Conflict, QuotaExceeded


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
        raise _conflict(str(error), call) from error


def _conflict(code: str, call: Call) -> AwsError:
    """The error for a bucket that is in the way, or is none any more."""
    bucket = call.bucket_name
    match code:
        case "NoSuchBucket":
            return no_such_bucket(bucket)
        case "BucketNotEmpty":
            return AwsError("BucketNotEmpty", "The bucket you tried to delete is not empty", 409, (("BucketName", bucket),))
        case "BucketAlreadyOwnedByYou":
            message = "Your previous request to create the named bucket succeeded and you already own it."
            owned = call.stores.buckets.find(bucket)
            error = AwsError("BucketAlreadyOwnedByYou", message, 409, (("BucketName", bucket),))
            error.headers = (region_of(owned),) if owned else ()
            return error
        case "BucketAlreadyExists":
            message = (
                "The requested bucket name is not available. The bucket namespace is shared by all users of the system. "
                "Please select a different name and try again."
            )
            return AwsError("BucketAlreadyExists", message, 409, (("BucketName", bucket),))
        case _:
            raise ValueError(code)
