"""What the browser takes as gzip is packed, as Django's own middleware would have it."""

import asyncio
import gzip
from contextvars import copy_context

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.middleware.gzip import GZipMiddleware
from django.test import RequestFactory

from playground.pages.compressed import Compressed
from playground.seats import Seats, others_wait

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


def test_while_others_wait_a_page_is_packed_in_a_hurry_and_is_the_same_page(monkeypatch):
    monkeypatch.setattr(Compressed, "max_random_bytes", 1)  # so that what is packed alike is as long
    text = b"".join(b'<li data-state="pass"><a href="/wire/%d/">message %d</a></li>' % (n, n * n) for n in range(500))

    def packed():
        return others_wait(), answered(Compressed, HttpResponse(text)).content

    async def crowd():
        seats = Seats(1)
        async with seats.seat():
            alone = copy_context().run(packed)
            other = asyncio.create_task(sit(seats))
            await asyncio.sleep(0)
            hurried = copy_context().run(packed)
        return alone, hurried, await other

    async def sit(seats):
        async with seats.seat():
            return copy_context().run(packed)

    (waited, calm), (wait, hurried), (after, last) = asyncio.run(crowd())
    assert (waited, wait, after, others_wait()) == (False, True, False, False)
    assert gzip.decompress(calm) == gzip.decompress(hurried) == gzip.decompress(last) == text
    assert calm == last != hurried
    assert len(hurried) < 1.5 * len(calm)


def test_who_gives_up_waiting_stands_in_line_no_more():
    async def come_and_go():
        seats = Seats(1)
        async with seats.seat():
            other = asyncio.create_task(seats.seat().__aenter__())
            await asyncio.sleep(0)
            before = seats.waiting
            other.cancel()
            await asyncio.gather(other, return_exceptions=True)
            return before, seats.waiting

    assert asyncio.run(come_and_go()) == (1, 0)
