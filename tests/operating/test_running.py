"""What those who run the site see of it: health, metrics for who has the token, a line for every request, and an end in order."""

import json
import shutil
import signal
import socket
import time
import urllib.error
import urllib.request

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from playground.wire.others import BEAT, SILENCE
from tests.server import PATIENCE, Server

SECRET = "a-code-that-nobody-may-read-0123456789"


@pytest.fixture(scope="module")
def watched(tmp_path_factory):
    settings = {"LOG_FORMAT": "json", "ACCESS_LOG": "1", "METRICS_TOKEN": "for prometheus", "DRAIN_SECONDS": "2"}
    running = Server(tmp_path_factory.mktemp("watched"), **settings).start()
    yield running
    running.process.send_signal(signal.SIGTERM)
    assert running.process.wait(PATIENCE) == 0, "after DRAIN_SECONDS it ends by itself"


def ask(url, **headers):
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=PATIENCE) as answer:
            return answer.status, answer.headers, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers, error.read().decode()


def line_of(server, request_id):
    """The line of a request; it is written when the answer is through, so perhaps a moment later."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        whole, _, _ = server.log.read_text().rpartition("\n")  # the last line may be half written
        lines = [json.loads(line) for line in whole.splitlines() if line.startswith("{")]
        if found := [line for line in lines if line.get("request_id") == request_id]:
            return found[0]
        time.sleep(0.05)
    raise AssertionError(server.log.read_text())


def test_it_says_that_it_lives_and_that_it_is_ready_whatever_the_host_header_says(watched):
    assert ask(f"{watched.site}/healthz", Host="10.1.2.3")[::2] == (200, '{"healthy": true}')
    status, _, body = ask(f"{watched.site}/readyz", Host="10.1.2.3")
    assert (status, json.loads(body)) == (200, {"ready": True, "database": True, "channel_layer": True, "staying": True})


def test_time_in_which_it_stood_still_itself_is_nobodys_silence(watched):
    watched.process.send_signal(signal.SIGSTOP)
    time.sleep(SILENCE + 1)
    watched.process.send_signal(signal.SIGCONT)
    time.sleep(BEAT + 0.5)
    assert ask(f"{watched.site}/readyz")[0] == 200
    assert "the channel layer is away" not in watched.log.read_text()


@pytest.mark.parametrize("brought", [{}, {"Authorization": "Bearer guessed"}, {"Authorization": "Bearer "}])
def test_metrics_are_for_who_has_the_token(watched, server, brought):
    assert ask(f"{watched.site}/metrics", **brought)[0] == 404
    assert ask(f"{server.site}/metrics", **brought)[0] == 404, "without METRICS_TOKEN there are none"


def metrics_with(server, lines):
    """The metrics; a request is counted when its answer is through, a moment after the client has it."""
    end = time.monotonic() + PATIENCE
    while True:
        _, headers, text = ask(f"{server.site}/metrics", Authorization="Bearer for prometheus")
        if all(line in text for line in lines) or time.monotonic() > end:
            return headers, text
        time.sleep(0.05)


def test_the_name_of_the_scheme_may_be_in_small_letters(watched):
    assert ask(f"{watched.site}/metrics", Authorization="bearer for prometheus")[0] == 200


def test_metrics_count_requests_by_route_and_decisions_by_operation(watched):
    ask(f"{watched.site}/token/?code={SECRET}")
    ask(f"{watched.aws}/bucket/{SECRET}?X-Amz-Security-Token={SECRET}")
    counted = (
        'playground_requests_total{door="pages",route="/<slug:slug>/",status="200"}',
        'playground_decisions_total{operation="GetObject",outcome="NoSuchBucket",service="s3"}',
        "playground_sockets 0.0",
    )
    headers, text = metrics_with(watched, counted)
    assert headers["Content-Type"].startswith("text/plain; version=")
    assert [line for line in counted if line not in text] == []
    assert SECRET not in text


def test_where_the_folder_of_metrics_was_deleted_it_is_said_and_no_stack_trace(tmp_path):
    """A cleaner of temporary files does it, and Prometheus asks every fifteen seconds."""
    folder = tmp_path / "metrics"
    own = Server(tmp_path, METRICS_TOKEN="for prometheus", PROMETHEUS_MULTIPROC_DIR=str(folder)).start()
    try:
        assert ask(f"{own.site}/metrics", Authorization="Bearer for prometheus")[0] == 200
        shutil.rmtree(folder)
        status, _, said = ask(f"{own.site}/metrics", Authorization="Bearer for prometheus")
        assert (status, said.startswith("PROMETHEUS_MULTIPROC_DIR was deleted")) == (503, True)
        assert ask(f"{own.site}/about/")[0] == 200
    finally:
        own.stop()
    assert "Traceback" not in own.log.read_text()


def test_every_request_has_an_id_that_its_line_in_the_log_has_too_and_no_line_has_a_secret(watched):
    _, headers, _ = ask(f"{watched.site}/about/?code={SECRET}")
    ask(f"{watched.aws}/bucket/key?X-Amz-Security-Token={SECRET}")
    found = line_of(watched, headers["X-Request-ID"])
    assert {found[name] for name in ("door", "method", "route")} == {"pages", "GET", "/about/"}
    assert found["status"] == 200
    assert found["ms"] > 0
    assert SECRET not in watched.log.read_text()


def test_a_socket_has_an_id_and_a_line_and_is_counted_when_it_opens_and_when_it_may_not(watched):
    address, ours = f"{watched.site.replace('http', 'ws')}/ws/wire/?after={SECRET}", watched.site
    with connect(address, origin=ours) as opened:
        found = line_of(watched, opened.response.headers["X-Request-ID"])
    assert [found[name] for name in ("door", "method", "route", "status")] == ["sockets", "GET", "/ws/wire/", 101]
    with pytest.raises(InvalidStatus), connect(address, origin="https://elsewhere.example"):
        raise AssertionError("a foreign page opened a socket")
    counted = (
        'playground_requests_total{door="sockets",route="/ws/wire/",status="101"} 1.0',
        'playground_requests_total{door="sockets",route="",status="403"} 1.0',
    )
    assert [line for line in counted if line not in metrics_with(watched, counted)[1]] == []
    assert SECRET not in watched.log.read_text()


def test_an_id_that_a_stranger_sends_is_not_taken_over(watched):
    assert ask(f"{watched.site}/about/", **{"X-Request-ID": "chosen-by-me"})[1]["X-Request-ID"] != "chosen-by-me"


def test_every_line_is_json_also_what_the_server_below_says_of_garbage(watched):
    with socket.create_connection(("localhost", watched.port), timeout=PATIENCE) as line:
        line.sendall(f"GET / HTTP/1.1\r\n{SECRET}\r\n\r\n".encode())
        assert line.recv(100).startswith(b"HTTP/1.1 400")
    end = time.monotonic() + PATIENCE
    while "Invalid HTTP request" not in (log := watched.log.read_text()) and time.monotonic() < end:
        time.sleep(0.05)
    said = log.rpartition("\n")[0].partition("What visitors did is kept.\n")[2].splitlines()
    assert [line for line in map(json.loads, filter(None, said)) if line["message"].startswith("Invalid HTTP request")]
    assert SECRET not in log


def test_at_sigterm_it_is_not_ready_any_more_and_answers_until_balancers_have_noticed(tmp_path):
    own = Server(tmp_path, DRAIN_SECONDS="300").start()
    own.process.send_signal(signal.SIGTERM)
    while (readiness := ask(f"{own.site}/readyz"))[0] == 200:
        time.sleep(0.05)
    assert (readiness[0], json.loads(readiness[2])["staying"]) == (503, False)
    assert ask(f"{own.site}/about/")[0] == 200
    own.process.send_signal(signal.SIGTERM)  # a second one does not wait
    assert own.process.wait(PATIENCE) == 0
    assert "Traceback" not in own.log.read_text()


def test_at_the_aws_endpoint_an_upgrade_is_passed_over_and_no_news(watched):
    before = watched.log.read_text()
    offer = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    }
    status, headers, body = ask(f"{watched.aws}/no-such-bucket-here/ws/wire/", **offer)
    assert (status, "<Code>" in body, bool(headers["x-amz-request-id"])) == (404, True, True)
    assert "pgrade" not in watched.log.read_text().removeprefix(before)
