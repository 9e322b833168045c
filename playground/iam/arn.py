"""Amazon Resource Names: six parts between colons, the last of which may hold colons of its own.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
"""

from __future__ import annotations

from typing import NamedTuple


class Arn(NamedTuple):
    """`arn:partition:service:region:account:resource`."""

    partition: str
    service: str
    region: str
    account: str
    resource: str

    def __str__(self) -> str:
        return ":".join(("arn", *self))


def parse_arn(text: str) -> Arn | None:
    """The parts of an ARN, or None when the text has not the shape of one."""
    parts = text.split(":", 5)
    return Arn(*parts[1:]) if len(parts) == 6 and parts[0] == "arn" else None


def account_of(text: str) -> str:
    """The account in an ARN, or an empty string."""
    arn = parse_arn(text)
    return arn.account if arn else ""
