"""A signed request before its judges."""

from __future__ import annotations

from collections.abc import Callable

from playground.sigv4.authorization import Authorization
from playground.sigv4.refusals import Refusal
from playground.sigv4.request import HttpRequest, folded
from playground.sigv4.signature import Signed

SecretFor = Callable[[Authorization], str | Refusal | None]
"""The secret of an access key; None when nobody has it, a Refusal when its session is not good."""


class Case:
    """A request, and what the checks find out about it one after the other.

    service: whose endpoint was called; now: seconds since 1970; headers: by lower-case name, folded.
    authorization, secret, payload_hash, signed: there from the check on that finds them, and not before.
    """

    __slots__ = ("authorization", "headers", "now", "payload_hash", "request", "secret", "secret_for", "service", "signed")

    authorization: Authorization
    secret: str
    payload_hash: str
    signed: Signed

    def __init__(self, request: HttpRequest, service: str, secret_for: SecretFor, now: float) -> None:
        self.request = request
        self.service = service
        self.secret_for = secret_for
        self.now = now
        self.headers = folded(request.headers)

    @property
    def is_s3(self) -> bool:
        """Whether S3 was called, which reads and answers in a way of its own."""
        return self.service == "s3"
