"""What is odd about a policy that AWS would keep: advice, each with a place, and where it is safe with a change.

What AWS refuses comes first and alone. The warnings are those that matter in federation; IAM Access Analyzer has many more:
https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from playground.documents import escape, lines_of, read_json
from playground.iam.catalogue import S3_OPERATIONS, actions_of, covered, nearest_action, resource_types
from playground.iam.conditions.block import split_operator, texts_of
from playground.iam.editing import Edit, EditKind
from playground.iam.elements import each
from playground.iam.grammar import MalformedPolicy, PolicyType
from playground.iam.policy import parse_policy

Statement = dict[str, Any]


class Remark(NamedTuple):
    """One remark. level: error (AWS refuses it) or warning.  line: the first it is about.  fix: edits to this text that settle it."""

    level: str
    says: str
    values: tuple[object, ...]
    pointer: str
    line: int = 0
    fix: tuple[Edit, ...] = ()
    aws: str = ""

    @property
    def sentence(self) -> str:
        """The words, with the values filled in."""
        return self.says.format(*self.values) if self.values else self.says


def lint(text: str, kind: PolicyType) -> list[Remark]:
    """The remarks on a document, in the order of its lines."""
    try:
        parse_policy(text, kind)
    except MalformedPolicy as error:
        line = error.line or _line(text, error.pointer)
        return [Remark("error", "{}", (error.reason,), error.pointer, line, aws=error.message)]
    data = read_json(text)
    statements = each(data["Statement"], "/Statement")
    found = [remark for rule in RULES for statement, place in statements for remark in rule(statement, place, kind, data)]
    return sorted((remark._replace(line=_line(text, remark.pointer)) for remark in found), key=lambda remark: remark.line)


def _line(text: str, pointer: str) -> int:
    lines = lines_of(text)
    while pointer and pointer not in lines:
        pointer = pointer.rpartition("/")[0]
    return lines[pointer].first if pointer in lines else 1


def _warn(says: str, values: tuple[object, ...], pointer: str, instead: str = "") -> Remark:
    """instead: the value that is meant, where one is."""
    fix = (Edit("", PolicyType.SESSION, pointer, EditKind.REPLACE, instead),) if instead else ()
    return Remark("warning", says, values, pointer, fix=fix)


def unknown_actions(statement: Statement, place: str, _kind: PolicyType, _data: Any) -> Iterator[Remark]:
    """An action that IAM does not have matches nothing, and nobody says so."""
    key = "Action" if "Action" in statement else "NotAction"
    for action, pointer in each(statement[key], f"{place}/{key}"):
        service, _, name = action.partition(":")
        if action == "*" or not actions_of(service):
            if action != "*":
                yield _warn("IAM has no service `{}`, so `{}` matches nothing", (service, action), pointer)
        elif not covered(action):
            meant = nearest_action(action)
            if service.lower() == "s3" and name.lower() in S3_OPERATIONS:
                says = "`{}` is an operation and no IAM action; it needs `{}`, and this line matches nothing"
                yield _warn(says, (action, meant), pointer, meant)
            elif meant:
                yield _warn("`{}` is no IAM action and matches nothing; is `{}` meant?", (action, meant), pointer, meant)
            else:
                yield _warn("`{}` is no IAM action and matches nothing", (action,), pointer)


def actions_beside_resources(statement: Statement, place: str, _kind: PolicyType, _data: Any) -> Iterator[Remark]:
    """An action on objects beside a bucket's ARN, or the other way round, allows nothing."""
    resources = statement.get("Resource")
    if resources is None or "Action" not in statement:
        return
    texts = [text for text, _ in each(resources, "")]
    if "*" in texts or not all(text.startswith("arn:aws:s3:::") for text in texts):
        return
    there = {"object" if "/" in text or text.endswith("*") else "bucket" for text in texts}
    there |= {"bucket" for text in texts if text.endswith("*") and "/" not in text}
    for action, pointer in each(statement["Action"], f"{place}/Action"):
        types = resource_types(action) & {"object", "bucket"}
        if types and not types & there:
            wanted = (
                "an object, as in `arn:aws:s3:::bucket/*`" if "object" in types else "a bucket, as in `arn:aws:s3:::bucket`"
            )
            yield _warn(f"`{{}}` applies to {wanted}, and this statement names none", (action,), pointer)


def conditions(statement: Statement, place: str, kind: PolicyType, data: Any) -> Iterator[Remark]:
    """Conditions that read otherwise than they work."""
    for name, keys in (statement.get("Condition") or {}).items():
        prefix, bare, _ = split_operator(name)
        for key, value in keys.items():
            pointer = f"{place}/Condition/{escape(name)}/{escape(key)}"
            for text in texts_of(value):
                if bare in ("StringEquals", "StringEqualsIgnoreCase") and ("*" in text or "?" in text) and "${*}" not in text:
                    says = "`{}` takes `{}` literally; for a wildcard it has to be `StringLike`"
                    yield _warn(says, (name, text), pointer)
                if text.lower() == f"${{{key.lower()}}}" and data.get("Version") == "2012-10-17":
                    yield _warn("`{}` is compared with itself, which holds whenever it is there", (key,), pointer)
                if "${" in text and data.get("Version") != "2012-10-17":
                    yield _warn('without `"Version": "2012-10-17"` the text `{}` is no variable', (text,), pointer)
                if bare == "StringLike" and not text.strip("*?") and key.lower().endswith((":sub", ":user_id", ":id")):
                    yield _warn("`{}` lets every subject in, also the one somebody makes tomorrow", (text,), pointer)
            if prefix == "ForAllValues" and key.lower().endswith(_SINGLE):
                says = "`{}` has one value; `ForAllValues` also holds when it is absent, so it protects nothing: leave the prefix out"
                yield _warn(says, (key,), pointer)


_SINGLE = (":aud", ":sub", ":oaud", ":app_id", ":user_id", "facebook.com:id", ":email")
_AUDIENCE = (":aud", ":app_id", ":oaud")


def audience_in_trust(statement: Statement, place: str, kind: PolicyType, _data: Any) -> Iterator[Remark]:
    """A trust policy that compares no audience trusts every app of the provider."""
    principal = statement.get("Principal")
    if kind is not PolicyType.TRUST or statement["Effect"] != "Allow" or not isinstance(principal, dict):
        return
    keys = {key.lower() for keys in (statement.get("Condition") or {}).values() for key in keys}
    for provider, pointer in each(principal.get("Federated", []), f"{place}/Principal/Federated"):
        name = provider.partition(":oidc-provider/")[2] or provider
        if not any(key.endswith(_AUDIENCE) for key in keys):
            says = "no condition compares the audience, so a token for any other app of `{}` will do"
            yield _warn(says, (name,), pointer)
        if name.startswith("token.actions.githubusercontent.com") and f"{name}:sub".lower() not in keys:
            yield _warn("no condition compares `{}:sub`, so any repository will do", (name,), pointer)


def variables_without_version(statement: Statement, place: str, _kind: PolicyType, data: Any) -> Iterator[Remark]:
    """Policy variables need Version 2012-10-17."""
    if data.get("Version") == "2012-10-17":
        return
    for key in ("Resource", "NotResource"):
        for text, pointer in each(statement.get(key, []), f"{place}/{key}"):
            if "${" in text:
                yield _warn('without `"Version": "2012-10-17"` the text `{}` is no variable', (text,), pointer)


RULES: tuple[Callable[[Statement, str, PolicyType, Any], Iterator[Remark]], ...] = (
    unknown_actions,
    actions_beside_resources,
    conditions,
    audience_in_trust,
    variables_without_version,
)
