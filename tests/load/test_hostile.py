"""What no honest client sends: each is refused, or answered, within a bound, and nobody else waits for it."""

import json
import socket
import time
import urllib.request
from contextlib import ExitStack

import pytest

from playground.iam import MalformedPolicy, Policies, PolicyType, Request, decide, parse_policy
from playground.iam.patterns.pattern import compile_pattern
from playground.iam.verdict import verdict

BOUND = 18.0  # seconds, on a machine that is busy with other tests; after twenty anybody is hung up on who has not asked


def within(start):
    return time.monotonic() - start < BOUND


def connect(port):
    return socket.create_connection(("localhost", port), timeout=BOUND)


def told(connection):
    """All that is answered until the line is closed; an answer may be lost with a line that is cut."""
    answer = b""
    try:
        while piece := connection.recv(65536):
            answer += piece
    except ConnectionError:
        pass
    return answer


def answers(server):
    start = time.monotonic()
    with urllib.request.urlopen(server.site, timeout=BOUND) as page:
        return page.status == 200 and within(start)


def is_refused(server, door, *pieces):
    """Whoever sends this is told so or hung up on, within the bound, and the next is answered."""
    start = time.monotonic()
    with connect(getattr(server, door)) as connection:
        try:
            for piece in pieces:
                connection.sendall(piece)
            answer = told(connection)
        except ConnectionError:
            answer = b""
    assert answer == b"" or answer.startswith(b"HTTP/1.1 4")
    assert within(start)
    assert answers(server)


@pytest.mark.parametrize("door", ["port", "aws_port"])
@pytest.mark.parametrize("method", [b"GET", b"BREW"])
def test_a_megabyte_of_headers_is_refused(server, door, method):
    is_refused(server, door, method + b" / HTTP/1.1\r\nHost: localhost\r\nX-Long: " + b"x" * 1024 * 1024)


@pytest.mark.parametrize("door", ["port", "aws_port"])
def test_a_hundred_megabytes_are_refused(server, door):
    head = b"POST /sign-in/google/demo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 104857600\r\n\r\n"
    is_refused(server, door, head, *[b"x" * 1024 * 1024] * 100)


CHUNKED = b"POST /sign-in/google/demo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n"
ENDLESS = {
    "trailers": (b"0\r\n", b"X: y\r\n" * 20_000),
    "one trailer": (b"0\r\nX: ", b"y" * 120_000),
    "an extension of a chunk": (b"1;", b"y" * 120_000),
}


@pytest.mark.parametrize("door", ["port", "aws_port"])
@pytest.mark.parametrize(("begins", "goes_on"), ENDLESS.values(), ids=ENDLESS)
def test_what_a_body_is_wrapped_in_is_bounded_as_a_head_is(server, door, begins, goes_on):
    """Trailers were kept, each of six bytes in two hundred of memory, for as long as somebody sent some."""
    is_refused(server, door, CHUNKED + begins, *[goes_on] * 40)


def test_clients_that_say_nothing_or_send_slowly_keep_nobody_waiting(server):
    begun = b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\na"
    with ExitStack() as opened:
        for sent in [b""] * 50 + [b"GET / HT"] * 50 + [begun] * 50:
            for port in (server.port, server.aws_port):
                opened.enter_context(connect(port)).sendall(sent)
        assert answers(server)


def test_a_client_that_closes_its_half_of_the_line_is_answered(server):
    with connect(server.port) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        connection.shutdown(socket.SHUT_WR)
        assert told(connection).startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 100_000, '{"Statement":' + "[" * 50_000 + "]" * 50_000 + "}"])
@pytest.mark.parametrize("kind", [PolicyType.IDENTITY, PolicyType.SESSION, PolicyType.TRUST, PolicyType.RESOURCE])
def test_a_policy_that_is_deeply_nested_is_malformed(text, kind):
    start = time.process_time()
    with pytest.raises(MalformedPolicy):
        parse_policy(text, kind)
    assert time.process_time() - start < BOUND


def test_ten_thousand_statements_are_decided():
    one = {"Effect": "Allow", "Action": "s3:Get*", "Resource": "arn:aws:s3:::b/${aws:userid}/*"}
    document = {"Version": "2012-10-17", "Statement": [one | {"Sid": f"S{number}"} for number in range(10_000)]}
    start = time.process_time()
    policies = Policies(identity=(parse_policy(json.dumps(document), PolicyType.IDENTITY),))
    session = "arn:aws:sts::111122223333:assumed-role/App/maya"
    request = Request("s3:GetObject", "arn:aws:s3:::b/other/k", session, {"aws:userid": "a"})
    assert verdict(request, policies) is decide(request, policies).outcome
    assert time.process_time() - start < BOUND


@pytest.mark.parametrize(
    "stars", ["*a" * 2_000, "*" * 2_000 + "b", "*?" * 2_000, "${aws:userid}" + "*a" * 2_000, "*a?" * 2_000 + "b"]
)
def test_two_thousand_stars_against_twenty_thousand_characters(stars):
    start = time.process_time()
    pattern = compile_pattern(stars, wildcards=True, variables=True)
    for value in ("a" * 20_000, "a" * 19_999 + "b", "ab" * 10_000):
        pattern.matches(value, {"aws:userid": ("a",)})
    assert time.process_time() - start < BOUND
