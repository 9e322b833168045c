"""While a process starts: its ports are its own, and nobody is let in before there is somebody to answer."""

import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress

import pytest

from tests.server import PATIENCE, ROOT, Server


def is_taken(port):
    with closing(socket.socket()) as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False


def wait_until(holds):
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_while_the_database_is_brought_up_to_date_a_proxy_goes_to_another_process_and_does_not_wait(tmp_path):
    """A door that nobody answers at takes what a proxy sends, and keeps it: a page took as long as the migration."""
    server = Server(tmp_path, DATABASE_URL=f"sqlite:///{tmp_path / 'busy.sqlite3'}")
    with closing(sqlite3.connect(tmp_path / "busy.sqlite3", isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode=WAL")
        other.execute("BEGIN IMMEDIATE")
        with server.log.open("wb") as log:
            command = [sys.executable, "manage.py", "serve"]
            server.process = subprocess.Popen(command, cwd=ROOT, env=server.environment, stdout=log, stderr=log)
        try:
            for port in (server.port, server.aws_port):
                wait_until(lambda port=port: is_taken(port))
            time.sleep(0.5)
            for port in (server.port, server.aws_port):
                with pytest.raises(ConnectionRefusedError):
                    socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
            other.execute("ROLLBACK")
            wait_until(lambda: opens(server.port))
        finally:
            server.stop()


def opens(port):
    with suppress(ConnectionRefusedError), socket.create_connection(("127.0.0.1", port), timeout=PATIENCE):
        return True
    return False
