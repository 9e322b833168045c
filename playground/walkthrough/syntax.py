"""What a syntax is: a way to write the call of step 3, and to read it back.

Parameters: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, NamedTuple

from playground.walkthrough.journey import Draft

NAMES = ("RoleArn", "RoleSessionName", "WebIdentityToken", "ProviderId", "PolicyArns", "Policy", "DurationSeconds")
REQUIRED = ("RoleArn", "RoleSessionName")
TOKEN_FILE = PurePath("token.jwt")  # stands for the token
PLACEHOLDER = "the-token-of-step-2"
_NUMBER = re.compile(r"0|[1-9][0-9]{0,8}")


@dataclass(frozen=True)
class Call:
    """A call to write. endpoint: an address, region: a name, as a client takes them.  token: empty where a placeholder shall stand."""

    draft: Draft
    endpoint: str
    region: str
    token: str = ""


class Said(NamedTuple):
    """A sentence about what was read, as in a Finding."""

    says: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class Found:
    """What a text says of the call. values: parameter to text, number, list, dict or Unknown.  remarks: what was not understood."""

    values: dict[str, Any]
    remarks: tuple[Said, ...] = ()


@dataclass(frozen=True)
class Syntax:
    """One of them. title: of its tab.  name: of the block.  kind: for painting.  known_by: what a text in it has early on.

    read: raises Unreadable.
    """

    title: str
    name: str
    kind: str
    known_by: re.Pattern[str]
    write: Callable[[Call], str]
    read: Callable[[str], Found]


def parameters(call: Call, token: Any = None) -> dict[str, Any]:
    """The parameters in the order of AWS's documentation, absent where the form's field is empty; the token as it is given here."""
    draft = call.draft
    arns = [{"arn": arn} for arn in draft.PolicyArns]
    given = {
        "RoleArn": draft.RoleArn,
        "RoleSessionName": draft.RoleSessionName,
        "WebIdentityToken": token,
        "ProviderId": draft.ProviderId or None,
        "PolicyArns": arns or None,
        "Policy": draft.Policy or None,
        "DurationSeconds": _seconds(draft.DurationSeconds),
    }
    return {name: value for name, value in given.items() if value is not None}


def _seconds(typed: str) -> int | str | None:
    """A number where it is one; what was typed where it is none, for that is what AWS shall answer to."""
    return int(typed) if _NUMBER.fullmatch(typed) else typed or None
