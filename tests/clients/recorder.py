"""A listener between an outside client and the server: it passes requests on, and remembers their bodies."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl

from tests.server import PATIENCE


class Recorder(ThreadingHTTPServer):
    """Listens on a free port. calls: the form of each request, in order."""

    def __init__(self, to: int) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.to = to
        self.calls: list[list[tuple[str, str]]] = []

    @property
    def url(self) -> str:
        return f"http://localhost:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    """Passes one request on."""

    server: Recorder

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.calls.append(parse_qsl(body.decode(), keep_blank_values=True, strict_parsing=True))
        onward = http.client.HTTPConnection("localhost", self.server.to, timeout=PATIENCE)
        onward.request("POST", self.path, body, dict(self.headers))
        answer = onward.getresponse()
        told = answer.read()
        onward.close()
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.headers["Content-Type"])
        self.send_header("Content-Length", str(len(told)))
        self.end_headers()
        self.wfile.write(told)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def recording(to: int) -> Iterator[Recorder]:
    """A recorder before the port `to`."""
    recorder = Recorder(to)
    thread = threading.Thread(target=recorder.serve_forever, daemon=True)
    thread.start()
    try:
        yield recorder
    finally:
        recorder.shutdown()
        thread.join(PATIENCE)
        recorder.server_close()
