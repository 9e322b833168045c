"""A `requests` adapter for addresses that a visitor may have chosen: public, https, bounded in time and size, with nobody's credentials.

https://cheatsheetseries.owasp.org/cheatsheets/Server_Side_Request_Forgery_Prevention_Cheat_Sheet.html
"""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any

import requests
from django.conf import settings
from requests.adapters import HTTPAdapter
from urllib3 import BaseHTTPResponse, HTTPResponse
from urllib3.connectionpool import HTTPConnectionPool
from urllib3.exceptions import HTTPError
from urllib3.util.ssl_ import create_urllib3_context

from playground.outbound.connection import CheckedPool
from playground.outbound.deadline import Deadline
from playground.outbound.destination import Resolve, checked_addresses, destination, resolve_by_system
from playground.outbound.refused import Refused
from playground.seats import waiting_outside

MAX_BYTES = 1024 * 1024  # of an answer; the largest honest one is a key set
CHUNK = 16 * 1024
OF_THE_WIRE = ("content-encoding", "content-length", "transfer-encoding")  # true of the body as it came, not as it is read


class GuardedAdapter(HTTPAdapter):
    """Every request is checked anew, also one that a redirect makes.  PROVIDER_TIMEOUT seconds from first to last byte.

    resolve: the DNS to ask.  Raises Refused, requests.Timeout or another requests.ConnectionError.
    """

    def __init__(self, resolve: Resolve = resolve_by_system) -> None:
        super().__init__()
        self._resolve = resolve
        self._deadline = Deadline(0)

    def send(
        self,
        request: requests.PreparedRequest,
        stream: bool = False,
        timeout: Any = None,
        verify: Any = True,
        cert: Any = None,
        proxies: Mapping[str, str] | None = None,
    ) -> requests.Response:
        """The answer, read to its end.  Proxies, client certificates and other timeouts are not looked at."""
        destination(request.url or "")
        request.headers["Connection"] = "close"
        with waiting_outside(), Deadline(settings.PROVIDER_TIMEOUT) as deadline:
            self._deadline = deadline
            try:
                return super().send(request, False, deadline.left, True, None, None)
            except Refused:
                raise
            except requests.RequestException as error:
                if deadline.over:
                    raise requests.ReadTimeout("the answer took too long", request=request) from None
                raise error

    def get_connection_with_tls_context(
        self, request: requests.PreparedRequest, verify: Any, proxies: Any = None, cert: Any = None
    ) -> HTTPConnectionPool:
        """A pool of its own for each request."""
        to = destination(request.url or "")
        context = create_urllib3_context()
        if settings.OUTBOUND_CA_FILE:
            context.load_verify_locations(settings.OUTBOUND_CA_FILE)
        addresses = checked_addresses(to, self._resolve)
        return CheckedPool(to.host, to.port, ssl_context=context, addresses=addresses, deadline=self._deadline)

    def build_response(self, req: requests.PreparedRequest, resp: BaseHTTPResponse) -> requests.Response:
        """The answer with its body read, within the bounds."""
        body = self._read(resp, req)
        headers = {name: value for name, value in resp.headers.items() if name.lower() not in OF_THE_WIRE}
        whole = HTTPResponse(BytesIO(body), headers, resp.status, reason=resp.reason, preload_content=False)
        return super().build_response(req, whole)

    def _read(self, answer: BaseHTTPResponse, request: requests.PreparedRequest) -> bytes:
        body = b""
        try:
            for chunk in answer.stream(CHUNK, decode_content=True):
                body += chunk
                if len(body) > MAX_BYTES:
                    raise Refused(f"its answer is larger than {MAX_BYTES} bytes", request)
        except HTTPError as error:
            raise requests.ConnectionError("the answer broke off", request=request) from error
        finally:
            answer.close()
        if self._deadline.over:
            raise requests.ReadTimeout("the answer took too long", request=request)
        return body
