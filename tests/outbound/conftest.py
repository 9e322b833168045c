"""Servers to call: https on loopback, with a certificate of the test's own authority."""

from __future__ import annotations

import gzip
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from playground.outbound.adapter import MAX_BYTES
from tests.private_ca import PrivateCa
from tests.server import PATIENCE

NAME = "idp.example.com"
DRIPS = 120  # seconds for which an answer that drips would go on


class Answers(BaseHTTPRequestHandler):
    """Good, zipped, endless, slow and wandering answers."""

    seen: list = []

    def do_GET(self):
        self.seen.append((self.path, dict(self.headers)))
        answer = getattr(self, f"_{self.path.strip('/').partition('/')[0] or 'good'}", self._good)
        answer()

    def _good(self):
        self._say(b'{"good": true}')

    def _zipped(self):
        self._say(gzip.compress(b'{"zipped": true}'), **{"Content-Encoding": "gzip"})

    def _bomb(self):
        self._say(gzip.compress(b"0" * (MAX_BYTES + 1)), **{"Content-Encoding": "gzip"})

    def _large(self):
        self._say(b"0" * (MAX_BYTES + 1))

    def _html(self):
        self._say(b"<html>", **{"Content-Type": "text/html"})

    def _nothing(self):
        self._say(b"")

    def _list(self):
        self._say(b"[]")

    def _deep(self):
        self._say(b"[" * 100_000)

    def _error(self):
        self._say(b'{"error": "server_error"}', 500)

    def _cookie(self):
        self._say(b"", 302, Location="/good", **{"Set-Cookie": "a=secret"})

    def _to(self):
        _, _, steps = self.path.strip("/").partition("/")
        onwards = f"/to/{int(steps) - 1}" if steps.isdigit() and steps != "1" else "/good"
        self._say(b"", 302, Location=onwards)

    def _away(self):
        self._say(b"", 302, Location=json.loads(self.headers.get("X-Away", '"http://169.254.169.254/latest/meta-data/"')))

    def _dripping(self):
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        self._drip()

    def _headers(self):
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        self._drip()

    def _drip(self):
        try:
            for _ in range(20 * DRIPS):
                self.wfile.write(b" ")
                self.wfile.flush()
                time.sleep(0.05)
        except OSError:
            pass

    def _say(self, body, status=200, **headers):
        self.send_response(status)
        for name, value in ({"Content-Type": "application/json", "Content-Length": str(len(body))} | headers).items():
            self.send_header(name, value)
        self.end_headers()
        try:
            self.wfile.write(body)
        except OSError:
            pass

    def log_message(self, *_):
        pass


@pytest.fixture(scope="session")
def authority(tmp_path_factory):
    return PrivateCa(tmp_path_factory.mktemp("ca"))


@pytest.fixture(scope="session")
def port(authority):
    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        server.socket = authority.context(NAME).wrap_socket(server.socket, server_side=True)
        server.handle_error = lambda *_: None
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


@pytest.fixture
def _allowed(settings, authority, port):
    """The operator named this host, at this port, and its authority."""
    settings.OUTBOUND_HOSTS = [f"{NAME}:{port}"]
    settings.OUTBOUND_CA_FILE = authority.bundle
    settings.PROVIDER_TIMEOUT = PATIENCE  # on a busy machine nobody is slow
    Answers.seen.clear()
