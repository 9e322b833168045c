"""What an AWS operation is: how its caller is known, what must be allowed, and what it does then.

An operation neither authenticates nor authorizes: the gateway does, from what is said here, so that none can forget to.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any, NamedTuple

from playground.explain import Finding
from playground.iam import Policies, Policy, Request
from playground.iam.decide import Decision
from playground.sandbox.assuming.brings import Brings
from playground.sandbox.assuming.gate import Closed
from playground.sandbox.credentials.session_token import Session
from playground.sandbox.credentials.user_key import UserKey
from playground.sandbox.errors import AwsError
from playground.sandbox.exchange import HttpRequest, HttpResponse
from playground.sandbox.stores import Bucket, StoredObject, Stores
from playground.sandbox.world import Account, Role
from playground.sigv4.signature import Signed


class Caller(Enum):
    """How the gateway gets to know who calls."""

    SIGNATURE = auto()  # SigV4, with temporary credentials or a user's access key
    TOKEN = auto()  # the web identity token is the proof; the call is not signed


class Asked(NamedTuple):
    """One thing that must be allowed: an action on a resource, with the condition keys that the request adds.

    bucket: whose policy bears on it, where that is not the bucket of the request.
    unless_denied: allowed without any policy, so that only an explicit deny refuses it.
    words: how a denial names the resource, where IAM does not name it by its ARN.  named: whether it names it at all.
    """

    action: str
    resource: str
    context: dict[str, Any]
    bucket: Bucket | None = None
    unless_denied: bool = False
    words: str = ""
    named: bool = True


@dataclass(frozen=True)
class Source:
    """The object that `x-amz-copy-source` names. stored: None when there is none."""

    bucket: Bucket
    key: str
    version: str
    stored: StoredObject | None
    content: bytes


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
    session: Session | UserKey | None = None  # who signed
    signed: Signed | None = None  # our own computation of the signature that came
    role: Role | None = None
    target: tuple[Account, Role | None] | None = None  # AssumeRole: whose session is asked for, where that is another's
    brings: Brings | None = None  # what the session will carry besides the role
    bucket: Bucket | None = None
    bucket_name: str = ""
    key: str = ""
    stored: StoredObject | None = None  # the object that the request names, if it is there
    content: bytes = b""  # its bytes, for an operation that reads them
    source: Source | None = None  # what a copy is made of
    refused: dict[int, AwsError] = field(default_factory=dict)  # by their place in what was asked, when the rest goes on
    context: dict[str, Any] = field(default_factory=dict)  # condition keys that are known besides those of the request
    resource_control: tuple[Policy, ...] | None = None  # of an organisation, where somebody asks with one
    decision: Decision | None = None
    decided: tuple[Request, Policies] | None = None  # what the decision was made on
    identity: Any = None  # web_identity.Identity, once the token is verified
    event: dict[str, Any] = field(default_factory=dict)  # what CloudTrail shall say besides

    @property
    def wanted_role(self) -> Role | None:
        """The role whose session is asked for."""
        return self.target[1] if self.target else self.role

    @property
    def wanted_account(self) -> Account | None:
        """The account of that role."""
        return self.target[0] if self.target else self.account


Gate = tuple[Callable[[Call], Finding | Closed], Callable[[Call], Finding]]
"""A gate before a role: what it asks, and what it would have asked of a call that does not reach it."""


@dataclass(frozen=True)
class Operation:
    """One operation. name: AWS's.  method, subresource: how S3 tells it apart; STS goes by the name alone.

    subresource: what the query must name, optional: what it may name besides; words.
    asks: what must be allowed; nothing for an operation that needs no permission.
    gates: for an operation that gives out a role's credentials, what stands before the role.
    """

    name: str
    service: str
    perform: Callable[[Call], HttpResponse]
    asks: Callable[[Call], tuple[Asked, ...]]
    caller: Caller = Caller.SIGNATURE
    method: str = ""
    level: str = ""  # s3: "service", "bucket" or "object"
    subresource: str = ""
    optional: str = ""
    reads: bool = False  # whether it returns the object's bytes
    copies: bool = False  # whether `x-amz-copy-source` names what it reads
    creates: bool = False  # whether the bucket need not be there
    partial: bool = False  # whether what is refused leaves the rest of what is asked
    gates: tuple[Gate, ...] = ()


def nothing(_call: Call) -> tuple[Asked, ...]:
    """For an operation that needs no permission."""
    return ()
