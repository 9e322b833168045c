"""The smallest change that would open the gate that stopped the call: a value of the call, or one value of the trust policy.

Never a wildcard where a value will do. A remedy is only offered for what the learner may change in the sandbox.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from playground.assembly.sandbox import stores
from playground.documents import at, lines_of, read_json, write_json
from playground.explain import Finding, first_failed, from_data
from playground.sandbox.world import Account, Role
from playground.walkthrough.journey import Journey

_REPLACED = ("StringEquals", "StringLike", "StringEqualsIgnoreCase")


@dataclass(frozen=True)
class Remedy:
    """A change. says, values: a sentence.  draft: values of the call to set.  trust: the trust policy to write, with its role.

    caution: what to think about first.  lines, marks: the trust policy with the old line and the new one, for showing.
    """

    says: str
    values: tuple[object, ...] = ()
    draft: dict[str, str] = field(default_factory=dict)
    role: str = ""
    trust: str = ""
    caution: str = ""
    lines: str = ""
    marks: dict[int, str] = field(default_factory=dict)

    @property
    def applies(self) -> bool:
        """Whether one click can make it."""
        return bool(self.draft or self.trust)


def remedy(account: Account, draft: dict[str, Any], failed: Finding) -> Remedy | None:
    """The remedy for the finding that stopped the call; None when only the learner can know."""
    found = _REMEDIES.get(failed.name)
    return found(account, draft, failed) if found else _for_a_token(account, draft, failed)


def _for_trust(account: Account, draft: dict[str, Any], failed: Finding) -> Remedy | None:
    role = account.role_with_arn(draft["RoleArn"])
    if role is None:
        known = ", ".join(map(account.role_arn, account.roles.values()))
        return Remedy("name a role that is there: `{}`", (known,))
    compared = failed.compared
    if compared and compared.wanted_from in _REPLACED and failed.pointer and "," not in compared.wanted:
        return _one_value(role, failed, compared.got)
    provider = next((one.values[1] for one in failed.walk() if one.name == "Principal" and len(one.values) > 1), "")
    other = next((one for one in account.roles.values() if provider and f'"{provider}"' in one.trust_policy), None)
    if other and other.name != role.name:
        arn = account.role_arn(other)
        return Remedy("ask for the role that trusts `{}`: `{}`", (provider, other.name), {"RoleArn": arn})
    return None


def _one_value(role: Role, failed: Finding, value: str) -> Remedy:
    """The trust policy with one value replaced, and both lines for showing."""
    data = read_json(role.trust_policy)
    parent, _, key = failed.pointer.rpartition("/")
    holder = at(data, parent)
    name = key.replace("~1", "/").replace("~0", "~")
    holder[name] = value
    new = write_json(data)
    old_lines, new_lines = role.trust_policy.split("\n"), new.split("\n")
    span, line = lines_of(role.trust_policy).get(failed.pointer), lines_of(new).get(failed.pointer)
    lines, marks = new, {}
    if span and line and role.trust_policy == write_json(read_json(role.trust_policy)):
        removed = old_lines[span.first - 1 : span.last]
        shown = new_lines[: line.first - 1] + removed + new_lines[line.first - 1 :]
        lines = "\n".join(shown)
        marks = dict.fromkeys(range(line.first, line.first + len(removed)), "del") | {line.first + len(removed): "add"}
    caution = (
        ""
        if not name.endswith((":aud", ":app_id"))
        else ("This makes the role trust another app. On your own account, ask first why the token was made for it.")
    )
    return Remedy("let the trust policy of `{}` want `{}`", (role.name, value), {}, role.name, new, caution, lines, marks)


def _for_duration(account: Account, draft: dict[str, Any], _failed: Finding) -> Remedy | None:
    role = account.role_with_arn(draft["RoleArn"])
    if role is None:
        return None
    most = str(role.max_session_duration)
    return Remedy(
        "ask for at most `{}` seconds, or raise MaxSessionDuration of `{}`", (most, role.name), {"DurationSeconds": most}
    )


def _for_policy(_account: Account, _draft: dict[str, Any], _failed: Finding) -> Remedy:
    return Remedy("correct the session policy in step 3; the line is marked there")


def _for_parameters(_account: Account, _draft: dict[str, Any], _failed: Finding) -> Remedy:
    return Remedy("correct the values in step 3; beside each field stands what it takes")


def _for_a_token(_account: Account, _draft: dict[str, Any], failed: Finding) -> Remedy:
    return Remedy("get another token in step 1: no change of a policy helps a token that fails at `{}`", (failed.name,))


_REMEDIES: dict[str, Callable[[Account, dict[str, Any], Finding], Remedy | None]] = {
    "Trust policy": _for_trust,
    "Duration": _for_duration,
    "Session policy and tags": _for_policy,
    "Parameters": _for_parameters,
}


def apply(journey: Journey) -> None:
    """Makes the change of the remedy for the journey's last refusal: in the draft, or in the role's trust policy."""
    outcome, account = journey.outcome, stores().accounts.get(journey.account_id)
    assert outcome is not None and account is not None
    failed = first_failed(from_data(outcome.finding).reasons)
    found = remedy(account, outcome.draft, failed) if failed else None
    if found is None:
        return
    for name, value in found.draft.items():
        setattr(journey.draft, name, value)
    if found.trust:
        stores().accounts.change(
            journey.account_id, lambda now: now.with_role(replace(now.roles[found.role], trust_policy=found.trust))
        )
