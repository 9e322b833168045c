"""Whether somebody may know that an object is not there: 404 for who may list its bucket, 403 for who may not.

https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
"""

from __future__ import annotations

from playground.sandbox.authorization import ask, refusal, shown
from playground.sandbox.errors import AwsError
from playground.sandbox.operation import Asked, Call
from playground.sandbox.s3.asking import bucket_arn
from playground.sandbox.s3.objects.version import NULL, check_version
from playground.sandbox.stores import Bucket, StoredObject


def found(call: Call) -> StoredObject:
    """The object that the request names. Raises AwsError when there is none, or not in this version."""
    check_version(call.request.parameters.get("versionId"))
    if call.stored is None:
        assert call.bucket is not None
        raise missing(call, call.key, call.bucket)
    return call.stored


def missing(call: Call, key: str, bucket: Bucket, shown_key: str = "") -> AwsError:
    """The error for a key that is not there, or for its version. shown_key: what the error calls it.

    Seen: https://github.com/brekkylab/backlot, whose tests hold S3's answers of September 2026.
    """
    asked = Asked("s3:ListBucket", bucket_arn(bucket.name), {}, bucket)
    answer = ask(call, asked)
    call.findings.append(shown(call, answer)._replace(name="Existence"))
    if not answer.decision.allowed:
        return refusal(call, answer, asked)
    if key == call.key and call.request.parameters.get("versionId") == NULL:
        extra = (("Key", shown_key or key), ("VersionId", NULL))
        return AwsError("NoSuchVersion", "The specified version does not exist.", 404, extra)
    return no_such_key(shown_key or key)


def no_such_key(key: str) -> AwsError:
    """NoSuchKey, 404."""
    return AwsError("NoSuchKey", "The specified key does not exist.", 404, (("Key", key),))
