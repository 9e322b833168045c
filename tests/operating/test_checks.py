"""An entry of a list that could never match is refused aloud, with what it would have to look like."""

import pytest

from playground.operating.checks import lists_that_match_something

RIGHT = [
    ("LIVE_AWS_ROLES", "arn:aws:iam::111122223333:role/demo/*"),
    ("LIVE_AWS_ROLES", "arn:aws-us-gov:iam::*:role/Demo"),
    ("LIVE_AWS_ENDPOINTS", "https://minio.corp:9000"),
    ("LIVE_AWS_ENDPOINTS", "http://127.0.0.1:9000/"),
    ("TRUSTED_PROXIES", "10.0.0.7"),
    ("TRUSTED_PROXIES", "fd00::/8"),
    ("TRUSTED_PROXIES", "*"),
]
WRONG = [
    ("LIVE_AWS_ROLES", "demo/*"),
    ("LIVE_AWS_ROLES", "arn:aws:iam::111122223333:user/demo"),
    ("LIVE_AWS_ENDPOINTS", "minio.corp:9000"),
    ("LIVE_AWS_ENDPOINTS", "https://minio.corp:9000/bucket"),
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
