"""How a client's messages reach a provider: over https to the real one, or as whoever calls us has arranged it."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import requests
from django.conf import settings
from requests.adapters import HTTPAdapter
from urllib3 import BaseHTTPResponse, HTTPResponse
from urllib3.exceptions import HTTPError

MAX_BYTES = 1024 * 1024  # of an answer; the largest honest one is a key set
CHUNK = 16 * 1024
OF_THE_WIRE = ("content-encoding", "content-length", "transfer-encoding")  # true of the body as it came, not as it is read


@dataclass(frozen=True)
class Transport:
    """mount: puts transport adapters into a session of `requests`.  browser_url: where the browser goes for a real URL."""

    mount: Callable[[requests.Session], None]
    browser_url: Callable[[str], str]


class BoundedAdapter(HTTPAdapter):
    """https with bounds: PROVIDER_TIMEOUT seconds to connect, as many for the whole answer, MAX_BYTES of it."""

    def send(
        self,
        request: requests.PreparedRequest,
        stream: bool = False,
        timeout: Any = None,
        verify: Any = True,
        cert: Any = None,
        proxies: Mapping[str, str] | None = None,
    ) -> requests.Response:
        """The answer.  Raises requests.Timeout or requests.ConnectionError when a bound is met."""
        return super().send(request, stream, timeout or settings.PROVIDER_TIMEOUT, verify, cert, proxies)

    def build_response(self, req: requests.PreparedRequest, resp: BaseHTTPResponse) -> requests.Response:
        """The answer with its body read, within the bounds."""
        body = _read(resp, req)
        headers = {name: value for name, value in resp.headers.items() if name.lower() not in OF_THE_WIRE}
        whole = HTTPResponse(BytesIO(body), headers, resp.status, reason=resp.reason, preload_content=False)
        return super().build_response(req, whole)


def _read(answer: BaseHTTPResponse, request: requests.PreparedRequest) -> bytes:
    deadline, body = time.monotonic() + settings.PROVIDER_TIMEOUT, b""
    try:
        for chunk in answer.stream(CHUNK, decode_content=True):
            body += chunk
            if time.monotonic() > deadline:
                raise requests.ReadTimeout("the answer took too long", request=request)
            if len(body) > MAX_BYTES:
                raise requests.ConnectionError("the answer is too large", request=request)
    except HTTPError as error:
        raise requests.ConnectionError("the answer broke off", request=request) from error
    finally:
        answer.close()
    return body


def mount_live(session: requests.Session) -> None:
    """Lets this session speak https, and nothing else."""
    session.mount("https://", BoundedAdapter())
    session.adapters.pop("http://", None)


LIVE = Transport(mount=mount_live, browser_url=str)
