"""curl and bare sockets: the bytes as they stand on the wire."""

import re
import socket

import pytest

from tests.clients.bare import VERSION, asked, exchange
from tests.clients.hands import BUCKET, CURL, REGION, ROLE, client, token
from tests.server import PATIENCE

pytestmark = pytest.mark.clients


def test_a_success_has_awss_very_form(server):
    kind = {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"}
    status, headers, body = exchange(server, "POST", "/", asked(server), kind)
    assert status == 200
    names = {name.lower(): value for name, value in headers.items()}
    assert names["content-type"] == "text/xml"
    assert int(names["content-length"]) == len(body)
    vary = "SessionToken|SecretAccessKey|AccessKeyId|AssumedRoleId|Expiration|SessionTokenUtilization|SessionTokenSize"
    text = re.sub(rf"<({vary})>[^<]+", r"<\1>…", body.decode())
    assert text == (
        '<AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleWithWebIdentityResult>'
        "<SubjectFromWebIdentityToken>107691503500061507151</SubjectFromWebIdentityToken>"
        f"<Audience>{re.search('<Audience>([^<]+)', text)[1]}</Audience>"
        "<AssumedRoleUser><Arn>arn:aws:sts::123456789012:assumed-role/PhotoAppGoogle/maya</Arn>"
        "<AssumedRoleId>…</AssumedRoleId></AssumedRoleUser>"
        "<Credentials><SessionToken>…</SessionToken><SecretAccessKey>…</SecretAccessKey>"
        "<Expiration>…</Expiration><AccessKeyId>…</AccessKeyId></Credentials>"
        "<Provider>accounts.google.com</Provider>"
        "<SessionTokenUtilization>…</SessionTokenUtilization><SessionTokenSize>…</SessionTokenSize>"
        "</AssumeRoleWithWebIdentityResult>"
        f"<ResponseMetadata><RequestId>{names['x-amzn-requestid']}</RequestId></ResponseMetadata></AssumeRoleWithWebIdentityResponse>"
    )
    assert re.search(rb"<Expiration>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ<", body)
    assert re.search(rb"<AssumedRoleId>AROA[A-Z2-7]{17}:maya<", body)
    assert re.search(rb"<AccessKeyId>ASIA[A-Z2-7]{16}<", body)
    token = re.search(rb"<SessionToken>([^<]+)<", body)[1]
    assert b"<SessionTokenSize>%d<" % len(token) in body


def test_a_refusal_has_awss_very_form(server):
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    status, headers, body = exchange(server, "POST", "/", asked(server, RoleArn=f"{ROLE}s"), kind)
    names = {name.lower(): value for name, value in headers.items()}
    assert status == 403
    assert body.decode() == (
        '<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>AccessDenied</Code>'
        "<Message>Not authorized to perform sts:AssumeRoleWithWebIdentity</Message></Error>"
        f"<RequestId>{names['x-amzn-requestid']}</RequestId></ErrorResponse>"
    )


def test_s3_answers_a_stranger_with_its_prolog_and_its_two_ids(server):
    status, headers, body = exchange(server, "GET", f"/{BUCKET}/shared/welcome.txt")
    names = {name.lower(): value for name, value in headers.items()}
    assert status == 403
    assert body.startswith(
        b'<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessDenied</Code><Message>Access Denied</Message>'
    )
    assert f"<RequestId>{names['x-amz-request-id']}</RequestId>".encode() in body
    assert names["x-amz-id-2"]
    assert names["content-type"] == "application/xml"


@pytest.mark.parametrize("place", ["form", "query", "get", "query without a type"])
def test_curl_gets_credentials_wherever_it_puts_the_parameters(server, empty, place):
    curl = client(CURL, "curl")
    parameters = asked(server)
    command = {
        "form": ("--data", parameters, server.aws),
        "query": (
            "--request",
            "POST",
            "--header",
            "Content-Type: application/x-www-form-urlencoded",
            f"{server.aws}/?{parameters}",
        ),
        "get": (f"{server.aws}/?{parameters}",),
        "query without a type": ("--request", "POST", "--header", "Content-Type:", f"{server.aws}/?{parameters}"),
    }[place]
    answered = empty.run(curl, "--silent", "--show-error", *command).stdout
    assert "<SessionToken>IQoJb3JpZ2luX2Vj" in answered


def test_curl_sends_the_file_that_echo_wrote_and_reads_the_answer_as_json(server, empty):
    file = empty.home / "token"
    file.write_text(f"{token(server)}\n")
    told = empty.json(
        *(client(CURL, "curl"), "--silent", "--show-error", "--header", "Accept: application/json"),
        *("--data", f"Action=AssumeRoleWithWebIdentity&Version={VERSION}", "--data-urlencode", f"RoleArn={ROLE}"),
        *("--data", "RoleSessionName=maya", "--data-urlencode", f"WebIdentityToken@{file}", server.aws),
    )
    result = told["AssumeRoleWithWebIdentityResponse"]["AssumeRoleWithWebIdentityResult"]
    assert result["Credentials"]["SessionToken"].startswith("IQoJb3JpZ2luX2Vj")


def test_curl_signs_a_request_by_itself(server, empty, credentials):
    curl = client(CURL, "curl")
    told = empty.run(
        *(curl, "--silent", "--show-error", "--aws-sigv4", f"aws:amz:{REGION}:sts"),
        *("--user", f"{credentials['AccessKeyId']}:{credentials['SecretAccessKey']}"),
        *("--header", f"X-Amz-Security-Token: {credentials['SessionToken']}"),
        *("--data", f"Action=GetCallerIdentity&Version={VERSION}", server.aws),
    ).stdout
    assert "<Account>123456789012</Account>" in told


def raw(server, request: bytes) -> bytes:
    with socket.create_connection(("localhost", server.aws_port), timeout=PATIENCE) as connection:
        connection.sendall(request)
        return b"".join(iter(lambda: connection.recv(65536), b""))


ODD = [
    b"BREW / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: x\r\nX-Odd: \xff\xfe\r\nUser-Agent: \x80\r\nConnection: close\r\n\r\n",
    b"GET /%FF%00 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    b"PUT /bucket/key HTTP/1.1\r\nHost: x\r\nContent-MD5: \xc3\xa9\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
    b"POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 2001\r\nConnection: close\r\n\r\n"
    + b"&" * 2001,
    b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 26\r\nConnection: close\r\n\r\nAction=%00%FF&Version=\xff\xfe\xfd\xfc",
    b"GET / HTTP/1.1\r\nHost: \xff.localhost\r\nConnection: close\r\n\r\n",
]


@pytest.mark.parametrize("request_", ODD)
def test_odd_bytes_are_answered_and_are_no_failure(server, request_):
    status = raw(server, request_).split(b" ", 2)[1]
    assert status in (b"400", b"403", b"404", b"501")


@pytest.mark.parametrize(("said", "status"), [(b"", b"411"), (b"Content-Length: 0\r\n", b"404")])
def test_a_put_without_a_body_has_to_say_so_and_one_of_no_bytes_is_a_put(server, said, status):
    answer = raw(server, b"PUT /bucket/key HTTP/1.1\r\nHost: x\r\n" + said + b"Connection: close\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 " + status)
    assert (b"<Code>MissingContentLength</Code>" in answer) == (status == b"411")


def test_a_method_that_s3_does_not_know_makes_no_request(server):
    answer = raw(server, b"PROPFIND / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert b"<Code>BadRequest</Code><Message>An error occurred when parsing the HTTP request.</Message>" in answer


def test_odd_bytes_on_an_accounts_own_wire_are_no_failure(server):
    """A call that is recorded, with a header that is no UTF-8."""
    body = asked(server, WebIdentityToken="no token").encode()
    head = b"POST / HTTP/1.1\r\nHost: x\r\nUser-Agent: \xff\xfe\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    answer = raw(server, head + b"Content-Length: %d\r\nConnection: close\r\n\r\n" % len(body) + body)
    assert answer.startswith(b"HTTP/1.1 400")
    assert b"InvalidIdentityToken" in answer


def poured(server, length: int, *, expect: bytes = b"") -> tuple[int, bytes]:
    """How much of a body was taken, and what was answered."""
    head = b"PUT /bucket/key HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n%sConnection: close\r\n\r\n" % (length, expect)
    with socket.create_connection(("localhost", server.aws_port), timeout=PATIENCE) as connection:
        connection.sendall(head)
        sent = 0
        try:
            while sent < length and not expect:
                sent += connection.send(b"x" * min(65536, length - sent))
        except OSError:
            return sent, b""
        return sent, b"".join(iter(lambda: connection.recv(65536), b""))


def test_a_body_beyond_the_bound_is_answered_when_it_is_through(server):
    sent, answer = poured(server, 20_000_000)
    assert sent == 20_000_000
    assert b"<Code>EntityTooLarge</Code>" in answer


def test_a_body_beyond_the_bound_is_refused_before_it_comes_to_whoever_asks_first(server):
    assert b"<Code>EntityTooLarge</Code>" in poured(server, 20_000_000, expect=b"Expect: 100-continue\r\n")[1]


def test_a_body_beyond_every_bound_is_refused(server):
    sent, _ = poured(server, 2_000_000_000)
    assert sent < 200_000_000
