"""What a workload's stand-in is: an issuer that gives a token to a job or a pod, for what it is and not for who signed in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.http import HttpRequest

from playground.stand_ins.tokens.id_token import SigningKey
from playground.tokens.strict_json import NotStrictError, read_object

Given = Mapping[str, str]
"""A form's fields by name."""


@dataclass(frozen=True)
class Field:
    """A field of the form.  standard: what stands in it at first; `{account}` stands for the account's number.

    note: a sentence beside it.  choices: what may be chosen, where not everything may be typed.  may_be_empty: whether it may.
    pattern: a regular expression of what may be typed.  rows, most: of a field for several lines, and its characters.
    """

    name: str
    label: str
    standard: str
    note: str
    choices: tuple[str, ...] = ()
    may_be_empty: bool = False
    pattern: str = r"[^\s]{1,200}"
    rows: int = 0
    most: int = 0


class Run(NamedTuple):
    """One job or pod.  given: the form.  now: seconds since 1970."""

    account_id: str
    given: Given
    now: int


class Ask(NamedTuple):
    """The request by which a job gets its token, as its own client makes it."""

    method: str
    url: str
    headers: dict[str, str]
    body: str = ""


class Signing(NamedTuple):
    """How an issuer with keys of its own signs: the one that signs, and the one that does not."""

    algorithm: str
    keys: tuple[SigningKey, SigningKey]


@dataclass(frozen=True)
class Workload:
    """An issuer for workloads.  host: where tokens are asked for.  issuer: `iss`; `{account}` stands for the account's number.

    claims: all but `iss`.  audience: the usual one.  jwks_path: of its key set, behind the issuer.
    path: where tokens are asked for, a regular expression.  ask: the request, for a run and its ticket.
    ticket: what the request brought as proof of being that job.  wanted: the audience that it asked for, "" for none.
    answer, token_in: the answer with a token, and the token in an answer; status: the answer's.
    who: the field whose value names the job for the reader.
    check: raises consent.NotUnderstood for fields that are well formed and cannot be used.
    unasked: the audience of a request that names none; None for the form's.
    signing: for an issuer with keys of its own; None for one that signs with the stand-ins'.
    """

    slug: str
    name: str
    tile: str
    host: str
    title: str
    honest: str
    lede: str
    issuer: str
    jwks_path: str
    audience: str
    fields: tuple[Field, ...]
    claims: Callable[[Run], dict[str, Any]]
    path: str
    ask: Callable[[Run, str], Ask]
    ticket: Callable[[HttpRequest], str]
    wanted: Callable[[HttpRequest], str]
    answer: Callable[[str, Run], dict[str, Any]]
    token_in: Callable[[Mapping[str, Any]], str]
    who: str
    status: int = 200
    check: Callable[[Given], None] | None = None
    signing: Callable[[Run], Signing] | None = None
    unasked: Callable[[Given], str] | None = None

    def issuer_of(self, account_id: str) -> str:
        """`iss` of the tokens for an account."""
        return self.issuer.replace("{account}", account_id)

    def audience_of(self, account_id: str) -> str:
        """The usual `aud`."""
        return self.audience

    def standard(self, account_id: str) -> dict[str, str]:
        """The form as it stands at first."""
        return {field.name: field.standard.replace("{account}", account_id) for field in self.fields}


def bearer(request: HttpRequest) -> str:
    """The ticket in the Authorization header."""
    scheme, _, ticket = request.headers.get("Authorization", "").partition(" ")
    return ticket.strip() if scheme.lower() == "bearer" else ""


def told(request: HttpRequest) -> dict[str, Any]:
    """The JSON object in the body; empty for anything else."""
    try:
        return read_object(request.body.decode())
    except (NotStrictError, UnicodeDecodeError):
        return {}
