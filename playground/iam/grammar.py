"""The shape of a policy document, refused at the first thing that is wrong, in AWS's words and in ours.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
AWS's words are those of its own answers where they are known; which, and where from, stands beside each.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum
from typing import Any

from playground.documents import NotJson, escape, read_json
from playground.iam.conditions.block import UnknownOperator, split_operator


class PolicyType(Enum):
    """What a policy is attached to. words: as AWS names it in a denial.  json, syntax: what AWS says of a malformed one."""

    IDENTITY = ("identity-based policy", "Syntax errors in policy.", "Syntax errors in policy.")
    # With the very values of IDENTITY it would be another name of that member: the blank at the end keeps it one of its own.
    MANAGED = ("identity-based policy", "Syntax errors in policy.", "Syntax errors in policy. ")
    SESSION = ("session policy", "The policy is not in the valid JSON format.", "Syntax errors in policy.")
    BOUNDARY = ("permissions boundary", "Syntax errors in policy.", "Syntax errors in policy.")
    TRUST = ("role trust policy", "This policy contains invalid Json", "Syntax error in policy.")
    RESOURCE = (
        "resource-based policy",
        "Policies must be valid JSON and the first byte must be '{'",
        "Invalid policy syntax.",
    )
    SERVICE_CONTROL = ("service control policy", "Syntax errors in policy.", "Syntax errors in policy.")
    # Seen of Organizations, whatever is wrong: https://github.com/org-formation/org-formation-cli/issues/225
    RESOURCE_CONTROL = (
        "resource control policy",
        "The provided policy document does not meet the requirements of the specified policy type.",
        "The provided policy document does not meet the requirements of the specified policy type.",
    )

    def __init__(self, words: str, json: str, syntax: str) -> None:
        self.words, self.json, self.syntax = words, json, syntax.strip()

    @property
    def has_principal(self) -> bool:
        """Whether its statements name a principal; the others are attached to one."""
        return self in (PolicyType.TRUST, PolicyType.RESOURCE, PolicyType.RESOURCE_CONTROL)


class MalformedPolicy(ValueError):
    """The document is no policy of its type. message: AWS's words.  reason: ours, with what would be right.  pointer: where."""

    def __init__(self, message: str, reason: str, pointer: str = "", line: int = 0) -> None:
        super().__init__(message)
        self.message, self.reason, self.pointer, self.line = message, reason, pointer, line


ROOT = {"Version", "Id", "Statement"}
STATEMENT = {
    "Sid",
    "Effect",
    "Principal",
    "NotPrincipal",
    "Action",
    "NotAction",
    "Resource",
    "NotResource",
    "Condition",
}
LEGACY = "The policy failed legacy parsing"
# Seen of S3, and of IAM for a trust policy by versitygw's authors.
_NO_VERSION = "The policy must contain a valid version string"
# Of versitygw's authors; that IAM refuses it was seen, in other words: https://github.com/aws/aws-cdk/issues/5732
NO_OBJECT = "Principal must be a JSON object."
_SID = re.compile(r"[A-Za-z0-9]*")
_LOOSE_SID = re.compile(r"[A-Za-z0-9 ._\-]*")  # a bucket policy and a trust policy take more


def read_document(document: str | Mapping[str, Any], kind: PolicyType) -> dict[str, Any]:
    """The document as data. Raises MalformedPolicy when it is no JSON object."""
    if not isinstance(document, str):
        return dict(document)
    try:
        data = read_json(document)
    except NotJson as error:
        message = kind.syntax if "twice" in error.reason else kind.json
        raise MalformedPolicy(message, f"this is no JSON: {error.reason}", error.pointer, error.line) from error
    if not isinstance(data, dict):
        raise MalformedPolicy(kind.syntax, "a policy is a JSON object; start with `{`", "", 1)
    return data


def check_shape(data: dict[str, Any], kind: PolicyType) -> list[tuple[dict[str, Any], str]]:
    """The statements, each with its pointer, when every element has the type the grammar gives it. Raises MalformedPolicy."""

    def wrong(reason: str, pointer: str) -> MalformedPolicy:
        return MalformedPolicy(kind.syntax, reason, pointer)

    for key in data:
        if key not in ROOT:
            raise wrong(f"a policy has no element `{key}`; it has `Version`, `Id` and `Statement`", "/" + escape(key))
    if data.get("Version", "2012-10-17") not in ("2012-10-17", "2008-10-17"):
        message = _NO_VERSION if kind in (PolicyType.TRUST, PolicyType.RESOURCE) else kind.syntax
        raise MalformedPolicy(message, f"`{data['Version']}` is no version; write `2012-10-17`", "/Version")
    if not isinstance(data.get("Id", ""), str):
        raise wrong("`Id` is a text", "/Id")
    given = data.get("Statement")
    if not isinstance(given, dict | list):
        raise wrong("a policy needs a `Statement`, an object or a list of objects", "/Statement" if given else "")
    statements = [(given, "/Statement")] if isinstance(given, dict) else [(s, f"/Statement/{i}") for i, s in enumerate(given)]
    for statement, pointer in statements:
        if not isinstance(statement, dict):
            raise wrong("a statement is a JSON object", pointer)
        _check_statement(statement, pointer, kind)
    return statements


def _check_statement(statement: dict[str, Any], pointer: str, kind: PolicyType) -> None:
    def wrong(reason: str, place: str = "") -> MalformedPolicy:
        return MalformedPolicy(kind.syntax, reason, pointer + place)

    for key in statement:
        if key not in STATEMENT:
            raise wrong(f"a statement has no element `{key}`", "/" + escape(key))
    for one, other in (("Action", "NotAction"), ("Resource", "NotResource"), ("Principal", "NotPrincipal")):
        if one in statement and other in statement:
            raise wrong(f"a statement has `{one}` or `{other}`, not both", f"/{other}")
    for key in ("Action", "NotAction", "Resource", "NotResource"):
        if key in statement and not _is_texts(statement[key]):
            raise wrong(f"`{key}` is a text or a list of texts", f"/{key}")
    for key in ("Sid", "Effect"):
        if key in statement and not isinstance(statement[key], str):
            raise wrong(f"`{key}` is a text", f"/{key}")
    for key in ("Principal", "NotPrincipal"):
        if key in statement:
            _check_principal(statement[key], f"{pointer}/{key}", kind)
    if statement.get("Condition") is not None:
        _check_condition(statement["Condition"], f"{pointer}/Condition", kind)


def _check_principal(element: Any, pointer: str, kind: PolicyType) -> None:
    if element == "*":
        return
    if not isinstance(element, dict):
        message = NO_OBJECT if kind is PolicyType.TRUST else "Invalid principal in policy"
        raise MalformedPolicy(message, 'a principal is `"*"`, or an object such as `{"Federated": "…"}`', pointer)
    for key, value in element.items():
        if key not in ("AWS", "Federated", "Service", "CanonicalUser") or not _is_texts(value):
            message = f'Invalid principal in policy: "{key}"' if kind is PolicyType.TRUST else "Invalid principal in policy"
            raise MalformedPolicy(message, "a principal is an `AWS`, `Federated` or `Service` text or list", pointer)


def _check_condition(element: Any, pointer: str, kind: PolicyType) -> None:
    if not isinstance(element, dict):
        raise MalformedPolicy(kind.syntax, "`Condition` is an object of operators", pointer)
    for name, keys in element.items():
        place = f"{pointer}/{escape(name)}"
        if keys == {}:
            continue  # AWS keeps an operator that compares nothing, whatever its name
        try:
            split_operator(name)
        except UnknownOperator as error:
            raise MalformedPolicy(kind.syntax, f"`{name}` is no condition operator of IAM", place) from error
        if not isinstance(keys, dict):
            raise MalformedPolicy(kind.syntax, f"`{name}` is an object of condition keys", place)
        for key, value in keys.items():
            if not _is_values(value):
                reason = f"`{key}` is compared with a text, a number, `true` or `false`, or a list of those"
                raise MalformedPolicy(kind.syntax, reason, f"{place}/{escape(key)}")
        folded = [key.lower() for key in keys]
        if len(set(folded)) != len(folded):
            raise MalformedPolicy(kind.syntax, "a condition key stands twice; its case does not matter", place)


def _is_texts(value: Any) -> bool:
    return isinstance(value, str) or (isinstance(value, list) and all(isinstance(item, str) for item in value))


def _is_values(value: Any) -> bool:
    values = value if isinstance(value, list) else [value]
    return all(isinstance(item, str | int | float | bool) for item in values)


def check_sid(sid: str, pointer: str, kind: PolicyType) -> None:
    """A Sid is letters and digits. Raises MalformedPolicy."""
    pattern = _LOOSE_SID if kind.has_principal else _SID
    if not pattern.fullmatch(sid):
        raise MalformedPolicy(LEGACY, f"`{sid}` is no Sid; it takes letters and digits only", pointer)
