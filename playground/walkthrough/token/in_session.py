"""What policies can read of a session that the person's token would open, as far as it is known before anybody asks with it.

The same keys as in the sandbox's own decisions: a table of permissions without them would say other than S3 then does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from playground.sandbox.credentials.session_token import Session
from playground.sandbox.exchange import HttpRequest
from playground.sandbox.request_context import request_context, signing_context
from playground.sandbox.request_context import session_context as held_by
from playground.sandbox.world import Account, Role
from playground.tokens.claims import parse_tags, session_context
from playground.tokens.provider import RegisteredProvider
from playground.tokens.source_identity import parse_source_identity


@dataclass(frozen=True)
class Asking:
    """How S3 is asked. at: seconds since 1970.  secure: over TLS.  source_ip: "" where only the other side knows it."""

    at: float
    secure: bool
    source_ip: str = ""


def session_for(
    provider: RegisteredProvider, claims: Mapping[str, Any], account: Account, role: Role, name: str, at: float
) -> Session:
    """The session that STS would open. claims: of the token, or what the provider said of it.  at: seconds since 1970."""
    return Session(
        account_id=account.account_id,
        role_arn=account.role_arn(role),
        role_id=role.role_id,
        session_name=name or "session",
        access_key_id="",
        secret_access_key="",
        issued=int(at),
        expires=int(at),
        context=dict(session_context(provider, claims)),
        tags=role.tags | dict(parse_tags(claims).tags),
        source_identity=parse_source_identity(claims).value,
    )


def keys_in_session(session: Session, region: str, asking: Asking) -> dict[str, Any]:
    """The condition keys of any request of the session to S3, by name."""
    request = HttpRequest("GET", "/", source_ip=asking.source_ip, secure=asking.secure)
    owner = session.account_id
    own = {"aws:ResourceAccount": owner} | signing_context(request, asking.at, owner)
    return request_context(request, asking.at, region) | held_by(session) | own
