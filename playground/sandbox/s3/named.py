"""What a request names is looked up before it is decided on: the bucket, the object, the source of a copy.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-owner-condition.html
"""

from __future__ import annotations

from playground.iam.arn import is_account_id
from playground.sandbox.errors import AwsError, access_denied
from playground.sandbox.operation import Call, Operation, Source
from playground.sandbox.s3.objects.copy_source import COPY_SOURCE, parse
from playground.sandbox.stores import Bucket


def find_named(call: Call, operation: Operation) -> None:
    """Sets the call's bucket, stored, content and source. Raises AwsError for a bucket that is not there."""
    if operation.creates or operation.level not in ("bucket", "object"):
        return
    call.bucket = _bucket(call, call.bucket_name, "x-amz-expected-bucket-owner")
    if operation.level == "object":
        _load(call, operation)
    if operation.copies:
        _load_source(call)


def _bucket(call: Call, name: str, owner: str) -> Bucket:
    """The bucket, if it belongs to the account that the header `owner` expects."""
    bucket = call.stores.buckets.find(name)
    if bucket is None:
        raise no_such_bucket(name)
    expected = call.request.given.get(owner) or bucket.account_id
    if not is_account_id(expected):
        message = "The value of the expected bucket owner parameter must be an AWS Account ID..."
        raise AwsError("InvalidBucketOwnerAWSAccountID", message)
    if expected != bucket.account_id:
        raise access_denied("Access Denied")
    return bucket


def _load(call: Call, operation: Operation) -> None:
    if not operation.reads:
        call.stored = call.stores.buckets.head(call.bucket_name, call.key)
        return
    found = call.stores.buckets.get(call.bucket_name, call.key)
    if found:
        call.stored, call.content = found


def _load_source(call: Call) -> None:
    name, key, version = parse(call.request.given[COPY_SOURCE])
    bucket = _bucket(call, name, "x-amz-source-expected-bucket-owner")
    stored, content = call.stores.buckets.get(name, key) or (None, b"")
    call.source = Source(bucket, key, version, stored, content)


def no_such_bucket(name: str) -> AwsError:
    """For a bucket that is not there, or is gone by the time of writing."""
    return AwsError("NoSuchBucket", "The specified bucket does not exist", 404, (("BucketName", name),))
