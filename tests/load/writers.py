"""Sixteen who write at once until the server is gone, and whether all that was acknowledged is there afterwards."""

from __future__ import annotations

import hashlib
import http.client
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from threading import Lock
from typing import Any

from tests.clients.hands import BUCKET, MAYA
from tests.load.signed import Line
from tests.server import Server

WRITERS = 16


class Writers:
    """They write `most` objects. acknowledged: by key, the body and the ETag that was answered.  at_half: called once half are."""

    def __init__(self, port: int, credentials: dict[str, Any], most: int) -> None:
        self.port, self.credentials, self.most = port, credentials, most
        self.acknowledged: dict[str, tuple[bytes, str]] = {}
        self.at_half: Callable[[], None] = lambda: None
        self._lock, self._numbers = Lock(), count()
        self.refused: list[int] = []

    def write(self) -> None:
        """One writer: until all is written or the line is cut."""
        line = Line(self.port, self.credentials)
        while (number := next(self._numbers)) < self.most:
            key, body = f"/{BUCKET}/{MAYA}/load/{number}", os.urandom(200 + number % 5000)
            try:
                status, headers, _ = line.ask("PUT", key, body)
            except (OSError, http.client.HTTPException):
                break
            if status == 200:
                self._keep(key, body, headers["ETag"])
            else:
                self.refused.append(status)
        line.close()

    def _keep(self, key: str, body: bytes, tag: str) -> None:
        with self._lock:
            self.acknowledged[key] = (body, tag)
            if len(self.acknowledged) == self.most // 2:
                self.at_half()

    def cut_short(self, server: Server) -> None:
        """Kills the server when half of it is written: the writer who has that answer does, and keeps the others from noting theirs."""
        self.at_half = server.kill
        with ThreadPoolExecutor(WRITERS) as pool:
            for writing in [pool.submit(self.write) for _ in range(WRITERS)]:
                writing.result()

    def missing(self, port: int) -> list[str]:
        """What was acknowledged and is not there as it was, with its ETag."""
        line = Line(port, self.credentials)
        wrong = []
        for key, (body, tag) in self.acknowledged.items():
            status, headers, found = line.ask("GET", key)
            whole = (status, headers["ETag"], found) == (200, tag, body)
            if not whole or tag != f'"{hashlib.md5(body, usedforsecurity=False).hexdigest()}"':
                wrong.append(key)
        line.close()
        return wrong
