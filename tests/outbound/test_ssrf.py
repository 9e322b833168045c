"""No address that a visitor chooses leads this machine to anything but the public internet: the server-side request forgery battery.

https://cheatsheetseries.owasp.org/cheatsheets/Server_Side_Request_Forgery_Prevention_Cheat_Sheet.html
"""

from __future__ import annotations

import socket

import pytest
import requests
from hypothesis import given
from hypothesis import strategies as st

from playground.outbound.adapter import GuardedAdapter
from playground.outbound.addresses import why_not_public
from playground.outbound.fetch import Unavailable, fetch_json
from playground.outbound.refused import Refused
from tests.outbound.conftest import NAME, Answers

PRIVATE = (
    "0.0.0.0",
    "10.0.0.1",
    "10.255.255.255",
    "100.64.0.1",
    "100.127.255.254",
    "127.0.0.1",
    "127.255.255.254",
    "168.63.129.16",
    "169.254.169.254",
    "169.254.170.2",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.192",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::ffff:127.0.0.1",
    "::ffff:8.8.8.8",
    "::127.0.0.1",
    "64:ff9b::7f00:1",
    "100::1",
    "2001::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "3fff::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "not an address",
)
PUBLIC = ("1.1.1.1", "8.8.8.8", "52.94.236.248", "172.32.0.1", "100.128.0.1", "2606:4700:4700::1111", "2a00:1450:4001::200e")
LITERALS = (
    "127.0.0.1",
    "2130706433",
    "0x7f000001",
    "0x7f.0.0.1",
    "0177.0.0.1",
    "017700000001",
    "127.1",
    "127.0.1",
    "127.0.0.1.",
    "0",
    "[::1]",
    "[::ffff:169.254.169.254]",
    "[::ffff:a9fe:a9fe]",
    "[fd00:ec2::254]",
    "169.254.169.254",
    "2852039166",
    "0xa9fea9fe",
    "8.8.8.8",
    "①②⑦.⓪.⓪.①",
    "127。0。0。1",
    "localhost",
    "metadata",
    "intranet",
)


def answering(*addresses):
    """A resolver of the test's own that remembers what it was asked; each call gets the next answer, the last one for ever."""
    left, asked = list(addresses), []

    def resolve(host, port):
        asked.append((host, port))
        answer = left.pop(0) if len(left) > 1 else left[0]
        return list(answer)

    resolve.asked = asked
    return resolve


def never(host, port):
    raise AssertionError(f"DNS was asked for {host}")


def fetch(url, resolve, **more):
    def mount(session):
        session.headers.update(more)
        session.mount("https://", GuardedAdapter(resolve))
        session.adapters.pop("http://", None)

    return fetch_json(url, mount)


@pytest.fixture
def dialled(monkeypatch):
    """The addresses that a socket was opened to."""
    opened = []
    monkeypatch.setattr(socket, "create_connection", lambda address, *_, **__: opened.append(address) or _refuse())
    return opened


def _refuse():
    raise ConnectionRefusedError


@pytest.mark.parametrize("address", PRIVATE)
def test_an_address_that_is_not_public_is_known_as_such(address):
    assert why_not_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_is_public(address):
    assert why_not_public(address) == ""


@given(st.ip_addresses())
def test_what_the_standard_library_calls_local_is_never_public(address):
    if address.is_loopback or address.is_link_local or address.is_multicast or address.is_unspecified:
        assert why_not_public(str(address))


@pytest.mark.parametrize("host", LITERALS)
def test_a_host_must_be_a_public_name_and_an_address_in_any_notation_is_none(host, dialled):
    with pytest.raises(Unavailable):
        fetch(f"https://{host}/.well-known/openid-configuration", never)
    assert dialled == []


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://idp.example.com/", "should begin with `https:`"),
        ("ftp://idp.example.com/", "should begin with `https:`"),
        ("file:///etc/passwd", "should begin with `https:`"),
        ("gopher://idp.example.com/", "should begin with `https:`"),
        ("https://user:secret@idp.example.com/", "no user and no password"),
        ("https://@idp.example.com/", "no user and no password"),
        ("https://idp.example.com:22/", "should be on port 443"),
        ("https://idp.example.com:99999/", "cannot be read"),
        ("https://[::1/", "cannot be read"),
        ("https:///nowhere", "a host name and a path"),
    ],
)
def test_anything_but_https_to_a_host_on_port_443_is_refused_in_words(url, reason, dialled):
    with pytest.raises(Unavailable) as refused:
        fetch(url, never)
    assert reason in refused.value.reason
    assert "secret" not in refused.value.reason
    assert dialled == []


@pytest.mark.parametrize("address", [one for one in PRIVATE if "not" not in one])
def test_a_name_that_dns_puts_at_such_an_address_is_not_called(address, dialled):
    with pytest.raises(Unavailable, match="calls public ones only"):
        fetch("https://rebind.example.com/", answering([address]))
    assert dialled == []


def test_one_such_address_among_public_ones_is_enough_to_refuse(dialled):
    with pytest.raises(Unavailable, match="loopback"):
        fetch("https://rebind.example.com/", answering(["8.8.8.8", "127.0.0.1"]))
    assert dialled == []


def test_the_address_that_was_checked_is_the_one_that_is_called_whatever_dns_says_next(dialled):
    resolve = answering(["8.8.8.8"], ["127.0.0.1"])
    with pytest.raises(Unavailable, match="cannot be reached"):
        fetch("https://rebind.example.com/", resolve)
    assert resolve.asked == [("rebind.example.com", 443)]
    assert dialled == [("8.8.8.8", 443)]


@pytest.mark.usefixtures("_allowed")
@pytest.mark.parametrize(
    ("there", "reason"),
    [
        ("http://169.254.169.254/latest/meta-data/", "should begin with `https:`"),
        ("https://169.254.169.254/latest/meta-data/", "port 443|no public host name"),
        ("https://localhost/", "no public host name"),
        ("https://rebind.example.com/", "calls public ones only"),
        ("//rebind.example.com/", "calls public ones only"),
        ("file:///etc/passwd", "should begin with `https:`"),
    ],
)
def test_a_redirect_is_judged_as_the_first_address_was(port, there, reason):
    def resolve(host, _port):
        return ["127.0.0.1"] if host in (NAME, "rebind.example.com") else never(host, _port)

    with pytest.raises(Unavailable, match=reason):
        fetch(f"https://{NAME}:{port}/away", resolve, **{"X-Away": f'"{there}"'})
    assert [path for path, _ in Answers.seen] == ["/away"]


@pytest.mark.usefixtures("_allowed")
def test_redirects_are_counted(port):
    resolve = answering(["127.0.0.1"])
    assert fetch(f"https://{NAME}:{port}/to/2", resolve) == {"good": True}
    with pytest.raises(Unavailable, match="more than 2 times"):
        fetch(f"https://{NAME}:{port}/to/3", resolve)


@pytest.mark.usefixtures("_allowed")
def test_no_credentials_are_forwarded(port, tmp_path, monkeypatch):
    netrc = tmp_path / "netrc"
    netrc.write_text(f"machine {NAME} login maya password secret\n")
    monkeypatch.setenv("NETRC", str(netrc))
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    assert fetch(f"https://{NAME}:{port}/cookie", answering(["127.0.0.1"])) == {"good": True}
    assert [path for path, _ in Answers.seen] == ["/cookie", "/good"]
    for _, headers in Answers.seen:
        assert not {"Authorization", "Cookie", "Proxy-Authorization", "Referer"} & headers.keys()


def test_a_refusal_reaches_a_session_of_requests_as_itself(dialled):
    with requests.Session() as session:
        session.mount("https://", GuardedAdapter(answering(["10.0.0.1"])))
        with pytest.raises(Refused, match="private"):
            session.get("https://internal.example.com/")
    assert dialled == []
