"""What the AWS endpoint answers to bytes that are no request: S3's words, though it is not known who was meant.

https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
"""

from __future__ import annotations

import asyncio
import secrets

from django.conf import settings

from playground.sandbox.errors import AwsError
from playground.sandbox.s3.answer import refusal
from playground.sandbox.s3.unsupported.headers import section_too_large

TOO_LARGE = "Your request's headers are larger than the most that is taken."
_NO_REQUEST = "An error occurred when parsing the HTTP request."


def told_as_aws(transport: asyncio.Transport, server: tuple[str, int | None] | None, why: str) -> bool:
    """Whether it was the AWS endpoint that was asked; then it was answered, and the connection is closed. why: TOO_LARGE or another."""
    if server is None or server[1] != settings.AWS_PORT:
        return False
    transport.write(_in_s3s_words(too_large=why == TOO_LARGE))
    transport.close()
    return True


def _in_s3s_words(*, too_large: bool) -> bytes:
    """The whole answer; the connection ends with it. too_large: of a head that is longer than what is read of one."""
    error = section_too_large() if too_large else AwsError("BadRequest", _NO_REQUEST)
    told = refusal(secrets.token_hex(8).upper(), error)
    headers = (*told.headers, ("Content-Length", str(len(told.body))), ("Connection", "close"))
    head = "".join(f"{name}: {value}\r\n" for name, value in headers)
    return f"HTTP/1.1 {told.status} Bad Request\r\n{head}\r\n".encode() + told.body
