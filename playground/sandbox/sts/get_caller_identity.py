"""GetCallerIdentity: who the credentials say one is. It needs no permission, and an explicit deny of it is not heard.

https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
"""

from __future__ import annotations

from playground.sandbox.exchange import HttpResponse
from playground.sandbox.operation import Call, Operation, nothing
from playground.sandbox.protocols.query_answer import answer


def perform(call: Call) -> HttpResponse:
    """The ARN of the session or the user, the user id and the account."""
    assert call.session is not None
    session = call.session
    return answer(call, [("Arn", session.arn), ("UserId", session.user_id), ("Account", session.account_id)])


OPERATION = Operation("GetCallerIdentity", "sts", perform, nothing)
