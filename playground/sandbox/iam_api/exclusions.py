"""Policies that a simulation leaves out: what would be so without them, while they stay where they are.

https://docs.aws.amazon.com/IAM/latest/APIReference/API_PolicyIdentifier.html
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from playground.iam.arn import parse_arn
from playground.sandbox.iam_api import refusals
from playground.sandbox.managed import is_awss

_ONE_OF = ("PolicyType", "PolicyArn", "InlinePolicyIdentifier")
_WILD = re.compile(r"[*?]")


class Held(NamedTuple):
    """What a principal has: inline policies by name, ARNs of managed ones, and the boundary's or an empty text."""

    inline: Mapping[str, str]
    attached: tuple[str, ...]
    boundary: str = ""


def without(held: Held, kind: str, name: str, identifiers: Iterable[Mapping[str, Any]]) -> Held:
    """What is left. kind, name: of the principal, `role` or `user`.  Raises InvalidInput for an identifier that is none.

    One that names nothing that is there is passed over, and so are those of an organisation's policies: none is attached here.
    """
    for one in identifiers:
        held = _less(held, kind, name, one)
    return held


def _less(held: Held, kind: str, name: str, one: Mapping[str, Any]) -> Held:
    if len([member for member in _ONE_OF if member in one]) != 1:
        raise _invalid(f"exactly one of {', '.join(_ONE_OF)} identifies a policy")
    if "PolicyArn" in one:
        pattern = _pattern(_checked_arn(one["PolicyArn"]))
        return held._replace(attached=tuple(arn for arn in held.attached if not pattern.fullmatch(arn)))
    if "InlinePolicyIdentifier" in one:
        inline = one["InlinePolicyIdentifier"]
        if inline["AttachmentType"] != kind or not _pattern(inline["AttachmentName"]).fullmatch(name):
            return held
        return held._replace(inline={key: text for key, text in held.inline.items() if key != inline["PolicyName"]})
    return _without_type(held, one["PolicyType"])


def _without_type(held: Held, policy_type: str) -> Held:
    match policy_type:
        case "inline":
            return held._replace(inline={})
        case "permission-boundary":
            return held._replace(boundary="")
        case "aws-managed" | "user-managed":
            return held._replace(attached=tuple(arn for arn in held.attached if is_awss(arn) != (policy_type == "aws-managed")))
        case _:
            return held


def _checked_arn(text: str) -> str:
    """Wildcards may stand in the name alone."""
    arn = parse_arn(text)
    if arn is None or arn.service != "iam" or not arn.resource.startswith("policy/"):
        raise _invalid(f"`{text}` is no ARN of a managed policy")
    if _WILD.search(":".join(arn[:4])):
        raise _invalid(f"`{text}` has a wildcard outside the policy's name")
    return text


def _pattern(text: str) -> re.Pattern[str]:
    if text.count("*") > 1:
        raise _invalid(f"`{text}` has more than one `*`")
    parts = (".*" if sign == "*" else "." if sign == "?" else re.escape(sign) for sign in text)
    return re.compile("".join(parts), re.DOTALL)


def _invalid(why: str) -> Exception:
    return refusals.invalid_input(f"Invalid policy identifier: {why}", confirmed=False)
