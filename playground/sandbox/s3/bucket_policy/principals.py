"""Whom a bucket policy may name: accounts, roles, sessions and users, who must be there; and everybody.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/security_iam_service-with-iam.html
Whether those of another account are there is that account's business: of them only the form is looked at.
"""

from __future__ import annotations

import re
from typing import Any

from playground.iam import MalformedPolicy
from playground.iam.arn import is_account_id, parse_arn
from playground.iam.principals import Entry, entries_of
from playground.sandbox.operation import Call
from playground.sandbox.world import Account

_SERVICE = re.compile(r"[a-z0-9.\-]+\.amazonaws\.com")


class InvalidPrincipal(MalformedPolicy):
    """The policy names nobody. extra: what S3 adds to the error."""

    def __init__(self, entry: Entry) -> None:
        reason = f"`{entry.text}` is nobody; name an account, a role, a session, or a service, or everybody with `*`"
        super().__init__("Invalid principal in policy", reason, entry.pointer)
        self.extra = (("Detail", f'"{entry.kind}" : "{entry.text}"'),)


def check_principals(call: Call, statement: dict[str, Any], pointer: str) -> None:
    """Raises InvalidPrincipal."""
    assert call.account is not None
    for element in ("Principal", "NotPrincipal"):
        if element in statement:
            for entry in entries_of(statement[element], f"{pointer}/{element}"):
                if not _is_somebody(entry, call.account):
                    raise InvalidPrincipal(entry)


def _is_somebody(entry: Entry, account: Account) -> bool:
    if entry.kind == "Service":
        return bool(_SERVICE.fullmatch(entry.text))
    if entry.kind == "AWS":
        return is_account_id(entry.text) or _is_arn_of_somebody(entry.text, account)
    return entry.kind == "*"  # the sandbox compares neither canonical ids nor providers with a session


def _is_arn_of_somebody(text: str, account: Account) -> bool:
    arn = parse_arn(text)
    if arn is None or arn.partition != "aws" or arn.region or not is_account_id(arn.account) or "*" in arn.resource:
        return False
    kind, _, rest = arn.resource.partition("/")
    own = arn.account == account.account_id
    if (arn.service, kind) == ("sts", "assumed-role"):
        name, _, session = rest.partition("/")
        return bool(name and session) and "/" not in session and (not own or name in account.roles)
    if (arn.service, arn.resource) == ("iam", "root"):
        return True
    if arn.service != "iam" or kind not in ("role", "user") or not rest.rpartition("/")[2]:
        return False
    users = {account.user_arn(user) for user in account.users.values()}
    return not own or text in users or account.role_with_arn(text) is not None
