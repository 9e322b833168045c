"""What the operations on multipart uploads share: the upload, or that there is none; who began it; the number of a part.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playground.sandbox.errors import AwsError
from playground.sandbox.operation import Asked, Call
from playground.sandbox.protocols.xml import Node
from playground.sandbox.s3.answer import canonical_id
from playground.sandbox.s3.arguments import integer
from playground.sandbox.s3.asking import Asks, object_arn
from playground.sandbox.s3.keeping import kept_or_refused
from playground.sandbox.stores import Conflict, Upload

SMALLEST_PART = 5 * 1024 * 1024  # bytes, of every part but the last
_NUMBER = "Part number must be an integer between 1 and 10000, inclusive"
_INVALID_PART = (
    "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag "
    "may not match the part's entity tag."
)


def upload_of(call: Call) -> Upload:
    """The upload that the request names. Raises NoSuchUpload."""
    upload = call.stores.uploads.find(call.bucket_name, call.request.parameters["uploadId"])
    if upload is None or upload.key != call.key:
        raise no_such_upload(call)
    return upload


def no_such_upload(call: Call) -> AwsError:
    """For an upload that is not there, or no more."""
    message = (
        "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed."
    )
    return AwsError("NoSuchUpload", message, 404, (("UploadId", call.request.parameters["uploadId"]),))


def invalid_part(upload: Upload, number: int, etag: str) -> AwsError:
    """For a part that is not there, or not as the request says."""
    extra = (("UploadId", upload.upload_id), ("PartNumber", str(number)), ("ETag", etag))
    return AwsError("InvalidPart", _INVALID_PART, 400, extra)


def part_number(call: Call) -> int:
    """1 to 10,000. Raises InvalidArgument."""
    return integer(call.request.parameters["partNumber"], "partNumber", 1, 10_000, _NUMBER)


def by_whoever_began(action: str) -> Asks:
    """Asks for an action; whoever began the upload may do it unless a policy denies it."""

    def asks(call: Call) -> tuple[Asked, ...]:
        upload = call.stores.uploads.find(call.bucket_name, call.request.parameters["uploadId"])
        own = bool(upload and call.session and upload.initiator == call.session.arn)
        return (Asked(action, object_arn(call.bucket_name, call.key), {}, unless_denied=own),)

    return asks


@contextmanager
def part_kept_or_refused(call: Call) -> Iterator[None]:
    """Turns what the store refuses into S3's own errors."""
    with kept_or_refused(call):
        try:
            yield
        except Conflict as error:
            if str(error) == "NoSuchUpload":
                raise no_such_upload(call) from error
            if str(error) == "InvalidPart":
                raise AwsError("InvalidPart", _INVALID_PART) from error
            raise


def who(upload: Upload, account_id: str) -> list[Node]:
    """The Initiator and Owner elements; a session's id is its ARN."""
    name = upload.initiator.rpartition("/")[2]
    return [("Initiator", [("ID", upload.initiator), ("DisplayName", name)]), ("Owner", [("ID", canonical_id(account_id))])]
