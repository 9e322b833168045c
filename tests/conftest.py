"""What tests share: a running server, and a clock that stands."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, settings

from tests.server import Server

# How fast a machine is, and what else it does, is no property of the product.
settings.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("suite")


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """The site and the AWS endpoint, running; one for each worker."""
    running = Server(tmp_path_factory.mktemp("server")).start()
    yield running
    running.stop()
    log = running.log.read_text()
    assert "Traceback" not in log, log


@pytest.fixture
def standing_clock(monkeypatch):
    """For what is compared to the second: no second passes between two steps of a test. Answers the time; seconds since 1970."""
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now)
    return now
