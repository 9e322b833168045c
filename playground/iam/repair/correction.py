"""A pattern put right, so that it covers a value that it was meant for: its case, or GitHub's numbers; its wildcards stay."""

from __future__ import annotations

from collections.abc import Iterator

from playground.iam.divergence.github_subject import immutable_pattern
from playground.iam.divergence.near_misses import LONGEST
from playground.iam.patterns.pattern import Pattern, compile_pattern
from playground.iam.patterns.pieces import ANY_ONE, Piece, find_piece, width_of
from playground.iam.patterns.variables import PART, Context, Variable, written


def corrections(text: str, value: str, context: Context, *, variables: bool) -> Iterator[str]:
    """The pattern in the value's case, and in the form of the value's GitHub subject; each covers the value."""
    if len(value) > LONGEST:
        return
    for found in (_recased(text, value, context, variables), immutable_pattern(text, value)):
        if found and found != text and _pattern(found, variables).matches(value, context):
            yield found


def _pattern(text: str, variables: bool) -> Pattern:
    return compile_pattern(text, wildcards=True, variables=variables)


def _recased(text: str, value: str, context: Context, variables: bool) -> str:
    """The pattern with the value's own characters where only the case differs; empty when more than the case does."""
    any_case = compile_pattern(text, wildcards=True, variables=variables, ignore_case=True)
    if len(value.lower()) != len(value) or not any_case.matches(value, context):
        return ""
    pattern = _pattern(text, variables)
    sources = iter([match[0] for match in PART.finditer(text) if match["key"]] if variables else [])
    filled = pattern.resolved(context)
    made, start = [], 0
    for number, piece in enumerate(filled):
        folded = tuple(atom.lower() if isinstance(atom, str) else atom for atom in piece)
        last = number == len(filled) - 1
        width = width_of(piece)
        start = len(value) - width if last else 0 if number == 0 else find_piece(folded, value.lower(), start) - width
        made.append("".join(_piece(pattern.pieces[number], piece, value[start : start + width], sources, variables)))
        start += width
    return "*".join(made)


def _piece(atoms: Piece, filled: Piece, value: str, sources: Iterator[str], variables: bool) -> Iterator[str]:
    """The atoms of one piece as a policy writes them, their letters taken from the value."""
    for atom, full in zip(atoms, filled, strict=True):
        width = len(full) if isinstance(full, str) else 1
        taken, value = value[:width], value[width:]
        if isinstance(atom, Variable):
            yield next(sources)
        elif atom is ANY_ONE:
            yield "?"
        else:
            yield written(taken) if variables else taken
