"""boto3 clients of the walkthrough. One client a service serves every visitor: credentials and transport come with the call.

Making a client costs tens of milliseconds, so they are kept. A call is answered by the transport through botocore's `before-send`
event: in the sandbox nothing leaves the process, and the messages are what they would be over HTTP.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import boto3
from botocore import UNSIGNED
from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.config import Config
from botocore.credentials import Credentials, ReadOnlyCredentials


@dataclass(frozen=True)
class Sent:
    """A response as a transport gives it."""

    status: int
    headers: Mapping[str, str]
    body: bytes


Transport = Callable[[AWSPreparedRequest], Sent]
_transport: ContextVar[Transport] = ContextVar("transport")
_credentials: ContextVar[ReadOnlyCredentials] = ContextVar("credentials")


class _CallersCredentials(Credentials):
    """Credentials that are whoever's the call is."""

    def __init__(self) -> None:
        super().__init__("unset", "unset")

    def get_frozen_credentials(self) -> ReadOnlyCredentials:
        return _credentials.get()


@contextmanager
def calling(transport: Transport, credentials: ReadOnlyCredentials | None = None) -> Iterator[None]:
    """Within this block, clients send by `transport` and sign with `credentials`."""
    sent = _transport.set(transport)
    signed = _credentials.set(credentials) if credentials else None
    try:
        yield
    finally:
        _transport.reset(sent)
        if signed:
            _credentials.reset(signed)


@lru_cache(maxsize=16)
def client(service: str, endpoint: str | None, region: str, *, signed: bool = True) -> Any:
    """A client for `sts` or `s3` at an endpoint; None for AWS's own. Unsigned for AssumeRoleWithWebIdentity, which AWS takes so."""
    config = Config(
        signature_version=None if signed else UNSIGNED,
        ignore_configured_endpoint_urls=True,  # what this site calls is for its settings to say, not for the SDK's
        retries={"total_max_attempts": 1},
        parameter_validation=False,  # the answer to a bad parameter shall be AWS's
        s3={"addressing_style": "path"},
    )
    session = boto3.session.Session()
    session._session._credentials = _CallersCredentials()
    made = session.client(service, endpoint_url=endpoint, region_name=region, config=config)
    made.meta.events.register("before-send", _send)
    return made


def _send(request: AWSPreparedRequest, **_: Any) -> AWSResponse:
    sent = _transport.get()(request)
    return AWSResponse(request.url, sent.status, dict(sent.headers), _Raw(sent.body))


class _Raw(io.BytesIO):
    """A body as urllib3 would give it to botocore."""

    def stream(self, amount: int = 65536, decode_content: bool | None = None) -> Iterator[bytes]:
        """The body in pieces."""
        while piece := self.read(amount):
            yield piece

    def release_conn(self) -> None:
        """There is no connection to release."""
