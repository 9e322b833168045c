"""Bucket and key of a request: in the path, or the bucket in the host name (`photos.localhost:8001`).

https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
"""

from __future__ import annotations

import re
from urllib.parse import unquote_to_bytes

from playground.sandbox.errors import AwsError
from playground.sandbox.exchange import HttpRequest

_VIRTUAL = re.compile(
    r"(?P<bucket>[a-z0-9][a-z0-9.\-]{1,61}[a-z0-9])\.(?:localhost|s3(?:[.\-][a-z0-9\-]+)?\.amazonaws\.com)(?::\d+)?"
)


_NAME = re.compile(r"[A-Za-z0-9._\-]{3,255}")  # of the oldest buckets; those of today are stricter


def address(request: HttpRequest) -> tuple[str, str]:
    """The bucket and the key, each empty when the request names none. Raises AwsError for what can name neither."""
    try:
        path = unquote_to_bytes(request.path).decode().removeprefix("/")
    except UnicodeDecodeError as error:
        raise AwsError("InvalidURI", "Couldn't parse the specified URI.") from error
    virtual = _VIRTUAL.fullmatch(request.headers.get("host", "").lower())
    if virtual:
        return virtual["bucket"], path
    bucket, _, key = path.partition("/")
    if bucket and not _NAME.fullmatch(bucket):
        raise AwsError("InvalidBucketName", "The specified bucket is not valid.", 400, (("BucketName", bucket),))
    return bucket, key
