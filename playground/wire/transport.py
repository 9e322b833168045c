"""A `requests` adapter that reports every exchange of the adapter it wraps, also one that ended without an answer."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from requests import PreparedRequest, RequestException, Response
from requests.adapters import BaseAdapter

from playground.wire.record import NO_ANSWER, Seen

UNANSWERED = "No answer came that this site could take."


class ReportingAdapter(BaseAdapter):
    """Sends by `inner` and tells `report` what went out and what came back. words: of the host and path, a sentence."""

    def __init__(self, inner: BaseAdapter, report: Callable[[Seen], object], words: Callable[[str], str]) -> None:
        super().__init__()
        self.inner, self.report, self.words = inner, report, words

    def send(self, request: PreparedRequest, *args: Any, **kwargs: Any) -> Response:
        """Sends one request."""
        at, start = time.time(), time.perf_counter()
        try:
            response = self.inner.send(request, *args, **kwargs)
        except RequestException:
            self.report(self._seen(request, None, at, time.perf_counter() - start))
            raise
        self.report(self._seen(request, response, at, time.perf_counter() - start))
        return response

    def close(self) -> None:
        """Closes the adapter that is wrapped."""
        self.inner.close()

    def _seen(self, request: PreparedRequest, response: Response | None, at: float, took: float) -> Seen:
        url = urlsplit(request.url or "")
        body = request.body or b""
        return Seen(
            sender="app",
            receiver="provider",
            method=request.method or "GET",
            host=url.netloc,
            target=url.path + (f"?{url.query}" if url.query else ""),
            request_headers=[(name, str(value)) for name, value in request.headers.items()],
            request_body=body.encode() if isinstance(body, str) else bytes(body) if isinstance(body, bytes) else b"",
            status=response.status_code if response is not None else NO_ANSWER,
            response_headers=list(response.headers.items()) if response is not None else [],
            response_body=response.content if response is not None else b"",
            at=at,
            took=took,
            words=self.words(f"{url.netloc}{url.path}") if response is not None else UNANSWERED,
        )
