"""Pages are worked on by few threads at once; who waits for another machine keeps nobody from working."""

import asyncio
from threading import Event, Lock

from playground.pages.one_hop import OneHop
from playground.seats import waiting_outside

SCOPE = {"type": "http", "http_version": "1.1", "method": "POST", "path": "/", "query_string": b"", "headers": []}


async def ask(door, path, body=b""):
    sent = []

    async def send(message):
        sent.append(message)

    await door(SCOPE | {"path": path}, body, send)
    return sent[0]["status"], dict(sent[0]["headers"]), sent[1]["body"]


def answered(begin, *parts):
    begin("200 OK", [("Content-Type", "text/plain")])
    return list(parts)


def test_the_answer_is_the_sites():
    def site(environ, begin):
        begin("500 Late", [])
        size = int(environ["CONTENT_LENGTH"])
        return answered(begin, environ["wsgi.input"].read(size), b", ", environ["PATH_INFO"].encode())

    status, headers, body = asyncio.run(ask(OneHop(site, threads=1, seats=1), "/x", b"a form"))
    assert (status, headers, body) == (200, {b"content-type": b"text/plain"}, b"a form, /x")


def test_a_cookie_begins_where_its_header_says():
    def site(environ, begin):
        begin("200 OK", [("Set-Cookie", " name=value; Path=/")])
        return []

    _, headers, _ = asyncio.run(ask(OneHop(site, threads=1, seats=1), "/"))
    assert headers == {b"set-cookie": b"name=value; Path=/"}


def test_no_more_work_than_there_are_seats():
    lock, now, most, both = Lock(), set(), [], Event()

    def site(environ, begin):
        with lock:
            now.add(environ["PATH_INFO"])
            most.append(len(now))
        if len(now) == 2:
            both.set()
        assert both.wait(60)
        with lock:
            now.discard(environ["PATH_INFO"])
        return answered(begin, b"")

    async def all_of_them():
        door = OneHop(site, threads=8, seats=2, patience=60)
        await asyncio.gather(*(ask(door, f"/{number}") for number in range(8)))

    asyncio.run(all_of_them())
    assert max(most) == 2


def test_who_works_for_long_keeps_the_others_from_working_no_longer():
    others_are_through = Event()

    def site(environ, begin):
        if environ["PATH_INFO"] == "/long":
            assert others_are_through.wait(60)
        return answered(begin, b"done")

    async def all_of_them():
        door = OneHop(site, threads=8, seats=1, patience=0.01)
        long = [asyncio.ensure_future(ask(door, "/long")) for _ in range(3)]
        quick = await asyncio.wait_for(asyncio.gather(*(ask(door, "/") for _ in range(3))), 60)
        others_are_through.set()
        return quick + await asyncio.gather(*long)

    assert [one[2] for one in asyncio.run(all_of_them())] == [b"done"] * 6


def test_a_seat_that_was_lost_is_not_given_back_twice():
    lock, now, most, first = Lock(), set(), [], Event()

    def site(environ, begin):
        if environ["PATH_INFO"] == "/long":
            assert first.wait(60)
            return answered(begin, b"")
        with lock:
            now.add(environ["PATH_INFO"])
            most.append(len(now))
        Event().wait(0.02)
        with lock:
            now.discard(environ["PATH_INFO"])
        return answered(begin, b"")

    async def all_of_them():
        door = OneHop(site, threads=8, seats=1, patience=0.5)
        long = asyncio.ensure_future(ask(door, "/long"))
        await ask(door, "/quick")
        first.set()
        await long
        await asyncio.gather(*(ask(door, f"/{number}") for number in range(6)))

    asyncio.run(all_of_them())
    assert max(most) == 1


class Provider:
    """A site whose /sign-in waits for it until it answers."""

    def __init__(self):
        self.answers, self.waiting = Event(), []

    def site(self, environ, begin):
        if environ["PATH_INFO"] == "/sign-in":
            with waiting_outside():
                self.waiting.append(1)
                assert self.answers.wait(60)
        return answered(begin, b"done")

    async def asked_by(self, number, waiting, door):
        """So many sign-ins, of which so many wait here by now."""
        asked = [asyncio.ensure_future(ask(door, "/sign-in")) for _ in range(number)]
        while len(self.waiting) < waiting:
            await asyncio.sleep(0.01)
        return asked


def test_more_requests_than_threads_that_all_wait_outside_are_all_answered():
    provider = Provider()

    async def a_crowd():
        asked = await provider.asked_by(6, 2, OneHop(provider.site, threads=2, seats=1, patience=60))
        await asyncio.sleep(0.05)  # the others get as far as they can
        provider.answers.set()
        return await asyncio.wait_for(asyncio.gather(*asked), 60)

    assert [one[2] for one in asyncio.run(a_crowd())] == [b"done"] * 6


def test_who_waits_outside_keeps_nobody_from_working():
    provider = Provider()

    async def a_crowd():
        door = OneHop(provider.site, threads=6, seats=1, patience=60)
        slow = await provider.asked_by(5, 5, door)
        quick = await asyncio.wait_for(ask(door, "/"), 60)
        assert not any(one.done() for one in slow)
        provider.answers.set()
        return quick, await asyncio.gather(*slow)

    quick, slow = asyncio.run(a_crowd())
    assert quick[2] == b"done"
    assert [one[2] for one in slow] == [b"done"] * 5
