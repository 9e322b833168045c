"""What policies can read of a session that the person's token would open, as far as it is known before anybody asks with it.

The same keys as in the sandbox's own decisions: a table of permissions without them would say other than S3 then does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from playground.sandbox.credentials.session_token import Session
from playground.sandbox.exchange import HttpRequest
from playground.sandbox.request_context import request_context, session_context, signing_context


@dataclass(frozen=True)
class Asking:
    """How S3 is asked. at: seconds since 1970.  secure: over TLS.  source_ip: "" where only the other side knows it."""

    at: float
    secure: bool
    source_ip: str = ""


def keys_in_session(session: Session, region: str, asking: Asking) -> dict[str, Any]:
    """The condition keys of any request of the session to S3, by name."""
    request = HttpRequest("GET", "/", source_ip=asking.source_ip, secure=asking.secure)
    owner = session.account_id
    own = {"aws:ResourceAccount": owner} | signing_context(request, asking.at, owner)
    return request_context(request, asking.at, region) | session_context(session) | own
