"""CloudTrail's records of calls to S3: those on buckets are management events, those on objects are data events.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-s3-info.html
Data events are kept only where the account asks for them, as a trail on AWS must; look-ups never show them.
"""

from __future__ import annotations

from typing import Any

from playground.sandbox.operation import Call, Operation

# Asked of a bucket, and about the objects in it.
ABOUT_OBJECTS = ("ListObjects", "ListObjectsV2", "ListObjectVersions", "ListMultipartUploads", "DeleteObjects")
# By other names than the API's.
NAMES = {
    "ListObjectsV2": "ListObjects",  # both versions go by one name
    "GetBucketAccelerateConfiguration": "GetAccelerateConfiguration",
    "GetBucketLifecycleConfiguration": "GetBucketLifecycle",
    "GetBucketNotificationConfiguration": "GetBucketNotification",
    "GetPublicAccessBlock": "GetBucketPublicAccessBlock",
}


def is_management(operation: Operation) -> bool:
    """Whether the operation is on a bucket itself, its settings, or the account's buckets."""
    return operation.level != "object" and operation.name not in ABOUT_OBJECTS


def kept(call: Call) -> bool:
    """Whether the caller's account keeps the event."""
    assert call.operation is not None and call.account is not None
    return is_management(call.operation) or call.account.data_events


def event_name(operation: str) -> str:
    """What CloudTrail calls it."""
    return NAMES.get(operation, operation)


def asked(call: Call) -> dict[str, Any]:
    """requestParameters: the bucket, the key and the query, the signature left out."""
    named = {"bucketName": call.bucket_name} if call.bucket_name else {}
    named |= {"Host": call.request.headers.get("host", "")} | ({"key": call.key} if call.key else {})
    query = call.request.parameters.items()
    return named | {name: value for name, value in query if not name.lower().startswith("x-amz-")}


def besides(call: Call) -> dict[str, Any]:
    """additionalEventData."""
    presigned = "X-Amz-Signature" in call.request.parameters
    return {
        "SignatureVersion": "SigV4",
        "AuthenticationMethod": "QueryString" if presigned else "AuthHeader",
        "bytesTransferredIn": len(call.request.body),
    }


def resources(call: Call) -> dict[str, Any]:
    """The object, or what begins so, and the bucket."""
    if not call.bucket_name:
        return {}
    own = call.bucket and call.account and call.bucket.account_id == call.account.account_id
    owner = {"accountId": call.bucket.account_id} if call.bucket and own else {}
    bucket = owner | {"type": "AWS::S3::Bucket", "ARN": f"arn:aws:s3:::{call.bucket_name}"}
    if not call.key:
        return {"resources": [bucket]}
    return {"resources": [{"type": "AWS::S3::Object", "ARN": f"arn:aws:s3:::{call.bucket_name}/{call.key}"}, bucket]}
