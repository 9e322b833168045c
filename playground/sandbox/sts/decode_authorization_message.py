"""DecodeAuthorizationMessage: what an encoded message says of a denial. Ours are made in authorization_message.py.

https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html
"""

from __future__ import annotations

from playground.sandbox.authorization_message import decoded
from playground.sandbox.errors import AwsError
from playground.sandbox.exchange import HttpResponse
from playground.sandbox.operation import Asked, Call, Operation
from playground.sandbox.protocols.query_answer import answer


def perform(call: Call) -> HttpResponse:
    """The message as JSON. Raises InvalidAuthorizationMessageException for what is none of this account's."""
    assert call.session is not None
    message = decoded(call.stores.sealer, call.session.account_id, call.parameters["EncodedMessage"])
    if message is None:
        raise AwsError(
            "InvalidAuthorizationMessageException", "The specified authorization message is invalid.", confirmed=False
        )
    return answer(call, [("DecodedMessage", message)])


def asks(_call: Call) -> tuple[Asked, ...]:
    """sts:DecodeAuthorizationMessage; it applies to no resource."""
    return (Asked("sts:DecodeAuthorizationMessage", "*", {}, named=False),)


OPERATION = Operation("DecodeAuthorizationMessage", "sts", perform, asks)
