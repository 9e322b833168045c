"""What is told to who sends what is no request: S3's words at the AWS endpoint, a line of text at the pages."""

from __future__ import annotations

import asyncio

import pytest

from tests.load.test_slow_bodies import run
from tests.operating.test_http import listening

NO_NAME = b"x-amz-meta-a b: c\r\n\r\n"
PARSING = "<Code>BadRequest</Code><Message>An error occurred when parsing the HTTP request.</Message>"
TOO_LARGE = (
    "<Code>RequestHeaderSectionTooLarge</Code><Message>Your request header section exceeds the maximum allowed size."
    "</Message><MaxSizeAllowed>8192</MaxSizeAllowed>"
)
NO_REQUESTS = {
    "a name with a space": (b"GET / HTTP/1.1\r\nHost: localhost\r\n" + NO_NAME, PARSING),
    "the same of another method": (b"BREW / HTTP/1.1\r\nHost: localhost\r\n" + NO_NAME, PARSING),
    "no HTTP": (b"GET / HTTQ/1.1\r\n\r\n", PARSING),
    "a head without an end": (b"GET / HTTP/1.1\r\nX-Long: " + b"a" * 70_000, TOO_LARGE),
}


async def told(settings, sent, *, at_aws):
    """All that comes before the connection ends."""
    async with asyncio.timeout(60), listening() as port:
        settings.AWS_PORT = port if at_aws else port + 1
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(sent)
        head, _, body = (await reader.read()).decode().partition("\r\n\r\n")
        writer.close()
        return head.split("\r\n"), body


@pytest.mark.parametrize("case", NO_REQUESTS)
def test_the_aws_endpoint_tells_it_as_s3_does(settings, case):
    sent, words = NO_REQUESTS[case]
    head, body = run(told(settings, sent, at_aws=True))
    assert head[0] == "HTTP/1.1 400 Bad Request"
    assert {"Content-Type: application/xml", f"Content-Length: {len(body)}", "Connection: close"} <= set(head)
    assert words in body
    assert f"x-amz-request-id: {body.partition('<RequestId>')[2].partition('<')[0]}" in head


def test_the_pages_tell_it_in_a_line(settings):
    head, body = run(told(settings, NO_REQUESTS["a name with a space"][0], at_aws=False))
    assert head[0] == "HTTP/1.1 400 Bad Request"
    assert body == "Invalid HTTP request received."
