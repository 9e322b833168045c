"""Pages as gzip, by zlib-ng: as small as zlib makes them to a hundredth, in half of the time.  https://www.rfc-editor.org/rfc/rfc1952

While others wait for this thread's seat, by ISA-L: a quarter of that time, and a page that is a seventh larger.
Django's middleware has the same rules; the function with which it packs is not to be chosen.
"""

from __future__ import annotations

import secrets

from django.http import HttpRequest
from django.http.response import HttpResponse, HttpResponseBase
from django.middleware.gzip import GZipMiddleware, re_accepts_gzip
from django.utils.cache import patch_vary_headers
from isal import isal_zlib
from zlib_ng import zlib_ng

from playground.seats import others_wait

LEVEL, LEVEL_IN_A_HURRY = 5, 2  # the first at which the pages are as small as at zlib's usual 6
_LEAST = 200  # bytes, as Django has it
_GZIP = 31  # zlib's word for such a header with the largest window
_HEAD, _FLAGS, _NAMED = 10, 3, b"\x08"  # RFC 1952, 2.3: its length, the place of FLG, FNAME


class Compressed(GZipMiddleware):
    """What the browser takes as gzip, for whole answers; what Django streams, it packs."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """The answer, smaller where it may be."""
        if not isinstance(response, HttpResponse):
            streamed: HttpResponseBase = super().process_response(request, response)
            return streamed
        if len(response.content) < _LEAST or response.has_header("Content-Encoding"):
            return response
        patch_vary_headers(response, ("Accept-Encoding",))
        if re_accepts_gzip.search(request.META.get("HTTP_ACCEPT_ENCODING", "")):
            packed = _packed(response.content, self.max_random_bytes)
            if len(packed) < len(response.content):
                _put(response, packed)
        return response


def _packed(content: bytes, most: int) -> bytes:
    """With a file's name of random length before the content: against BREACH, as Django does."""
    if others_wait():
        packed = isal_zlib.compress(content, LEVEL_IN_A_HURRY, wbits=_GZIP)
    else:
        packed = zlib_ng.compress(content, LEVEL, wbits=_GZIP)
    name = b"a" * secrets.randbelow(most) + b"\x00"
    return packed[:_FLAGS] + _NAMED + packed[_FLAGS + 1 : _HEAD] + name + packed[_HEAD:]


def _put(response: HttpResponse, packed: bytes) -> None:
    """An ETag of the whole becomes a weak one (RFC 9110, 8.8.1)."""
    response.content = packed
    response["Content-Length"] = str(len(packed))
    etag = response.get("ETag", "")
    if etag.startswith('"'):
        response["ETag"] = f"W/{etag}"
    response["Content-Encoding"] = "gzip"
