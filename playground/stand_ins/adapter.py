"""Answers for the real hosts without leaving the process: a transport for `requests`, put into a client's session.

https://requests.readthedocs.io/en/latest/user/advanced/#transport-adapters
"""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any
from urllib.parse import unquote, urlsplit

import requests
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpResponse
from django.urls import Resolver404, resolve
from requests.adapters import BaseAdapter
from requests.utils import get_encoding_from_headers

PREFIX = "/stand-in/"
SAYS_SO = "A stand-in of this site answers in the provider’s place."  # of a message, for whoever reads only its address
HOSTS = (
    "accounts.google.com",
    "oauth2.googleapis.com",
    "openidconnect.googleapis.com",
    "www.googleapis.com",
    "www.amazon.com",
    "api.amazon.com",
    "www.facebook.com",
    "graph.facebook.com",
    "photo-app.auth.us-east-1.amazoncognito.com",
    "cognito-idp.us-east-1.amazonaws.com",
    "token.actions.githubusercontent.com",
    "pipelines.actions.githubusercontent.com",
    "oidc.eks.us-east-1.amazonaws.com",
    "playground.gr7.us-east-1.eks.amazonaws.com",
    "gitlab.com",
    "issuer.example.com",
)
_URLS = "playground.stand_ins.urls"


def browser_url(real_url: str) -> str:
    """Where a browser is sent instead: for `https://accounts.google.com/o…` it is `/stand-in/accounts.google.com/o…`."""
    return PREFIX + real_url.removeprefix("https://")


def mount(session: requests.Session) -> None:
    """Lets this session reach the stand-ins, under the providers' own addresses, and nothing else."""
    adapter = StandInAdapter()
    session.mount("https://", adapter)
    session.mount("http://", adapter)


class StandInAdapter(BaseAdapter):
    """Hands each request to the stand-in's view: no socket, no middleware, the same messages as over HTTP."""

    def send(
        self,
        request: requests.PreparedRequest,
        stream: bool = False,
        timeout: Any = None,
        verify: Any = True,
        cert: Any = None,
        proxies: Mapping[str, str] | None = None,
    ) -> requests.Response:
        """The view's answer, 404 for a path that the stand-in does not serve.  Raises requests.ConnectionError elsewhere."""
        url = urlsplit(request.url or "")
        if url.scheme != "https" or url.netloc not in HOSTS:
            raise requests.ConnectionError(f"no stand-in serves {url.scheme}://{url.hostname}", request=request)
        incoming = WSGIRequest(_environ(request))
        try:
            view, arguments, keywords = resolve(f"/{url.netloc}{incoming.path_info}", _URLS)
            answer = view(incoming, *arguments, **keywords)
        except Resolver404:
            answer = HttpResponse("There is no such address.", status=404, content_type="text/plain")
        return _as_response(request, answer)

    def close(self) -> None:
        """Nothing is open."""


def _environ(request: requests.PreparedRequest) -> dict[str, Any]:
    """The request as PEP 3333 has it."""
    url = urlsplit(request.url or "")
    body = request.body.encode() if isinstance(request.body, str) else request.body or b""
    environ = {
        "REQUEST_METHOD": request.method,
        "PATH_INFO": unquote(url.path, "latin-1"),
        "QUERY_STRING": url.query,
        "CONTENT_LENGTH": str(len(body)),
        "CONTENT_TYPE": request.headers.get("Content-Type", ""),
        "SERVER_NAME": url.netloc,
        "SERVER_PORT": "443",
        "HTTP_HOST": url.netloc,
        "wsgi.url_scheme": "https",
        "wsgi.input": BytesIO(body),
    }
    return {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in request.headers.items()} | environ


def _as_response(request: requests.PreparedRequest, answer: HttpResponse) -> requests.Response:
    response = requests.Response()
    response.status_code = answer.status_code
    response.reason = answer.reason_phrase
    response.headers.update(answer.headers)
    response.raw = BytesIO(answer.content)
    response.url = request.url or ""
    response.request = request
    response.encoding = get_encoding_from_headers(response.headers)
    return response
