"""The transport to the real providers: bounded in time and in size, https only."""

from __future__ import annotations

import gzip
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import requests

from playground.providers.transport import LIVE, MAX_BYTES, BoundedAdapter


class Answers(BaseHTTPRequestHandler):
    """Good, zipped, endless and slow answers."""

    def do_GET(self):
        self.send_response(200)
        if self.path == "/zipped":
            self.send_header("Content-Encoding", "gzip")
            body = gzip.compress(b'{"zipped": true}')
        elif self.path == "/bomb":
            self.send_header("Content-Encoding", "gzip")
            body = gzip.compress(b"0" * (MAX_BYTES + 1))
        else:
            body = b"0" * (MAX_BYTES + 1) if self.path == "/large" else b'{"good": true}'
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self._write(body)

    def _write(self, body):
        if self.path != "/dripping":
            self.wfile.write(body)
            return
        for byte in body:
            self.wfile.write(bytes([byte]))
            self.wfile.flush()
            time.sleep(0.1)

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def address():
    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def session():
    with requests.Session() as session:
        session.mount("http://", BoundedAdapter())
        yield session


@pytest.mark.parametrize(("path", "body"), [("/", {"good": True}), ("/zipped", {"zipped": True})])
def test_an_honest_answer_comes_through(session, address, path, body):
    answer = session.get(address + path)
    assert (answer.status_code, answer.json()) == (200, body)


@pytest.mark.parametrize("path", ["/large", "/bomb"])
def test_an_answer_of_more_than_a_megabyte_is_refused_also_when_it_is_small_on_the_wire(session, address, path):
    with pytest.raises(requests.ConnectionError, match="too large"):
        session.get(address + path)


def test_an_answer_that_drips_is_refused_though_no_single_read_is_slow(settings, session, address):
    settings.PROVIDER_TIMEOUT = 0.3
    with pytest.raises(requests.ReadTimeout):
        session.get(f"{address}/dripping")


def test_nobody_at_home_is_a_connection_error(session):
    with pytest.raises(requests.ConnectionError):
        session.get("http://127.0.0.1:9/")


def test_live_speaks_https_only_and_leaves_the_browsers_address_alone():
    with requests.Session() as session:
        LIVE.mount(session)
        assert isinstance(session.get_adapter("https://accounts.google.com"), BoundedAdapter)
        with pytest.raises(requests.exceptions.InvalidSchema):
            session.get("http://accounts.google.com")
    assert LIVE.browser_url("https://accounts.google.com/o") == "https://accounts.google.com/o"
