"""What is answered to a body that is not read to its end, or not kept: in S3's words, though it is not known yet who was meant.

https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#ErrorCodeList
"""

from __future__ import annotations

import secrets
from dataclasses import replace

from playground.aws_endpoint.body import NoRoom, TooLarge, TooSlow
from playground.sandbox.errors import AwsError, Words
from playground.sandbox.exchange import HttpResponse
from playground.sandbox.s3.answer import refusal
from playground.sandbox.throttling import slow_down

_TIMEOUT = "Your socket connection to the server was not read from or written to within the timeout period. Idle connections will be closed."
Unread = TooLarge | TooSlow | NoRoom


def cut(why: Unread) -> HttpResponse:
    """The refusal; the connection ends with it."""
    answer = refusal(secrets.token_hex(8).upper(), _error(why))
    return replace(answer, headers=(*answer.headers, ("Connection", "close")))


def _error(why: Unread) -> AwsError:
    match why:
        case NoRoom():
            return slow_down()
        case TooLarge():
            return AwsError("EntityTooLarge", "Your proposed upload exceeds the maximum allowed size")
        case _:
            return AwsError("RequestTimeout", _TIMEOUT, words=Words.DOCUMENTED)
