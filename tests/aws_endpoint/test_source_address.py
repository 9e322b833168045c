"""Where a request came from, as policies and CloudTrail have it."""

import pytest

from playground.aws_endpoint.app import request_of


@pytest.mark.parametrize(
    ("client", "address"),
    [
        (("203.0.113.9", 1), "203.0.113.9"),
        (("::ffff:203.0.113.9", 1), "203.0.113.9"),  # on a socket that takes both kinds, HOST=::
        (("2001:db8::1", 1), "2001:db8::1"),
        (("::ffff:0:1", 1), "::ffff:0:1"),
        (None, "127.0.0.1"),
    ],
)
def test_an_ipv4_address_is_written_as_one(client, address):
    scope = {"method": "GET", "path": "/", "query_string": b"", "headers": [], "client": client}
    assert request_of(scope, b"").source_ip == address
