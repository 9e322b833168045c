"""What S3 answers to a method that it does not have at an address, to a preflight, and to two subresources at once.

Seen: the words, resource types and `Allow` of each, in answers of AWS of September 2026 to signed and to unsigned requests.
https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
"""

from __future__ import annotations

import re

from playground.sandbox.errors import AwsError
from playground.sandbox.exchange import HttpRequest
from playground.sandbox.s3.arguments import invalid_argument

_METHODS = ("GET", "HEAD", "PUT", "POST", "DELETE", "PATCH", "OPTIONS")
# Query parameters that go with a subresource and are none themselves.
_BESIDE = frozenset({"partNumber", "versionId", "select-type", "annotationName"})
# Of the bucket, and so its answer to a GET of any of its keys, be there such a key or not.
OF_BUCKETS = frozenset(
    "accelerate cors inventory lifecycle location notification policy replication requestPayment versioning website".split()
)
# What the error calls a resource where that is not the subresource's name in capitals.
_TYPES = {
    "abac": "BUCKET_ABAC",
    "delete": "MULTI_OBJECT_DELETE",
    "logging": "LOGGING_STATUS",
    "metadataConfiguration": "BUCKET_METADATA_CONFIGURATION",
    "metadataTable": "BUCKET_METADATA_TABLE_CONFIGURATION",
    "object-lock": "OBJECT_LOCK_CONFIGURATION",
    "policy": "BUCKETPOLICY",
    "versions": "BUCKETVERSIONS",
    "annotation": "OBJECT_ANNOTATIONS",
    "attributes": "OBJECT_ATTRIBUTES",
    "legal-hold": "OBJECT_LOCK_LEGALHOLD",
    "retention": "OBJECT_LOCK_RETENTION",
    "uploadId": "UPLOAD",
}


def refuse_method(request: HttpRequest) -> AwsError | None:
    """The error for a method that S3 has nowhere, and for a preflight: no bucket here has a CORS configuration."""
    if request.method not in _METHODS:
        return AwsError("BadRequest", "An error occurred when parsing the HTTP request.")
    if request.method != "OPTIONS":
        return None
    if "origin" not in request.headers:
        return AwsError("BadRequest", "Insufficient information. Origin request header needed.")
    asked = request.headers.get("access-control-request-method") or "OPTIONS"
    if asked not in _METHODS:
        return AwsError("BadRequest", f"Invalid Access-Control-Request-Method: {asked}")
    extra = (("Method", asked), ("ResourceType", "BUCKET"))
    return AwsError("AccessForbidden", "CORSResponse: CORS is not enabled for this bucket.", 403, extra)


def conflict(names: set[str]) -> AwsError | None:
    """The error for two subresources at once, told in the order of the alphabet."""
    found = sorted(names - _BESIDE)
    if len(found) < 2:
        return None
    return invalid_argument(f"Conflicting query string parameters: {', '.join(found)}", "ResourceType", found[0])


def no_part(request: HttpRequest, level: str, names: set[str]) -> AwsError | None:
    """The error for a part of what is no upload."""
    if "partNumber" not in names or "uploadId" in names:
        return None
    if level == "bucket":
        return AwsError("InvalidRequest", "Object must have a valid key name.")
    words = "This operation does not accept partNumber without uploadId"
    return invalid_argument(words, "partNumber", request.parameters["partNumber"], confirmed=False)


def of_no_key(names: set[str]) -> AwsError | None:
    """The error for a subresource of buckets that is asked of a key. Most others are the bucket's whatever the key (OF_BUCKETS).

    Seen: https://github.com/brekkylab/backlot, whose tests hold S3's answers of September 2026.
    """
    if names == {"uploads"}:
        return AwsError("InvalidRequest", "Key is not expected for the GET method ?uploads subresource", confirmed=False)
    if names == {"versions"}:
        return AwsError("InvalidRequest", "There is no such thing as the ?versions sub-resource for a key")
    if names == {"logging"}:
        return AwsError("NoLoggingStatusForKey", "There is no such thing as the ?logging sub-resource for a key")
    return None


def not_allowed(method: str, level: str, names: set[str], allowed: set[str]) -> AwsError:
    """MethodNotAllowed, 405. allowed: the methods that S3 has at this address."""
    found = sorted(names - _BESIDE)
    kind = _type_of(found[0], level, names) if found else level.upper()
    words = "The specified method is not allowed against this resource."
    error = AwsError("MethodNotAllowed", words, 405, (("Method", method), ("ResourceType", kind)))
    error.headers = (("Allow", ", ".join(sorted(allowed))),) if allowed else ()
    return error


def _type_of(name: str, level: str, names: set[str]) -> str:
    if name == "uploadId" and "partNumber" in names:
        return "PART"
    if name == "tagging" and level == "object":
        return "OBJECT_TAGGING"
    return _TYPES.get(name) or re.sub("(?<=[a-z])(?=[A-Z])", "_", name).replace("-", "_").upper()


def no_form(request: HttpRequest) -> AwsError | None:
    """The error for a POST to a bucket that is no upload from a form."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() == "multipart/form-data":
        return None
    condition = ("Condition", "Bucket POST must be of the enclosure-type multipart/form-data")
    return AwsError("PreconditionFailed", "At least one of the pre-conditions you specified did not hold", 412, (condition,))
