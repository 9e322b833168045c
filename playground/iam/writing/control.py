"""What AWS Organizations checks when a resource control policy is written; it gives one message, whatever is wrong.

https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from playground.iam.elements import each
from playground.iam.grammar import MalformedPolicy, PolicyType

FULL_ACCESS = {
    "Effect": "Allow",
    "Principal": "*",
    "Action": "*",
    "Resource": "*",
}  # RCPFullAWSAccess, which is always attached
_UNKNOWN = ("NotPrincipal", "NotAction")


def resource_control(statements: list[tuple[dict[str, Any], str]], kind: PolicyType) -> None:
    """Statements that deny, to everybody, actions of services that are named. Raises MalformedPolicy for any other."""
    for statement, pointer in statements:
        if {key: value for key, value in statement.items() if key != "Sid"} == FULL_ACCESS:
            continue
        for reason, place in _wrong(statement):
            raise MalformedPolicy(kind.syntax, reason, pointer + place)


def _wrong(statement: dict[str, Any]) -> Iterator[tuple[str, str]]:
    if statement.get("Effect") != "Deny":
        yield "a resource control policy only denies: write `Deny`; what it does not deny goes on", _at(statement, "Effect")
    for key in _UNKNOWN:
        if key in statement:
            yield f"a resource control policy has no `{key}`; spare with a `Condition`", f"/{key}"
    if statement.get("Principal") != "*":
        reason = 'a resource control policy speaks to everybody: write `"Principal": "*"` and spare with a `Condition`'
        yield reason, _at(statement, "Principal")
    if not statement.get("Action"):
        yield "a statement needs an `Action`", _at(statement, "Action")
    for action, place in each(statement.get("Action", []), "/Action"):
        service, colon, name = action.partition(":")
        if not colon or not name or set(service) & set("*?") or not service:
            yield f"`{action}` names no service, which a resource control policy must; write it as `sts:*`", place
    if not statement.get("Resource") and not statement.get("NotResource"):
        yield "a statement needs a `Resource`, often `*`", ""
    for key in ("Resource", "NotResource"):
        for resource, place in each(statement.get(key, []), f"/{key}"):
            if resource != "*" and not resource.startswith("arn:"):
                yield f"`{resource}` is no resource; it is `*` or an ARN such as `arn:aws:s3:::bucket/*`", place


def _at(statement: dict[str, Any], key: str) -> str:
    return f"/{key}" if key in statement else ""
