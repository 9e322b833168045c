"""A visitor without a browser: one kept connection, cookies, redirects, and forms that are sent as they stand on their page."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

PATIENCE = 300.0  # seconds for an answer: how fast a machine is, is no property of the product


@dataclass(frozen=True)
class Answer:
    """What came back. url: where it came from, redirects followed.  headers: by lower-case name, the last of several."""

    url: str
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The page."""
        return self.body.decode()


@dataclass
class Visitor:
    """Somebody at a site. site: its origin."""

    site: str
    cookies: dict[str, str] = field(default_factory=dict)
    lines: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def get(self, address: str) -> Answer:
        """A page."""
        return await self._follow("GET", address, {})

    async def send(self, page: Answer, where: str, **chosen: str) -> Answer:
        """The form of a page whose address begins with `where`, as it stands but for what is chosen."""
        address, fields = next(form for form in Forms(page.text).found if form[0].startswith(where))
        return await self._follow("POST", urljoin(page.url, address), {**fields, **chosen})

    async def _follow(self, method: str, address: str, form: dict[str, str]) -> Answer:
        answer = await self.ask(method, address, form)
        while answer.status in (302, 303):
            answer = await self.ask("GET", urljoin(answer.url, answer.headers["location"]), {})
        return answer

    async def ask(self, method: str, address: str, form: dict[str, str] | None = None) -> Answer:
        """One request and its answer; over a new connection where the kept one has been closed."""
        url = urlsplit(urljoin(self.site, address))
        body = urlencode(form or {}).encode()
        head = [f"{method} {url.path}{'?' + url.query if url.query else ''} HTTP/1.1", f"Host: {url.netloc}"]
        if self.cookies:
            head.append("Cookie: " + "; ".join(f"{name}={value}" for name, value in self.cookies.items()))
        if method == "POST":
            head += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
        wire = "\r\n".join([*head, "", ""]).encode() + body
        async with asyncio.timeout(PATIENCE):
            try:
                return await self._exchange(url.geturl(), wire)
            except (asyncio.IncompleteReadError, ConnectionError):
                await self.close()  # a kept connection may end between two requests, and a client asks again
                return await self._exchange(url.geturl(), wire)

    async def _exchange(self, url: str, wire: bytes) -> Answer:
        if self.lines is None:
            origin = urlsplit(url)
            self.lines = await asyncio.open_connection("127.0.0.1", origin.port, limit=1024 * 1024)
        reader, writer = self.lines
        writer.write(wire)
        first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        fields = [line.partition(": ")[::2] for line in lines if line]
        for name, value in fields:
            if name.lower() == "set-cookie":
                kept, _, text = value.partition(";")[0].partition("=")
                self.cookies[kept] = text
        headers = {name.lower(): value for name, value in fields}
        body = await _body(reader, headers)
        if headers.get("connection", "").lower() == "close":
            await self.close()
        return Answer(url, int(first.split()[1]), headers, body)

    async def close(self) -> None:
        """Hangs up."""
        if self.lines is not None:
            self.lines[1].close()
            self.lines = None


def walk(visitor: Visitor, work: Awaitable[Any]) -> Any:
    """Does what a visitor does, and hangs up. In a thread of its own: a test's may have an event loop already, a browser's."""

    async def whole() -> Any:
        try:
            return await work
        finally:
            await visitor.close()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, whole()).result()


async def _body(reader: asyncio.StreamReader, headers: dict[str, str]) -> bytes:
    if headers.get("transfer-encoding") != "chunked":
        return await reader.readexactly(int(headers.get("content-length", "0")))
    body = b""
    while size := int(await reader.readline(), 16):
        body += await reader.readexactly(size)
        await reader.readexactly(2)
    await reader.readexactly(2)
    return body


class Forms(HTMLParser):
    """The forms of a page: where each goes, and what it sends when nobody touches it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self._area = self._select = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A form begins, or one of its fields."""
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.found.append((given.get("action", ""), {}))
        elif tag == "option" and self._select:
            if "selected" in given or self._select not in self.found[-1][1]:
                self.found[-1][1][self._select] = given.get("value", "")
        elif not self.found or "name" not in given:
            return
        elif tag == "select":
            self._select = given["name"]
        elif tag == "input" and (given.get("type") not in ("checkbox", "radio", "submit") or "checked" in given):
            self.found[-1][1][given["name"]] = given.get("value", "")
        elif tag == "textarea":
            self._area = given["name"]
            self.found[-1][1][self._area] = ""

    def handle_data(self, data: str) -> None:
        """What stands in a text area."""
        if self._area:
            self.found[-1][1][self._area] += data.removeprefix("\n")

    def handle_endtag(self, tag: str) -> None:
        """A text area ends, or a list to choose from."""
        if tag == "textarea":
            self._area = ""
        if tag == "select":
            self._select = ""
