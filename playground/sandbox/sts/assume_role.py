"""AssumeRole: credentials for a role, in exchange for others. With those of another role's session it is role chaining.

https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
"""

from __future__ import annotations

from playground.sandbox.assuming.chaining import GATES
from playground.sandbox.assuming.minting import credentials, session_of, sizes, token_of
from playground.sandbox.exchange import HttpResponse
from playground.sandbox.operation import Call, Operation, nothing
from playground.sandbox.protocols.query_answer import answer
from playground.sandbox.protocols.xml import Node


def perform(call: Call) -> HttpResponse:
    """Mints the session and writes the answer."""
    session = session_of(call)
    call.event["minted"] = session
    packed, size = sizes(call, session)
    nodes: list[Node] = [
        ("AssumedRoleUser", [("Arn", session.arn), ("AssumedRoleId", session.user_id)]),
        ("Credentials", credentials(session, token_of(call, session))),
        ("SourceIdentity", session.source_identity or None),
        *packed,
        *size,
    ]
    return answer(call, nodes)


OPERATION = Operation("AssumeRole", "sts", perform, nothing, gates=GATES)
