"""An STS and S3 that others wrote: moto's server, a process of its own on loopback."""

from __future__ import annotations

import socket
import subprocess
import sys
import time

import boto3
import pytest

from tests.page_fixtures import django_db_setup, plain_static_files
from tests.server import free_port

__all__ = ["django_db_setup", "plain_static_files"]

ROLE = "arn:aws:iam::123456789012:role/demo/Photos"


@pytest.fixture(scope="session")
def moto():
    """Its origin; it has a bucket with an object."""
    port = free_port()
    command = [sys.executable, "-W", "ignore", "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            break
        except OSError:
            time.sleep(0.2)
    origin = f"http://127.0.0.1:{port}"
    s3 = boto3.client("s3", endpoint_url=origin, region_name="us-east-1", aws_access_key_id="a", aws_secret_access_key="b")
    s3.create_bucket(Bucket="photos")
    s3.put_object(Bucket="photos", Key="maya/notes.txt", Body=b"hello from moto")
    yield origin
    process.terminate()
    process.wait(10)


@pytest.fixture
def visitor(client):
    """Somebody who signed in at Google's stand-in."""
    client.defaults["HTTP_HOST"] = "localhost:8000"
    away = client.get("/sign-in/google/demo/")
    back = client.post(away.url, {"person": "maya"})
    assert client.get(back["Location"]).status_code == 302
    return client


@pytest.fixture
def choose(visitor, settings, moto):
    """Chooses moto as the target: `choose(trust=…, permissions=…)` gives the role's policies, too; answers the page of step 3."""
    settings.LIVE_AWS_ENDPOINTS = [moto]

    def chosen(trust="", permissions="", **fields):
        typed = {"kind": "endpoint", "role_arn": ROLE, "region": "us-east-1", "sts_url": moto} | fields
        page = visitor.post("/target/choose/", typed, follow=True)
        if trust or permissions:
            page = visitor.post("/target/policies/", {"trust": trust, "permissions": permissions}, follow=True)
        return page.content.decode()

    return chosen
