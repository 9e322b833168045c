"""GetObjectTagging: the tags of an object, none being no error.

https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectTagging.html
"""

from __future__ import annotations

from playground.sandbox.exchange import HttpResponse
from playground.sandbox.operation import Call, Operation
from playground.sandbox.s3.answer import answer, untyped
from playground.sandbox.s3.asking import on_object
from playground.sandbox.s3.objects.existence import missing
from playground.sandbox.s3.objects.tagging import tag_set
from playground.sandbox.s3.objects.version import check_version


def perform(call: Call) -> HttpResponse:
    """The tags. For a key that is not there the error names bucket and key together, as S3's does."""
    check_version(call.request.parameters.get("versionId"))
    if call.stored is None:
        assert call.bucket is not None
        raise missing(call, call.key, call.bucket, f"{call.bucket_name}/{call.key}")
    return untyped(answer(call, "Tagging", tag_set(call.stored.tags)))


OPERATION = Operation(
    "GetObjectTagging",
    "s3",
    perform,
    on_object("s3:GetObjectTagging", "s3:GetObjectVersionTagging"),
    method="GET",
    level="object",
    subresource="tagging",
    optional="versionId",
)
