"""Amazon Resource Names: six parts between colons, the last of which may hold colons of its own.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
"""

from __future__ import annotations

import re
from typing import NamedTuple

COMPONENTS = ("arn", "partition", "service", "region", "account", "resource")
_ACCOUNT_ID = re.compile(r"\d{12}", re.ASCII)
_COLON = re.compile(r"\$\{[^}]*\}|(:)")


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


def is_account_id(text: str) -> bool:
    """Whether a text is the number of an account: twelve digits."""
    return bool(_ACCOUNT_ID.fullmatch(text))


def split_arn(text: str) -> list[str]:
    """The six parts, or fewer, of a pattern that may hold variables, whose own colons part nothing."""
    closed = text.rfind("}") + 1  # behind it no variable ends, which would be looked for to the end from each `${`
    colons = [match.start() for match in _COLON.finditer(text, 0, closed) if match[1]][:5]
    while len(colons) < 5 and (place := text.find(":", max(closed, colons[-1] + 1 if colons else 0))) >= 0:
        colons.append(place)
    return [text[start:end] for start, end in zip([0, *(c + 1 for c in colons)], [*colons, len(text)], strict=True)]
