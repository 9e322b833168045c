"""AssumeRoleWithWebIdentity: credentials for a role, in exchange for a token. The gateway has judged the token already.

https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
"""

from __future__ import annotations

from playground.sandbox.assuming.admission import GATES
from playground.sandbox.assuming.minting import credentials, session_of, sizes, token_of
from playground.sandbox.exchange import HttpResponse
from playground.sandbox.operation import Call, Caller, Operation, nothing
from playground.sandbox.protocols.query_answer import answer
from playground.sandbox.protocols.xml import Node


def perform(call: Call) -> HttpResponse:
    """Mints the session and writes the answer."""
    session = session_of(call)
    call.session = session
    identity = call.identity
    packed, size = sizes(call, session)
    nodes: list[Node] = [
        ("SubjectFromWebIdentityToken", identity.subject),
        ("Audience", identity.audience),
        ("AssumedRoleUser", [("Arn", session.arn), ("AssumedRoleId", session.user_id)]),
        ("Credentials", credentials(session, token_of(call, session))),
        ("SourceIdentity", session.source_identity or None),
        ("Provider", identity.provider.principal),
        *packed,
        *size,
    ]
    return answer(call, nodes)


OPERATION = Operation("AssumeRoleWithWebIdentity", "sts", perform, nothing, Caller.TOKEN, gates=GATES)
