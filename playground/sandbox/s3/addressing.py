"""Bucket and key of a request: in the path, or the bucket in the host name (`photos.localhost:8001`).

A plus is a space in a path, too, and its own self when it is encoded (seen:
https://yetanothermichael.com/coding/2022/10/11/the-problem-with-plus-signs-and-s3.html).
https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
"""

from __future__ import annotations

import re
from functools import cache
from urllib.parse import unquote_to_bytes

from playground.sandbox.errors import AwsError
from playground.sandbox.exchange import HttpRequest

_NAME = re.compile(r"[A-Za-z0-9._\-]{3,255}")  # of the oldest buckets; those of today are stricter
_AWS = r"s3(?:[.\-][a-z0-9\-]+)?\.amazonaws\.com"


def address(request: HttpRequest, host: str) -> tuple[str, str]:
    """The bucket and the key, each empty when the request names none. Raises AwsError for what can name neither.

    host: the endpoint's name, without a port.
    """
    try:
        path = unquote_to_bytes(request.path.replace("+", " ")).decode().removeprefix("/")
    except UnicodeDecodeError as error:
        raise AwsError("InvalidURI", "Couldn't parse the specified URI.") from error
    if ".." in path and _climbs(path):
        raise AwsError("BadRequest", "")  # seen: no words and no body (https://github.com/floci-io/floci/issues/1231)
    virtual = _virtual(host.lower()).fullmatch(request.headers.get("host", "").lower())
    if virtual:
        return virtual["bucket"], path
    bucket, _, key = path.partition("/")
    if bucket and not _NAME.fullmatch(bucket):
        raise invalid_name(bucket)
    return bucket, key


@cache
def _virtual(host: str) -> re.Pattern[str]:
    return re.compile(rf"(?P<bucket>[a-z0-9][a-z0-9.\-]{{1,61}}[a-z0-9])\.(?:localhost|{re.escape(host)}|{_AWS})(?::\d+)?")


def _climbs(path: str) -> bool:
    """Whether a `..` stands before anything that it could lead out of. Elsewhere it is a part of a key like any other.

    https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html#object-key-guidelines
    """
    depth = 0
    for part in path.split("/"):
        depth += -1 if part == ".." else bool(part)
        if depth < 0:
            return True
    return False


def invalid_name(bucket: str) -> AwsError:
    """What no bucket can be called."""
    return AwsError("InvalidBucketName", "The specified bucket is not valid.", 400, (("BucketName", bucket),))
