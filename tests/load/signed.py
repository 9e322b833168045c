"""Calls signed by botocore and sent over a kept line: what a test costs should be the server's time, not a client's."""

from __future__ import annotations

import http.client
from typing import Any
from urllib.parse import urlencode

from botocore.auth import S3SigV4Auth, SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from tests.clients.hands import REGION


class Line:
    """One connection to the AWS endpoint, and whose credentials sign what goes over it."""

    def __init__(self, port: int, credentials: dict[str, Any], service: str = "s3") -> None:
        self.address = f"http://localhost:{port}"
        self.connection = http.client.HTTPConnection("localhost", port, timeout=120)
        own = Credentials(credentials["AccessKeyId"], credentials["SecretAccessKey"], credentials.get("SessionToken"))
        region = "us-east-1" if service == "iam" else REGION
        self.signer = S3SigV4Auth(own, service, region) if service == "s3" else SigV4Auth(own, service, region)

    def signed(self, method: str, path: str, body: bytes = b"", kind: str = "") -> dict[str, str]:
        """The headers with which it may be asked for."""
        request = AWSRequest(method, self.address + path, data=body, headers={"Content-Type": kind} if kind else {})
        self.signer.add_auth(request)
        return dict(request.headers.items())

    def ask(self, method: str, path: str, body: bytes = b"", kind: str = "") -> tuple[int, http.client.HTTPMessage, bytes]:
        """Status, headers, body. Raises OSError or HTTPException when no answer came."""
        self.connection.request(method, path, body, self.signed(method, path, body, kind))
        answer = self.connection.getresponse()
        return answer.status, answer.headers, answer.read()

    def query(self, action: str, version: str, **parameters: str) -> tuple[int, http.client.HTTPMessage, bytes]:
        """A call of the Query protocol. version: of the service."""
        form = {"Action": action, "Version": version, **parameters}
        return self.ask("POST", "/", urlencode(form).encode(), "application/x-www-form-urlencoded")

    def close(self) -> None:
        """Hangs up."""
        self.connection.close()
