"""What went wrong on our side, in the words of each service: SDKs try again after either.

https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#ErrorCodeList
https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html
"""

from __future__ import annotations

from playground.sandbox.errors import AwsError, Words


def away(service: str) -> AwsError:
    """The database does not answer, or takes nothing."""
    if service == "s3":
        return AwsError("ServiceUnavailable", "Service is unable to handle request.", 503, words=Words.DOCUMENTED)
    message = "The request has failed due to a temporary failure of the server."
    return AwsError("ServiceUnavailable", message, 503, words=Words.DOCUMENTED)


def failed(service: str) -> AwsError:
    """A mistake of ours."""
    if service == "s3":
        return AwsError("InternalError", "We encountered an internal error. Please try again.", 500, words=Words.DOCUMENTED)
    message = "The request processing has failed because of an unknown error, exception or failure."
    return AwsError("InternalFailure", message, 500, words=Words.DOCUMENTED)
