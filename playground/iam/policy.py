"""A policy: parsed once, checked as AWS checks it when it is written, and compiled into statements.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from playground.documents import write_json
from playground.iam.conditions.operator import Unreadable
from playground.iam.elements import each
from playground.iam.grammar import LEGACY, NO_OBJECT, MalformedPolicy, PolicyType, check_shape, read_document
from playground.iam.statement import Statement, compile_statement
from playground.iam.writing.rules import RULES
from playground.iam.writing.trust import BUILT_IN, NEITHER, is_provider_arn
from playground.remembered import Remembered

_COGNITO = "cognito-identity.amazonaws.com"
REMEMBERED = 2_000_000  # characters of documents; a compiled one takes up to 120 times as many bytes


@dataclass(frozen=True, slots=True)
class Policy:
    """A compiled policy. name: how a finding refers to the document.  text: as it was written, for showing.

    level: of a service control policy, where in the organisation it is attached, counted from its root.
    """

    kind: PolicyType
    name: str
    text: str
    statements: tuple[Statement, ...]
    arn: str = ""
    words: str = ""  # the type's name, as AWS uses it in a denial
    level: int = 0


kept: Remembered[tuple[str, PolicyType, str, str], Policy] = Remembered(REMEMBERED)


def parse_policy(document: str | Mapping[str, Any], kind: PolicyType, name: str = "", arn: str = "") -> Policy:
    """The policy of a JSON text, or of data already read. Raises MalformedPolicy, with AWS's message and the place."""
    text = document if isinstance(document, str) else write_json(document)
    key = (text, kind, name or kind.words, arn)
    policy = kept.find(key)
    if policy is None:
        policy = compile_policy(*key)
        kept.keep(key, policy, len(text))
    return policy


def compile_policy(text: str, kind: PolicyType, name: str, arn: str = "") -> Policy:
    """The same of a text that will hardly be asked for again: it is not remembered. Raises MalformedPolicy."""
    data = read_document(text, kind)
    statements = _compile(_checked(data, kind), name, _variables(data), {}, {})
    return Policy(kind, name, text, statements, arn, kind.words)


def recompiled(old: Policy, before: Mapping[str, Any], data: dict[str, Any]) -> Policy:
    """A policy after an edit. before: its data until then; a statement that is the same object is not compiled again.

    Statements keep their labels: what is proposed names them as they stand in the text that its reader has before them.

    Raises MalformedPolicy.
    """
    found = _checked(data, old.kind)
    pairs = list(zip(each(before["Statement"], "/Statement"), old.statements, strict=True))
    kept = {(id(one), pointer): statement for (one, pointer), statement in pairs}
    kept = kept if _variables(before) == _variables(data) else {}
    labels = {id(one): statement.label for (one, _), statement in pairs}
    statements = _compile(found, old.name, _variables(data), kept, labels)
    made = not_empty(replace(old, text=json.dumps(data, ensure_ascii=False), statements=statements))
    return made if _objection(old) else to_be_kept(made)


def not_empty(policy: Policy) -> Policy:
    """The policy, when it says something: AWS keeps none without a statement. Raises MalformedPolicy."""
    if not policy.statements:
        empty = "Could not parse the policy: Statement is empty!"
        message = empty if policy.kind is PolicyType.RESOURCE else policy.kind.syntax
        raise MalformedPolicy(message, "the policy says nothing; write a statement", "/Statement")
    return policy


def to_be_kept(policy: Policy) -> Policy:
    """The policy, when AWS takes it where it is written: what was there before such a rule is decided with all the same.

    Cognito's is of March 2024: https://github.com/aws/aws-sdk-net-extensions-cognito/pull/141
    Raises MalformedPolicy.
    """
    objection = _objection(policy)
    if objection:
        raise objection
    return not_empty(policy)


def _objection(policy: Policy) -> MalformedPolicy | None:
    """What IAM has against a trust policy that is one."""
    for statement in policy.statements if policy.kind is PolicyType.TRUST else ():
        named = statement.principals
        if named and any(entry.pointer == named.pointer for entry in named.entries):
            reason = 'IAM takes no bare `"*"` in a trust policy; name whom the role trusts, or write `{"AWS": "*"}`'
            return MalformedPolicy(NO_OBJECT, reason, named.pointer)
        slip = next((one for one in named.entries if _is_no_provider(one.kind, one.text)), None) if named else None
        if slip:
            reason = f"`{slip.text}` is no ARN of a provider; write `arn:aws:iam::111122223333:oidc-provider/` and its URL without https://"
            return MalformedPolicy(NEITHER, reason, slip.pointer)
        cognito = named and any((one.kind, one.text) == ("Federated", _COGNITO) for one in named.entries)
        if cognito and statement.effect == "Allow" and not statement.conditions:
            message = "A condition block must be present for the Cognito provider"
            return MalformedPolicy(message, f"compare `{_COGNITO}:aud` with your pool", statement.pointer)
    return None


def _is_no_provider(kind: str, text: str) -> bool:
    return kind == "Federated" and text not in BUILT_IN and not is_provider_arn(text)


def _checked(data: dict[str, Any], kind: PolicyType) -> list[tuple[dict[str, Any], str]]:
    """The statements, each with its pointer, when AWS would keep the document."""
    found = check_shape(data, kind)
    if kind is PolicyType.MANAGED and data.get("Version") != "2012-10-17":
        message = "Policy document must be version 2012-10-17 or greater."
        raise MalformedPolicy(message, "a managed policy needs `Version` `2012-10-17`", "/Version")
    try:
        for rule in RULES[kind]:
            rule(found, kind)
    except MalformedPolicy as error:
        if error.message != kind.syntax and not kind.has_principal:
            _compile(_conditions_of(found), "", False, {}, {})  # IAM reads them before it looks at actions and resources
        raise
    return found


def _conditions_of(found: list[tuple[dict[str, Any], str]]) -> list[tuple[dict[str, Any], str]]:
    """The statements with nothing but their conditions to be read."""
    return [({"Effect": "Allow", "Action": [], "Condition": data.get("Condition")}, pointer) for data, pointer in found]


def _variables(data: Mapping[str, Any]) -> bool:
    return data.get("Version") == "2012-10-17"


_Kept = Mapping[tuple[int, str], Statement]


def _compile(
    found: list[tuple[dict[str, Any], str]], name: str, variables: bool, kept: _Kept, labels: Mapping[int, str]
) -> tuple[Statement, ...]:
    compiled = []
    for number, (data, pointer) in enumerate(found, 1):
        try:
            there = kept.get((id(data), pointer))
            made = there or compile_statement(data, number, name, pointer, variables)
            label = labels.get(id(data), made.label)
            compiled.append(made if made.label == label else replace(made, label=label))
        except Unreadable as error:
            raise MalformedPolicy(LEGACY, str(error), f"{pointer}/Condition") from error
    return tuple(compiled)
