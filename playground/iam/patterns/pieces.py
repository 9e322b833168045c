"""The pieces of a pattern: what stands between two stars, found in a value from left to right.

That is enough for a glob, and cannot explode.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
"""

from __future__ import annotations

from typing import NamedTuple

from playground.iam.patterns.variables import Variable


class AnyOne(NamedTuple):
    """`?`: exactly one character."""


ANY_ONE = AnyOne()
Atom = str | Variable | AnyOne
Piece = tuple[Atom, ...]  # what stands between two stars


def gathered(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """The same pattern with `?` and `*` that stand together in one order: `*??*` says no more than `*??` before the next star."""
    made = [pieces[0]]
    held: Piece = ()
    for piece in pieces[1:-1]:
        if all(atom is ANY_ONE for atom in piece):
            held += piece
        else:
            made.append(held + piece)
            held = ()
    return (*made, held + pieces[-1]) if len(pieces) > 1 else pieces


def match_pieces(pieces: tuple[Piece, ...], value: str) -> bool:
    """Whether a value matches pieces with a star between each two: first and last are anchored, the rest are found."""
    head, tail = pieces[0], pieces[-1]
    start = stands_at(head, value, 0)
    if start < 0 or len(pieces) == 1:
        return start == len(value) and start >= 0
    end = len(value) - width_of(tail)
    for piece in pieces[1:-1]:
        start = find_piece(piece, value, start)
        if start < 0:
            return False
    return start <= end and stands_at(tail, value, end) == len(value)


def width_of(piece: Piece) -> int:
    """How many characters a piece takes, when its variables are filled in."""
    return sum(len(atom) if isinstance(atom, str) else 1 for atom in piece)


def stands_at(piece: Piece, value: str, start: int) -> int:
    """The position after the piece when it stands at `start`, else -1."""
    for atom in piece:
        if isinstance(atom, str):
            if not value.startswith(atom, start):
                return -1
            start += len(atom)
        elif start < len(value):
            start += 1
        else:
            return -1
    return start


def find_piece(piece: Piece, value: str, start: int) -> int:
    """The position after the first place, from `start` on, where the piece stands, else -1."""
    if not piece:
        return start
    if len(piece) == 1 and isinstance(piece[0], str):
        found = value.find(piece[0], start)
        return found if found < 0 else found + len(piece[0])
    last = len(value) - width_of(piece)
    return next((end for at in range(start, last + 1) if (end := stands_at(piece, value, at)) >= 0), -1)
