"""GetUser: the administrator of the account, who is its only user.

https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetUser.html
"""

from __future__ import annotations

from playground.sandbox.credentials.user_key import UserKey
from playground.sandbox.errors import validation_error
from playground.sandbox.exchange import HttpResponse
from playground.sandbox.iam_api import refusals
from playground.sandbox.iam_api.answer import account_of, answer
from playground.sandbox.iam_api.shapes import user_shown
from playground.sandbox.operation import Asked, Call, Operation


def perform(call: Call) -> HttpResponse:
    """Answers the user with the name, or the one who calls. Raises NoSuchEntity, ValidationError."""
    account, name = account_of(call), _name(call)
    if not name:
        raise validation_error("Must specify userName when calling with non-User credentials")
    if name not in account.users:
        raise refusals.no_such_user(name)
    return answer(call, User=user_shown(account, account.users[name]))


def asks(call: Call) -> tuple[Asked, ...]:
    """iam:GetUser on the user. Without a name and a user there is nothing to decide on."""
    account, name = account_of(call), _name(call)
    if not name:
        return ()
    user = account.users.get(name)
    arn = account.user_arn(user) if user else f"arn:aws:iam::{account.account_id}:user/{name}"
    return (Asked("iam:GetUser", arn, {}, words=f"user {name}"),)


def _name(call: Call) -> str:
    own = call.session.user.name if isinstance(call.session, UserKey) else ""
    return str(call.parameters.get("UserName", own))


OPERATION = Operation("GetUser", "iam", perform, asks)
