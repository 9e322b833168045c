"""Behind a proxy that sends everything to one port, the AWS endpoint is told by its host name, however a client writes it."""

import pytest

from playground.asgi import is_aws


@pytest.fixture(autouse=True)
def behind_a_proxy(settings, monkeypatch):
    settings.BEHIND_PROXY = True
    monkeypatch.setattr("playground.asgi._PORT_UNSAID", ":443")
    monkeypatch.setattr("playground.asgi._names", ("example.org", "play.example.org"))


@pytest.mark.parametrize(
    ("host", "found"),
    [
        ("example.org", True),
        ("Example.ORG", True),
        ("example.org:443", True),
        ("my.bucket.example.org", True),
        ("example.org:80", False),
        ("play.example.org", False),
        ("PLAY.example.org:443", False),
        ("notexample.org", False),
        ("", False),
    ],
)
def test_by_its_host_name(host, found):
    assert is_aws({"server": ("10.0.0.1", 9), "headers": [(b"host", host.encode())]}) is found


def test_not_without_a_proxy(settings):
    settings.BEHIND_PROXY = False
    assert not is_aws({"server": ("10.0.0.1", 9), "headers": [(b"host", b"example.org")]})
