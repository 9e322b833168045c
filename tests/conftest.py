"""What tests share: a running server, and nothing else."""

from __future__ import annotations

import pytest

from tests.server import Server


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """The site and the AWS endpoint, running; one for each worker."""
    running = Server(tmp_path_factory.mktemp("server")).start()
    yield running
    running.stop()
    log = running.log.read_text()
    assert "Traceback" not in log, log
