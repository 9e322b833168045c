"""What the parameters of SimulateCustomPolicy and SimulatePrincipalPolicy ask for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from playground.documents import read_json
from playground.iam import MalformedPolicy, Policy, PolicyType
from playground.iam.arn import account_of, is_account_id
from playground.iam.elements import each
from playground.iam.policy import compile_policy
from playground.sandbox.iam_api import refusals
from playground.sandbox.operation import Call

MOST_CHARACTERS = 500_000  # of one list of policies; compiled they take up to 120 times as many bytes
_ACTION = re.compile(r"[A-Za-z0-9-]+:[A-Za-z0-9*?]+|\*")
_VARIABLE = re.compile(r"\$\{([^},]+)")


def parsed(texts: Iterable[str], kind: PolicyType, name: str) -> tuple[Policy, ...]:
    """Policies of the call, named by their place in their list. Raises InvalidInput for one that is none, and for too many."""
    texts = list(texts)
    if sum(map(len, texts)) > MOST_CHARACTERS:
        raise refusals.invalid_input(f"{name} may have {MOST_CHARACTERS:,} characters in this sandbox.", confirmed=False)
    policies = []
    for number, text in enumerate(texts, 1):
        try:
            policies.append(compile_policy(text, kind, f"{name}.{number}"))
        except MalformedPolicy as error:
            message = f"Invalid policy document {name}.{number}: {error.message}"
            raise refusals.invalid_input(message, confirmed=False) from error
    return tuple(policies)


def resource_policy(call: Call) -> Policy | None:
    """The resource policy of the call."""
    text = call.parameters.get("ResourcePolicy")
    return parsed([text], PolicyType.RESOURCE, "ResourcePolicy")[0] if text else None


def check_actions(call: Call) -> None:
    """Raises InvalidInput for what is no action."""
    for action in call.parameters["ActionNames"]:
        if not _ACTION.fullmatch(action):
            raise refusals.invalid_input(f"Invalid action: {action}", confirmed=False)


def context_of(call: Call) -> dict[str, Any]:
    """The context entries of the call, by key."""
    entries = call.parameters.get("ContextEntries", ())
    values = {one.get("ContextKeyName", ""): one.get("ContextKeyValues", []) for one in entries}
    return {key: value for key, value in values.items() if key}


def owner_of(call: Call) -> str:
    """The account that ResourceOwner names, by its number or by an ARN of it; empty for none. Raises InvalidInput."""
    given = call.parameters.get("ResourceOwner", "")
    owner = given if is_account_id(given) else account_of(given)
    if given and not is_account_id(owner):
        raise refusals.invalid_input(f"Invalid resource owner: {given}", confirmed=False)
    return owner


def keys_of(policies: Iterable[Policy]) -> tuple[str, ...]:
    """The condition keys that policies read, in conditions and in variables, each once."""
    found: dict[str, str] = {}
    for policy in policies:
        for statement, _ in each(read_json(policy.text)["Statement"], ""):
            blocks = (statement.get("Condition") or {}).values()
            variables = _VARIABLE.findall(str(statement))
            for key in (*(key for block in blocks for key in block), *(one for one in variables if ":" in one)):
                found.setdefault(key.lower(), key)
    return tuple(found.values())
