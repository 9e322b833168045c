"""Headers that ask for something S3 has and the sandbox has not: refused, because an answer without it would be another answer.

https://docs.aws.amazon.com/AmazonS3/latest/API/RESTCommonRequestHeaders.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from playground.sandbox.errors import AwsError
from playground.sandbox.exchange import HttpRequest
from playground.sandbox.operation import Operation
from playground.sandbox.s3.arguments import NO_LENGTH, header_not_implemented, invalid_argument
from playground.sandbox.s3.customer_keys import CUSTOMER
from playground.sandbox.s3.objects.copy_source import COPY_SOURCE

MOST_OF_HEADERS = 8192  # bytes
UPLOADS = ("PutObject", "UploadPart")
WRITES = ("PutObject", "CopyObject", "CreateMultipartUpload")
DELETIONS = ("DeleteObject", "DeleteObjects")
_FIELD_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")  # RFC 9110, section 5.6.2
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
HEADERS = frozenset(
    "x-amz-acl x-amz-content-sha256 x-amz-date x-amz-decoded-content-length x-amz-expected-bucket-owner x-amz-request-payer "
    "x-amz-sdk-checksum-algorithm x-amz-security-token x-amz-trailer x-amz-user-agent x-amz-tagging x-amz-metadata-directive "
    "x-amz-tagging-directive x-amz-mp-object-size x-amz-object-attributes x-amz-max-parts x-amz-part-number-marker "
    "x-amz-object-ownership x-amz-source-expected-bucket-owner x-amz-copy-source-if-match x-amz-copy-source-if-none-match "
    "x-amz-copy-source-if-modified-since x-amz-copy-source-if-unmodified-since x-amz-copy-source-range x-amz-copy-source".split()
)
# C++ says which API it speaks; Java and Go would take an MD5 at the end of an answer, and do without where none is announced.
OF_SDKS = frozenset(("x-amz-api-version", "x-amz-te"))
STARTS = ("x-amz-checksum-", "x-amz-grant-", "x-amz-meta-", "x-amz-sdk-")
STORAGE_CLASS, ENCRYPTION, BYPASS = (
    "x-amz-storage-class",
    "x-amz-server-side-encryption",
    "x-amz-bypass-governance-retention",
)
VALUES = {
    STORAGE_CLASS: "STANDARD",
    ENCRYPTION: "AES256",
    "x-amz-optional-object-attributes": "RestoreStatus",  # which no object here has: none was ever archived
}
# What S3 has besides; anything else is no class of a bucket of the usual kind, or no way to encrypt.
_CLASSES = frozenset("REDUCED_REDUNDANCY STANDARD_IA ONEZONE_IA INTELLIGENT_TIERING GLACIER GLACIER_IR DEEP_ARCHIVE".split())
_ENCRYPTIONS = frozenset(("aws:kms", "aws:kms:dsse"))
_LOCK = "x-amz-object-lock-"
# What a signature may have in the query.
OF_SIGNATURE = frozenset(
    "x-amz-algorithm x-amz-content-sha256 x-amz-credential x-amz-date x-amz-expires x-amz-security-token x-amz-signature "
    "x-amz-signedheaders x-amz-user-agent".split()
)


def check_understood(request: HttpRequest, operation: Operation) -> None:
    """Raises NotImplemented, naming the header; what S3 has of its own for what no request can do with or without."""
    if sum(len(name) + len(value) + 4 for name, value in request.headers.items()) > MOST_OF_HEADERS:
        raise section_too_large()
    if COPY_SOURCE in request.given and not operation.copies:
        words = "You can only specify a copy source header for copy requests."
        raise invalid_argument(words, COPY_SOURCE, request.given[COPY_SOURCE])
    _check_hoisted(request)
    _check_transfer(request, operation)
    _check_values(request, operation)
    strange = next(_strange(request, operation), None)
    if strange:
        raise header_not_implemented(strange)


def section_too_large() -> AwsError:
    """For headers that are more than eight kilobytes. Seen: https://github.com/versity/versitygw/issues/2180"""
    words = "Your request header section exceeds the maximum allowed size."
    return AwsError("RequestHeaderSectionTooLarge", words, 400, (("MaxSizeAllowed", str(MOST_OF_HEADERS)),))


def _check_transfer(request: HttpRequest, operation: Operation) -> None:
    """Raises NotImplemented or MissingContentLength for an upload that says nowhere how long it is, be it of no byte at all.

    Chunks of AWS's own kind tell the length otherwise. Seen of chunks: https://github.com/aws/aws-sdk-go/issues/4944 and
    https://github.com/chilts/awssum/issues/30, of nothing at all: https://github.com/apache/arrow-rs-object-store/issues/155
    """
    if operation.name not in UPLOADS:
        return
    streaming = request.headers.get("x-amz-content-sha256", "").startswith("STREAMING-")
    if "transfer-encoding" in request.headers and not streaming:
        raise header_not_implemented("Transfer-Encoding")
    if not {"transfer-encoding", "content-length"} & request.headers.keys():
        raise AwsError("MissingContentLength", NO_LENGTH, 411)


def _check_values(request: HttpRequest, operation: Operation) -> None:
    """Raises what S3 answers to a value that it has not, and to what asks for a lock on a bucket that has none.

    Seen: https://github.com/peak/s5cmd/pull/163 (and for `OUTPOSTS`), https://github.com/bloomreach/s4cmd/issues/63,
    https://github.com/versity/versitygw/issues/1751, https://github.com/localstack/localstack/tree/master/tests/aws/services/s3
    """
    given = request.given
    if given.get(STORAGE_CLASS, "STANDARD") not in _CLASSES | {"STANDARD", ""}:
        extra = (("StorageClassRequested", given[STORAGE_CLASS]),)
        raise AwsError("InvalidStorageClass", "The storage class you specified is not valid", 400, extra)
    if given.get(ENCRYPTION, "AES256") not in _ENCRYPTIONS | {"AES256", ""}:
        raise invalid_argument("The encryption method specified is not supported", ENCRYPTION, given[ENCRYPTION])
    if operation.name in WRITES and any(name.startswith(_LOCK) and value for name, value in given.items()):
        raise AwsError("InvalidRequest", "Bucket is missing ObjectLockConfiguration")
    if operation.name in DELETIONS and given.get(BYPASS):
        raise invalid_argument(f"{BYPASS} is only applicable to Object Lock enabled buckets.", BYPASS)


def _check_hoisted(request: HttpRequest) -> None:
    """Raises InvalidArgument for a header in a query that no header could be: kept, it would end the headers of an answer."""
    if request.given is request.headers:
        return
    for name, value in request.given.items():
        if name not in request.headers and (not _FIELD_NAME.fullmatch(name) or _CONTROL.search(value)):
            raise invalid_argument("Header value cannot be represented using ISO-8859-1.", name, value, confirmed=False)


def _strange(request: HttpRequest, operation: Operation) -> Iterator[str]:
    for name, value in request.given.items():
        if not value:
            continue  # it asks for nothing
        if name.startswith(CUSTOMER) and operation.name in WRITES:
            continue  # which the bucket has blocked, and so it says itself
        if name in VALUES and value != VALUES[name]:
            yield name
        elif name.startswith("x-amz-") and not _is_known(name):
            yield name
    for name in map(str.lower, request.parameters):
        if name.startswith("x-amz-") and name not in request.given and name not in OF_SIGNATURE and "-checksum-" not in name:
            yield name


def _is_known(name: str) -> bool:
    return name in HEADERS or name in OF_SDKS or name in VALUES or name in OF_SIGNATURE or name.startswith(STARTS)
