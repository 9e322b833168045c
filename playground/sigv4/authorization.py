"""What a request says about its own signature: who signed it, when, for what, and over which headers."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from playground.sigv4.refusals import Refusal
from playground.sigv4.signature import Scope


class Authorization(NamedTuple):
    """A signature as the request carries it, read and not yet checked.

    form: "header" or "query".  terminator: the last part of the credential, which should be `aws4_request`.
    signed_headers: lower-case names, sorted.  timestamp: `20261121T203640Z`; signed_at: the same in seconds since 1970.
    expires: seconds for which a presigned request is good, None in the header form.  session_token: "" when there is none.
    """

    form: str
    access_key_id: str
    scope: Scope
    terminator: str
    signed_headers: tuple[str, ...]
    signature: str
    timestamp: str
    signed_at: int
    expires: int | None
    session_token: str


class Malformed(NamedTuple):
    """A signature that cannot be read.  refusal: AWS's answer; says, values: the sentence for the reader."""

    refusal: Refusal
    says: str
    values: tuple[object, ...] = ()


class Credential(NamedTuple):
    """The five parts of `<key>/<day>/<region>/<service>/aws4_request`."""

    access_key_id: str
    scope: Scope
    terminator: str


# A client sends the same credential all day and the same list of headers for ever, so both are read once.
@lru_cache(maxsize=1024)
def read_credential(text: str) -> Credential | None:
    """The parts of a credential; None unless there are five and a key."""
    parts = text.split("/")
    if len(parts) != 5 or not parts[0]:
        return None
    return Credential(parts[0], Scope(parts[1], parts[2], parts[3]), parts[4])


@lru_cache(maxsize=256)
def read_signed_headers(text: str) -> tuple[str, ...]:
    """The names of the signed headers, lower-case, sorted, each once."""
    return tuple(sorted({name for name in text.lower().split(";") if name}))
