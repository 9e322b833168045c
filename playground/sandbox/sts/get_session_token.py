"""GetSessionToken: only for long-term keys. Temporary credentials are refused as AWS refuses them; a user's sandbox has no such session.

https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html
"""

from __future__ import annotations

from playground.sandbox.credentials.session_token import Session
from playground.sandbox.errors import access_denied, not_in_sandbox
from playground.sandbox.exchange import HttpResponse
from playground.sandbox.operation import Call, Operation, nothing


def perform(call: Call) -> HttpResponse:
    """Refuses, in AWS's words where the credentials are a session's."""
    if isinstance(call.session, Session):
        raise access_denied("Cannot call GetSessionToken with session credentials")
    raise not_in_sandbox("This sandbox does not have GetSessionToken for a user's access key.")


OPERATION = Operation("GetSessionToken", "sts", perform, nothing)
