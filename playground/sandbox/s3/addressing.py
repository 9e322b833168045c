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


def address(request: HttpRequest, aws_host: str = "") -> tuple[str, str]:
    """The bucket and the key, each empty when the request names none. Raises AwsError for a key that is no UTF-8."""
    try:
        path = unquote_to_bytes(request.path).decode().removeprefix("/")
    except UnicodeDecodeError as error:
        raise AwsError("InvalidURI", "Couldn't parse the specified URI.") from error
    host = request.headers.get("host", "")
    if aws_host and host.endswith("." + aws_host):
        return host.removesuffix("." + aws_host), path
    virtual = _VIRTUAL.fullmatch(host)
    if virtual:
        return virtual["bucket"], path
    bucket, _, key = path.partition("/")
    return bucket, key
