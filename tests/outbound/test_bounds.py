"""The way out is bounded in time and in size, and takes JSON from a server whose certificate is good."""

from __future__ import annotations

import time

import pytest

from playground.outbound.fetch import Unavailable
from tests.outbound.conftest import DRIPS, NAME
from tests.outbound.test_ssrf import answering, fetch

pytestmark = pytest.mark.usefixtures("_allowed")
HERE = answering(["127.0.0.1"])


@pytest.mark.parametrize(("path", "body"), [("good", {"good": True}), ("zipped", {"zipped": True})])
def test_an_honest_answer_comes_through(port, path, body):
    assert fetch(f"https://{NAME}:{port}/{path}", HERE) == body


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("large", "larger than 1048576 bytes"),
        ("bomb", "larger than 1048576 bytes"),
        ("html", "answered with `text/html`"),
        ("nothing", "not JSON"),
        ("deep", "not JSON"),
        ("list", "no object"),
        ("error", "status 500"),
    ],
)
def test_what_is_no_honest_answer_is_refused_and_says_why(port, path, reason):
    with pytest.raises(Unavailable) as refused:
        fetch(f"https://{NAME}:{port}/{path}", HERE)
    assert reason in refused.value.reason


@pytest.mark.parametrize("path", ["dripping", "headers"])
def test_an_answer_that_drips_is_refused_though_no_single_read_is_slow(settings, port, path):
    settings.PROVIDER_TIMEOUT = 0.4
    start = time.monotonic()
    with pytest.raises(Unavailable, match="in time"):
        fetch(f"https://{NAME}:{port}/{path}", HERE)
    assert time.monotonic() - start < DRIPS / 2


def test_nobody_at_home_is_told_from_a_slow_one(settings):
    settings.OUTBOUND_HOSTS = [f"{NAME}:9"]
    with pytest.raises(Unavailable, match="cannot be reached"):
        fetch(f"https://{NAME}:9/", HERE)


def test_a_certificate_of_another_authority_is_not_trusted(settings, port):
    settings.OUTBOUND_CA_FILE = ""
    with pytest.raises(Unavailable, match="certificate"):
        fetch(f"https://{NAME}:{port}/good", HERE)


def test_a_certificate_for_another_host_is_not_trusted_though_the_address_is_the_same(settings, port):
    settings.OUTBOUND_HOSTS = [f"other.example.com:{port}"]
    with pytest.raises(Unavailable, match="certificate"):
        fetch(f"https://other.example.com:{port}/good", HERE)
