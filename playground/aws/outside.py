"""A transport that really sends: by botocore's own HTTP session, to one host, bounded in time and size, and keeping what moved."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from botocore.awsrequest import AWSPreparedRequest
from botocore.exceptions import BotoCoreError, ConnectionClosedError, HTTPClientError, ReadTimeoutError
from botocore.httpsession import URLLib3Session
from django.conf import settings
from urllib3 import BaseHTTPResponse
from urllib3.exceptions import HTTPError, TimeoutError

from playground.aws.clients import Sent
from playground.seats import waiting_outside

CONNECT, READ = 5, 10  # seconds
MAX_BYTES = 1024 * 1024

NOTHING = Sent(0, {}, b"")


class LeftTheWay(HTTPClientError):
    """The client wanted to send to a host that is not the target's."""

    fmt = "the call was to go to `{host}`, and this target is `{expected}`; a bucket in another region is reached there"


class TooMuch(HTTPClientError):
    """The answer is longer than this site reads."""

    fmt = "the answer is larger than {most} bytes, which is all that this site reads"


@dataclass
class Exchanged:
    """One request and its answer."""

    request: AWSPreparedRequest
    sent: Sent
    at: float
    took: float


@dataclass
class Outside:
    """playground.aws.clients.Transport. host: with its port, where everything must go."""

    host: str
    exchanges: list[Exchanged] = field(default_factory=list)
    unanswered: Exchanged | None = None  # what was sent, and nothing that could be read came back

    def __call__(self, request: AWSPreparedRequest) -> Sent:
        """Sends one request.  Raises what botocore raises, HTTPClientError and its kinds."""
        going = urlsplit(request.url).netloc.lower()
        if going != self.host:
            raise LeftTheWay(host=going, expected=self.host)
        at, start = time.time(), time.perf_counter()
        request.stream_output = True  # so that nothing is read before it is counted
        session = URLLib3Session(verify=settings.OUTBOUND_CA_FILE or True, proxies={}, timeout=(CONNECT, READ))
        try:
            with waiting_outside():
                answer = session.send(request)
                sent = Sent(answer.status_code, dict(answer.headers), _read(answer.raw, request.url))
        except BotoCoreError:
            self.unanswered = Exchanged(request, NOTHING, at, time.perf_counter() - start)
            raise
        finally:
            session.close()
        self.exchanges.append(Exchanged(request, sent, at, time.perf_counter() - start))
        return sent


def _read(raw: BaseHTTPResponse, url: str) -> bytes:
    body = b""
    try:
        for piece in raw.stream(16 * 1024):
            body += piece
            if len(body) > MAX_BYTES:
                raise TooMuch(most=MAX_BYTES)
    except HTTPError as error:
        kind = ReadTimeoutError if isinstance(error, TimeoutError) else ConnectionClosedError
        raise kind(endpoint_url=url, error=error) from error
    return body
