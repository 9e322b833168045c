"""What is copied from the wire or exported is the message that went out: curl sends the same again, and a HAR says no more than is known."""

import json
import re
import shlex
import subprocess
import threading
from html import unescape
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from playground.walkthrough.wire.curl import as_curl
from playground.wire.models import Exchange
from playground.wire.record import Seen, record

pytestmark = pytest.mark.django_db
ACCOUNT = "111122223333"
PLAIN = [("Content-Type", "text/plain")]


def kept(method="GET", target="/", headers=(), body=b"", *, account=ACCOUNT, **more):
    """An exchange of the log, as a terminal's call leaves it there."""
    about = {"sender": "terminal", "receiver": "s3", "host": "localhost:8001", "at": 0.0, "took": 0.0}
    answer = {"status": 200, "response_headers": [], "response_body": b""}
    sent = {"method": method, "target": target, "request_headers": list(headers), "request_body": body}
    number = record(account, Seen(**(about | answer | sent | more)))
    return Exchange.objects.get(account_id=account, number=number)


@pytest.fixture
def echo():
    """A server that notes what it is sent: method, path, headers in small letters, body."""
    heard = []

    class Handler(BaseHTTPRequestHandler):
        def note(self):
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            heard.append((self.command, self.path, {name.lower(): value for name, value in self.headers.items()}, body))
            self.send_response(200)
            self.send_header("Content-Length", "5")
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(b"hello")

        do_GET = do_PUT = do_POST = do_HEAD = note

        def log_message(self, *_):
            """Nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"127.0.0.1:{server.server_port}", heard
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("method", "target", "headers", "body"),
    [
        ("HEAD", "/bucket/key", [], b""),
        ("GET", "/bucket/a/../b/%2e/c", [], b""),
        ("GET", "/bucket?prefix=[a]{b,c}", [], b""),
        ("PUT", "/bucket/key", PLAIN, b"@/etc/hostname"),
        ("PUT", "/bucket/key", PLAIN, b"(in brackets)"),
        ("PUT", "/bucket/key", [*PLAIN, ("Content-Length", "20")], b"(3 bytes of nothing)"),
        ("PUT", "/bucket/it's", [], b"it's\ntwo lines"),
        ("PUT", "/bucket/key", [("x-amz-meta-empty", ""), ("x-amz-meta-a", "$HOME")], b""),
    ],
)
def test_the_command_sends_what_was_sent(echo, tmp_path, method, target, headers, body):
    host, heard = echo
    command = as_curl(kept(method, target, headers, body, host=host))
    ran = subprocess.run(
        ["sh", "-c", f"{command} --silent --show-error --max-time 10 --output answer"],
        cwd=tmp_path,
        capture_output=True,
        check=True,
    )
    assert ran.stderr == b""
    ((way, path, given, sent),) = heard
    assert (way, path, sent) == (method, target, body)
    for name, value in headers:
        assert given[name.lower()] == value
    assert ("content-type" in given) == (headers[:1] == PLAIN)


@pytest.mark.parametrize("body", [b"bin\0", b"x" * 9000], ids=["no text", "longer than what is kept"])
def test_a_body_that_is_not_kept_is_a_file_to_be_put_there(body):
    words = shlex.split(as_curl(kept("PUT", "/bucket/key", PLAIN, body)))
    assert words[words.index("--data-binary") + 1] == f"@body-of-{len(body)}-bytes"
    assert not any("bytes of text/plain" in word or "xxxx" in word for word in words)


@pytest.mark.parametrize(
    ("about", "address"),
    [
        ({"sender": "terminal", "receiver": "provider", "host": "127.0.0.1:8001"}, "http://127.0.0.1:8001/"),
        ({"sender": "app", "receiver": "s3", "host": "localhost:8001"}, "http://localhost:8001/"),
        ({"sender": "browser", "receiver": "app", "host": "localhost:8000"}, "http://localhost:8000/"),
        ({"sender": "app", "receiver": "sts", "host": "sts.eu-west-1.amazonaws.com"}, "https://sts.eu-west-1.amazonaws.com/"),
        ({"sender": "app", "receiver": "s3", "host": "minio.corp:9000"}, "http://minio.corp:9000/"),
    ],
)
def test_an_address_is_the_one_that_was_called(settings, visitor, about, address):
    settings.LIVE_AWS_ENDPOINTS = ["http://minio.corp:9000"]
    page = visitor()
    account = Exchange.objects.first().account_id
    assert shlex.split(as_curl(kept(account=account, **about)))[3] == address
    assert har(page)[-1]["request"]["url"] == address


def test_what_a_stand_in_was_asked_is_asked_of_it_again_and_not_of_the_real_provider(settings, visitor):
    page = visitor()
    first = page.get("/wire/").context["wire_entries"][0]
    address = shlex.split(first.curl)[3]
    assert address == f"{settings.SITE_URL}/stand-in/accounts.google.com/.well-known/openid-configuration"
    assert page.get(address.removeprefix(settings.SITE_URL)).json()["issuer"] == "https://accounts.google.com"
    said = [one.exchange.words for one in page.get("/wire/?who=provider").context["wire_entries"]]
    assert len(said) == 4
    assert all(words.endswith("A stand-in of this site answers in the provider’s place.") for words in said)
    real = kept(sender="app", receiver="provider", host="accounts.google.com", words="The public keys.")
    assert shlex.split(as_curl(real))[3] == "https://accounts.google.com/"


def har(page, query=""):
    return json.loads(page.get(f"/wire/wire.har{query}").content)["log"]["entries"]


def test_without_a_script_that_copies_it_the_command_stands_on_the_page_of_its_message(visitor):
    page = visitor()
    last = page.get("/wire/").context["wire_entries"][-1]
    assert f'<noscript><a href="/wire/{last.exchange.number}/#curl">As curl' in page.get("/wire/").content.decode()
    shown = page.get(f"/wire/{last.exchange.number}/").content.decode()
    assert unescape(re.sub("<[^>]+>", "", shown.split('id="curl"')[1])).count(last.curl) == 1


def test_a_har_has_true_sizes_and_no_note_of_ours_for_a_body(visitor):
    page = visitor()
    account = Exchange.objects.first().account_id
    kept("PUT", "/b/k", PLAIN, b"bin\0", account=account, response_headers=PLAIN, response_body="ü".encode())
    entry = har(page)[-1]
    assert entry["request"]["bodySize"] == 4
    assert "postData" not in entry["request"]
    assert entry["response"]["content"] == {"size": 2, "mimeType": "text/plain", "text": "ü"}
    assert entry["response"]["statusText"] == "OK"
    assert all(one["request"]["url"].isascii() for one in har(page))


def test_a_filtered_page_exports_what_it_shows(visitor):
    page = visitor()
    shown = page.get("/wire/?who=app&words=%20certs%20")
    link = "/wire/wire.har?who=app&amp;words=certs"
    assert link in shown.content.decode()
    assert [one["request"]["method"] for one in har(page, "?who=app&words=certs")] == ["GET"]
    assert len(shown.context["wire_entries"]) == 1


def test_an_error_code_can_be_looked_for(visitor):
    page = visitor()
    page.post("/call/send/", {"action": "send", "RoleArn": "arn:aws:iam::123456789012:role/Other", "RoleSessionName": "maya"})
    assert [one.error for one in page.get("/wire/?words=accessdenied").context["wire_entries"]] == ["AccessDenied"]
