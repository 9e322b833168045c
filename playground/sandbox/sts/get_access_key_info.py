"""GetAccessKeyInfo: which account an access key belongs to. The account can be read from the id itself.

https://docs.aws.amazon.com/STS/latest/APIReference/API_GetAccessKeyInfo.html
"""

from __future__ import annotations

from playground.sandbox.errors import validation_error
from playground.sandbox.exchange import HttpResponse
from playground.sandbox.identifiers import account_of_key
from playground.sandbox.operation import Asked, Call, Operation
from playground.sandbox.protocols.query_answer import answer


def perform(call: Call) -> HttpResponse:
    """The account number. Raises ValidationError for what is no access key id."""
    access_key_id = call.parameters["AccessKeyId"]
    account_id = account_of_key(access_key_id) if access_key_id.startswith(("AKIA", "ASIA")) else ""
    if not account_id:
        raise validation_error(f"Invalid value for AccessKeyId: {access_key_id}", confirmed=False)
    return answer(call, [("Account", account_id)])


def asks(_call: Call) -> tuple[Asked, ...]:
    """sts:GetAccessKeyInfo; it applies to no resource."""
    return (Asked("sts:GetAccessKeyInfo", "*", {}, named=False),)


OPERATION = Operation("GetAccessKeyInfo", "sts", perform, asks)
