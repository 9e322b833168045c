"""What is said of a denial in an encoded message, as EC2 gives one and sts:DecodeAuthorizationMessage reads it.

https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html
S3, IAM and STS give none with their answers, and neither do ours: it goes with what a page is told of the call.
"""

from __future__ import annotations

import base64
import json
import zlib
from typing import Any

from playground.iam.decide import Decision, Outcome
from playground.iam.request import Request
from playground.sandbox.box import Box, Unreadable
from playground.sandbox.operation import Call

LONGEST = 10_240  # characters that DecodeAuthorizationMessage takes


def encoded(call: Call) -> str:
    """The message of a call that was denied; empty for one that was not."""
    if call.session is None or call.decided is None or call.decision is None or call.decision.allowed:
        return ""
    request = call.decided[0]
    own = request.account == call.session.account_id
    told = _told(request, call.decision if own else None, call.decision, call.session.user_id)
    for message in (told, told | {"context": {**told["context"], "conditions": {"items": []}}}):
        sealed = _sealed(call.stores.sealer, call.session.account_id, message)
        if len(sealed) <= LONGEST:
            return sealed
    return ""


def decoded(box: Box, account_id: str, message: str) -> str | None:
    """The JSON of a message that was encoded for this account, or None."""
    try:
        packed = base64.b64decode(box.open_text(message, _purpose(account_id)))
        return zlib.decompress(packed).decode()
    except (Unreadable, ValueError, zlib.error):
        return None


def _sealed(box: Box, account_id: str, message: dict[str, Any]) -> str:
    packed = zlib.compress(json.dumps(message, separators=(",", ":")).encode(), 9)
    return box.seal_text(base64.b64encode(packed).decode(), _purpose(account_id))


def _purpose(account_id: str) -> str:
    return f"authorization message {account_id}"


def _told(request: Request, own: Decision | None, decision: Decision, user_id: str) -> dict[str, Any]:
    """own: the decision again where nobody else's policies bore on it, so that its statements may be named."""
    denied = own.deciding if own and own.outcome is Outcome.EXPLICITLY_DENIED else ()
    known = {key: values for key, values in request.context.items() if own or "resourcetag/" not in key}
    conditions = [{"key": key, "values": _items([{"value": one} for one in values])} for key, values in known.items()]
    return {
        "allowed": False,
        "explicitDeny": decision.outcome is Outcome.EXPLICITLY_DENIED,
        "matchedStatements": _items([{"statementId": said.statement.label, "effect": "DENY"} for said in denied]),
        "failures": _items([]),
        "context": {
            "principal": {"id": user_id, "arn": request.principal.name},
            "action": request.action,
            "resource": request.resource,
            "conditions": _items(conditions),
        },
    }


def _items(values: list[dict[str, Any]]) -> dict[str, Any]:
    return {"items": values}
