"""What an AWS operation is: how its caller is known, what must be allowed, and what it does then.

An operation neither authenticates nor authorizes: the gateway does, from what is said here, so that none can forget to.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, NamedTuple

from playground.explain import Finding
from playground.iam import Policies, Request
from playground.iam.decide import Decision
from playground.sandbox.credentials import Session
from playground.sandbox.exchange import HttpRequest, HttpResponse
from playground.sandbox.stores import Bucket, StoredObject, Stores
from playground.sandbox.world import Account, Role
from playground.sigv4.signature import Signed


class Caller(Enum):
    """How the gateway gets to know who calls."""

    SIGNATURE = "signature"  # SigV4 with temporary credentials
    TOKEN = "token"  # noqa: S105  the web identity token is the proof; the call is not signed


class Asked(NamedTuple):
    """One thing that must be allowed: an action on a resource, with the condition keys that the request adds."""

    action: str
    resource: str
    context: dict[str, Any]


@dataclass
class Call:
    """One call on its way through the chain; each link adds what it found out."""

    request: HttpRequest
    stores: Stores
    now: float
    request_id: str
    service: str = "s3"
    operation: Operation | None = None
    parameters: dict[str, Any] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    account: Account | None = None  # the caller's; for AssumeRoleWithWebIdentity, the role's
    session: Session | None = None
    signed: Signed | None = None  # our own computation of the signature that came
    role: Role | None = None
    bucket: Bucket | None = None
    bucket_name: str = ""
    key: str = ""
    stored: StoredObject | None = None  # the object that the request names, if it is there
    content: bytes = b""  # its bytes, for an operation that reads them
    context: dict[str, Any] = field(default_factory=dict)  # condition keys that are known besides those of the request
    decision: Decision | None = None
    decided: tuple[Request, Policies] | None = None  # what the decision was made on
    identity: Any = None  # web_identity.Identity, once the token is verified
    event: dict[str, Any] = field(default_factory=dict)  # what CloudTrail shall say besides


@dataclass(frozen=True)
class Operation:
    """One operation. name: AWS's.  method, subresource: how S3 tells it apart; STS goes by the name alone.

    asks: what must be allowed; nothing for an operation that needs no permission.
    """

    name: str
    service: str
    perform: Callable[[Call], HttpResponse]
    asks: Callable[[Call], tuple[Asked, ...]]
    caller: Caller = Caller.SIGNATURE
    method: str = ""
    level: str = ""  # s3: "service", "bucket" or "object"
    subresource: str = ""
    reads: bool = False  # whether it returns the object's bytes


def nothing(_call: Call) -> tuple[Asked, ...]:
    """For an operation that needs no permission."""
    return ()
