"""An STS, IAM and S3 that others wrote: moto's server, a process of its own on loopback, with one bucket and one object."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import boto3

from tests.server import PATIENCE, free_port


@contextmanager
def running_moto() -> Iterator[str]:
    """Its origin."""
    port = free_port()
    command = [sys.executable, "-W", "ignore", "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    origin = f"http://127.0.0.1:{port}"
    try:
        _wait_for(process, port)
        s3 = boto3.client("s3", endpoint_url=origin, region_name="us-east-1", aws_access_key_id="a", aws_secret_access_key="b")
        s3.create_bucket(Bucket="photos")
        s3.put_object(Bucket="photos", Key="maya/notes.txt", Body=b"hello from moto")
        yield origin
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _wait_for(process: subprocess.Popen[bytes], port: int) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), PATIENCE).close()
            return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("moto's server did not start")
