"""What AWS refuses, where the one thing that was meant is plain: a name or a word in another case, or nearly so."""

from __future__ import annotations

from playground.documents import NotJson, at, read_json
from playground.iam.catalogue.resemblance import closest
from playground.iam.conditions import BY_NAME
from playground.iam.conditions.block import ALL, ANY, UnknownOperator, split_operator
from playground.iam.editing.edit import Edit, EditKind, unescape
from playground.iam.grammar import ROOT, STATEMENT, MalformedPolicy, PolicyType

_WORDS = {"Effect": ("Allow", "Deny"), "Version": ("2012-10-17", "2008-10-17")}


def fix(text: str, kind: PolicyType, error: MalformedPolicy) -> tuple[Edit, ...]:
    """The edit that puts it right; none where something else may have been meant."""
    try:
        value = at(read_json(text), error.pointer)
        above = at(read_json(text), error.pointer.rpartition("/")[0])
    except (NotJson, LookupError, ValueError, TypeError):
        return ()
    name = unescape(error.pointer.rpartition("/")[2])
    if isinstance(value, str) and name in _WORDS:
        meant = closest(value, _WORDS[name])
        return (Edit("", kind, error.pointer, EditKind.REPLACE, meant),) if meant and meant != value else ()
    meant = _meant(error.pointer, name)
    there = isinstance(above, dict) and meant in above
    return (Edit("", kind, error.pointer, EditKind.RENAME, meant),) if meant and meant != name and not there else ()


def _meant(pointer: str, name: str) -> str:
    """The name of an element or of an operator that was meant."""
    parts = pointer.split("/")
    if len(parts) < 2:
        return ""
    if len(parts) == 2:
        return "" if name in ROOT else closest(name, ROOT)
    if parts[-2] == "Condition":
        return "" if _known(name) else _operator(name)
    return closest(name, STATEMENT) if parts[1] == "Statement" and len(parts) <= 4 and name not in STATEMENT else ""


def _known(name: str) -> bool:
    try:
        split_operator(name)
    except UnknownOperator:
        return False
    return True


def _operator(name: str) -> str:
    """The operator that was meant, with its prefix and `IfExists`."""
    prefix, _, bare = name.rpartition(":")
    prefix = closest(prefix, (ALL, ANY)) + ":" if prefix else ""
    tail = "IfExists" if bare.lower().endswith("ifexists") else ""
    found = closest(bare[: len(bare) - len(tail)], BY_NAME)
    return f"{prefix}{found}{tail}" if found and _known(f"{prefix}{found}{tail}") else ""
