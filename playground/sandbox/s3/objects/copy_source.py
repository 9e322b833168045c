"""The object that a copy is made of: `x-amz-copy-source` names it, and it may stand in another bucket.

https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html
"""

from __future__ import annotations

from urllib.parse import unquote_to_bytes

from playground.sandbox.errors import AwsError
from playground.sandbox.operation import Asked, Call
from playground.sandbox.s3.arguments import invalid_argument
from playground.sandbox.s3.asking import object_arn, tag_keys
from playground.sandbox.s3.objects.existence import missing
from playground.sandbox.s3.objects.preconditions import source_unchanged
from playground.sandbox.s3.objects.version import check_version
from playground.sandbox.stores import StoredObject

COPY_SOURCE = "x-amz-copy-source"
MENTION = "Copy Source must mention the source bucket and key: sourcebucket/sourcekey"


def parse(header: str) -> tuple[str, str, str]:
    """Bucket, key and version (or an empty text) of the header. Raises InvalidArgument."""
    path, _, query = header.partition("?")
    name, equals, version = query.partition("=")
    if query and (name, equals) != ("versionId", "="):
        raise invalid_argument("Unsupported copy source parameter.", COPY_SOURCE, header)
    if query and not version:
        raise invalid_argument("Version id cannot be the empty string", COPY_SOURCE, version)
    try:
        text = unquote_to_bytes(path.replace("+", " ")).decode()  # seen: https://github.com/aws/aws-cli/issues/614
    except UnicodeDecodeError as error:
        raise invalid_argument("Invalid copy source encoding", COPY_SOURCE, header, confirmed=False) from error
    bucket, _, key = text.removeprefix("/").partition("/")
    if not bucket or not key:
        raise invalid_argument(MENTION, COPY_SOURCE, header)
    return bucket, key, version


def asks_to_read(call: Call) -> tuple[Asked, ...]:
    """s3:GetObject on the source, or s3:GetObjectVersion for a version of it."""
    assert call.source is not None
    action = "s3:GetObjectVersion" if call.source.version else "s3:GetObject"
    context = tag_keys("s3:ExistingObjectTag", call.source.stored)
    context |= {"s3:VersionId": call.source.version} if call.source.version else {}
    return (Asked(action, object_arn(call.source.bucket.name, call.source.key), context, call.source.bucket),)


def read_source(call: Call) -> tuple[StoredObject, bytes]:
    """The object, if it is there and its preconditions hold. Raises AwsError."""
    source = call.source
    assert source is not None
    check_version(source.version)
    if source.stored is None:
        raise missing(call, source.key, source.bucket)
    source_unchanged(call.request.given, source.stored, call.now)
    return source.stored, source.content


def illegal() -> AwsError:
    """For a copy of an object to itself that changes nothing."""
    message = (
        "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, "
        "storage class, website redirect location or encryption attributes."
    )
    return AwsError("InvalidRequest", message)
