"""Patterns: `*`, `?`, policy variables and their escapes, compiled once, matched without backtracking.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
A pattern is cut at its stars, see pieces.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from playground.iam.patterns.filled import matches_filled
from playground.iam.patterns.pieces import ANY_ONE, AnyOne, Atom, Piece, gathered, match_pieces
from playground.iam.patterns.variables import PART, WILDCARD, Context, Variable, variable_of

Test = Callable[[str, Context], bool]


class Pattern(NamedTuple):
    """A compiled policy value. `text` is as written; `wild` tells whether a `*` or `?` in it is a wildcard."""

    text: str
    pieces: tuple[Piece, ...]
    wild: bool
    variables: tuple[Variable, ...]
    matches: Test

    def resolved(self, context: Context) -> tuple[Piece, ...]:
        """The pieces with their variables filled in; those without a value stay what they are."""
        return tuple(
            tuple(
                atom if not isinstance(atom, Variable) or (value := atom.resolve(context)) is None else value for atom in piece
            )
            for piece in self.pieces
        )


def compile_pattern(text: str, *, wildcards: bool, variables: bool, ignore_case: bool = False) -> Pattern:
    """Compiles a policy value. Without `variables` (Version 2008-10-17), `${…}` is literal text."""
    pieces = _cut(text.lower() if ignore_case and not variables else text, wildcards, variables)
    found = tuple(atom for piece in pieces for atom in piece if isinstance(atom, Variable))
    wild = len(pieces) > 1 or any(atom is ANY_ONE for piece in pieces for atom in piece)
    return Pattern(text, pieces, wild, found, _test(pieces, bool(found), ignore_case))


def _cut(text: str, wildcards: bool, variables: bool) -> tuple[Piece, ...]:
    pieces: list[list[Atom]] = [[]]
    done = 0
    for match in (PART if variables else WILDCARD).finditer(text):
        kind = match.lastgroup
        if kind in ("star", "any") and not wildcards:
            continue
        if text[done : match.start()]:
            pieces[-1].append(text[done : match.start()])
        done = match.end()
        if kind == "star":
            pieces.append([])
        else:
            pieces[-1].append(_atom(match))
    if text[done:]:
        pieces[-1].append(text[done:])
    return tuple(_join(piece) for piece in pieces)


def _atom(match: re.Match[str]) -> Atom:
    if match["any"]:
        return ANY_ONE
    return match["escape"] or variable_of(match)


def _join(atoms: list[Atom]) -> Piece:
    """Puts neighbouring literals together, so that a piece without `?` and variables is one string."""
    if len(atoms) < 2:
        return tuple(atoms)
    joined: list[Atom] = []
    for atom in atoms:
        if isinstance(atom, str) and joined and isinstance(joined[-1], str):
            joined[-1] += atom
        else:
            joined.append(atom)
    return tuple(joined)


def _test(pieces: tuple[Piece, ...], variable: bool, ignore_case: bool) -> Test:
    pieces = gathered(pieces)
    if variable:
        plain = tuple(tuple(atom for atom in piece if not isinstance(atom, AnyOne)) for piece in pieces)
        if plain == pieces:
            return lambda value, context: matches_filled(plain, value, context, ignore_case)
        return lambda value, context: _match_filled(pieces, value, context, ignore_case)
    fold = str.lower if ignore_case else None
    if fold:
        pieces = tuple(tuple(fold(a) if isinstance(a, str) else a for a in piece) for piece in pieces)
    if all(len(piece) <= 1 and ANY_ONE not in piece for piece in pieces):
        return _test_literal([str(piece[0]) if piece else "" for piece in pieces], ignore_case)
    if fold:
        return lambda value, context: match_pieces(pieces, value.lower())
    return lambda value, context: match_pieces(pieces, value)


def _test_literal(texts: list[str], ignore_case: bool) -> Test:
    """The common shapes, each as one comparison of strings: `text`, `*`, `text*`, `a*b`."""
    if len(texts) == 1:
        (text,) = texts
        return (lambda value, _: value.lower() == text) if ignore_case else (lambda value, _: value == text)
    if texts == ["", ""]:
        return lambda value, _: True
    pieces = tuple((text,) if text else () for text in texts)
    if len(texts) == 2 and not texts[1]:
        start = texts[0]
        return (lambda value, _: value.lower().startswith(start)) if ignore_case else (lambda value, _: value.startswith(start))
    return (
        (lambda value, _: match_pieces(pieces, value.lower()))
        if ignore_case
        else (lambda value, _: match_pieces(pieces, value))
    )


def _match_filled(pieces: tuple[Piece, ...], value: str, context: Context, ignore_case: bool) -> bool:
    filled = _resolve(pieces, context)
    if filled is None:
        return False
    if ignore_case:
        filled = tuple(tuple(a.lower() if isinstance(a, str) else a for a in piece) for piece in filled)
        value = value.lower()
    return match_pieces(filled, value)


def _resolve(pieces: tuple[Piece, ...], context: Context) -> tuple[Piece, ...] | None:
    """The pieces with every variable replaced by its value, which is literal text; None when one has none."""
    filled: list[Piece] = []
    for piece in pieces:
        atoms: list[Atom] = []
        for atom in piece:
            value = atom.resolve(context) if isinstance(atom, Variable) else atom
            if value is None:
                return None
            if value or value is ANY_ONE:
                atoms.append(value)
        filled.append(_join(atoms))
    return tuple(filled)
