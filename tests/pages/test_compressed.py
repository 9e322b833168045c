"""What the browser takes as gzip is packed, as Django's own middleware would have it."""

import gzip

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.middleware.gzip import GZipMiddleware
from django.test import RequestFactory

from playground.pages.compressed import Compressed

PAGE = b"<p>the same, again and again</p>" * 40


def answered(middleware, response, accepts="gzip, br"):
    request = RequestFactory().get("/", headers={"Accept-Encoding": accepts})
    return middleware(lambda _: response)(request)


@pytest.mark.parametrize("accepts", ["gzip, br", "br", ""])
@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (PAGE, {}),
        (PAGE, {"ETag": '"1"', "Vary": "HX-Request"}),
        (PAGE, {"ETag": 'W/"1"'}),
        (PAGE, {"Content-Encoding": "br"}),
        (PAGE[:199], {}),
        (bytes(range(256)), {}),
    ],
)
def test_an_answer_has_djangos_headers_and_the_same_content(body, headers, accepts):
    ours, theirs = (answered(one, HttpResponse(body, headers=headers), accepts) for one in (Compressed, GZipMiddleware))
    for one in (ours, theirs):
        if "gzip" in one.get("Content-Encoding", ""):
            assert one["Content-Length"] == str(len(one.content))
            del one["Content-Length"]
            one.content = gzip.decompress(one.content)
    assert ours.content == theirs.content == body
    assert dict(ours.items()) == dict(theirs.items())


def test_what_is_streamed_is_packed_too():
    packed = answered(Compressed, StreamingHttpResponse([PAGE, PAGE]))
    assert gzip.decompress(b"".join(packed)) == PAGE * 2


def test_a_page_is_hardly_larger_than_zlib_makes_it():
    text = b"".join(b'<li data-state="pass"><a href="/wire/%d/">message %d</a></li>' % (n, n * n) for n in range(500))
    assert len(answered(Compressed, HttpResponse(text)).content) < 1.05 * len(gzip.compress(text, 6)) + 100
