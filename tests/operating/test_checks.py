"""An entry of a list that could never match is refused aloud, with what it would have to look like; so is what could not work."""

import pytest

from playground.operating.checks import a_host_that_is_answered, lists_that_match_something, trusted_authority, two_host_names

RIGHT = [
    ("LIVE_AWS_ROLES", "arn:aws:iam::111122223333:role/demo/*"),
    ("LIVE_AWS_ROLES", "arn:aws-us-gov:iam::*:role/Demo"),
    ("LIVE_AWS_ENDPOINTS", "https://minio.corp:9000"),
    ("LIVE_AWS_ENDPOINTS", "http://127.0.0.1:9000/"),
    ("OUTBOUND_HOSTS", "idp.corp"),
    ("OUTBOUND_HOSTS", "10.0.0.7:8443"),
    ("OUTBOUND_HOSTS", "fd00::7:8443"),
    ("ALLOWED_HOSTS", "play.example.org"),
    ("ALLOWED_HOSTS", ".example.org"),
    ("ALLOWED_HOSTS", "localhost"),
    ("ALLOWED_HOSTS", "[::1]"),
    ("ALLOWED_HOSTS", "*"),
    ("TRUSTED_PROXIES", "10.0.0.7"),
    ("TRUSTED_PROXIES", "fd00::/8"),
    ("TRUSTED_PROXIES", "*"),
]
WRONG = [
    ("LIVE_AWS_ROLES", "demo/*"),
    ("LIVE_AWS_ROLES", "arn:aws:iam::111122223333:user/demo"),
    ("LIVE_AWS_ENDPOINTS", "minio.corp:9000"),
    ("LIVE_AWS_ENDPOINTS", "https://minio.corp:9000/bucket"),
    ("OUTBOUND_HOSTS", "https://idp.corp"),
    ("OUTBOUND_HOSTS", "idp.corp:https"),
    ("ALLOWED_HOSTS", "https://play.example.org"),
    ("ALLOWED_HOSTS", "play.example.org:8000"),
    ("ALLOWED_HOSTS", "*.example.org"),
    ("ALLOWED_HOSTS", "play.example.org/"),
    ("TRUSTED_PROXIES", "proxy.corp"),
    ("TRUSTED_PROXIES", "10.0.0.0/33"),
]


@pytest.mark.parametrize(("name", "entry"), RIGHT)
def test_what_may_match_passes(settings, name, entry):
    setattr(settings, name, [entry])
    assert lists_that_match_something() == []


@pytest.mark.parametrize(("name", "entry"), WRONG)
def test_what_can_never_match_is_an_error(settings, name, entry):
    setattr(settings, name, [entry])
    (error,) = lists_that_match_something()
    assert name in error.msg
    assert f"`{entry}`" in error.msg
    assert error.id == "playground.E012"


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({}, []),
        ({"ALLOWED_HOSTS": ["*"]}, []),
        ({"ALLOWED_HOSTS": [".example.org"]}, []),
        ({"ALLOWED_HOSTS": ["localhost"]}, ["playground.W012"]),
        ({"ALLOWED_HOSTS": ["https://play.example.org"]}, ["playground.W012"]),
        ({"AWS_URL": "https://play.example.org"}, ["playground.E013"]),
        ({"AWS_URL": "https://play.example.org", "BEHIND_PROXY": False}, []),
    ],
)
def test_the_host_names_are_the_sites(settings, changed, found):
    right = {"SITE_URL": "https://play.example.org", "AWS_URL": "https://aws.play.example.org", "BEHIND_PROXY": True}
    for name, value in {**right, "ALLOWED_HOSTS": ["play.example.org"], **changed}.items():
        setattr(settings, name, value)
    assert [error.id for error in (*two_host_names(), *a_host_that_is_answered())] == found


@pytest.mark.parametrize("content", [None, "no certificate"])
def test_an_authority_that_cannot_be_read_is_an_error(settings, tmp_path, content):
    file = tmp_path / "authority.pem"
    if content:
        file.write_text(content)
    assert trusted_authority() == []
    settings.OUTBOUND_CA_FILE = str(file)
    assert [error.id for error in trusted_authority()] == ["playground.E014"]
