"""Headers that ask for something S3 has and the sandbox has not: refused, because an answer without it would be another answer.

https://docs.aws.amazon.com/AmazonS3/latest/API/RESTCommonRequestHeaders.html
"""

from __future__ import annotations

from collections.abc import Iterator

from playground.sandbox.errors import AwsError
from playground.sandbox.exchange import HttpRequest

HEADERS = frozenset(
    "x-amz-acl x-amz-content-sha256 x-amz-date x-amz-decoded-content-length x-amz-expected-bucket-owner x-amz-request-payer "
    "x-amz-sdk-checksum-algorithm x-amz-security-token x-amz-trailer x-amz-user-agent".split()
)
STARTS = ("x-amz-checksum-", "x-amz-grant-", "x-amz-meta-")
VALUES = {"x-amz-storage-class": "STANDARD", "x-amz-server-side-encryption": "AES256"}
# What a presigned request may have in its query.
IN_QUERY = frozenset(
    "x-amz-algorithm x-amz-checksum-mode x-amz-content-sha256 x-amz-credential x-amz-date x-amz-expires x-amz-sdk-checksum-algorithm "
    "x-amz-security-token x-amz-signature x-amz-signedheaders x-amz-user-agent".split()
)
OF_WRITING = ("if-match", "if-none-match")  # would have to be compared in the moment of writing


def check_understood(request: HttpRequest) -> None:
    """Raises NotImplemented, naming the header."""
    strange = next(_strange(request), None)
    if strange:
        message = "A header you provided implies functionality that is not implemented"
        raise AwsError("NotImplemented", message, 501, (("Header", strange),))


def _strange(request: HttpRequest) -> Iterator[str]:
    for name, value in request.headers.items():
        if name in VALUES and value != VALUES[name]:
            yield name
        elif name in OF_WRITING and request.method in ("PUT", "DELETE"):
            yield name
        elif name.startswith("x-amz-") and name not in HEADERS and name not in VALUES and not name.startswith(STARTS):
            yield name
    for name in request.parameters:
        if name.lower().startswith("x-amz-") and name.lower() not in IN_QUERY:
            yield name
