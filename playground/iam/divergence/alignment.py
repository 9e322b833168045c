"""How far a value follows a pattern with wildcards, and whether it does: every position of the pattern at once, as bits.

Shift-and (Baeza-Yates and Gonnet, https://doi.org/10.1145/135239.135243) with a bit that stays for each star. One step a character
of the value, whatever the pattern: nothing is tried twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from playground.iam.patterns.pieces import AnyOne, Piece
from playground.iam.patterns.variables import Variable


class Glob(NamedTuple):
    """A pattern, variables filled in. characters: without the stars, None for `?`.  stars: bit n for a star after n characters.

    text: the pattern for showing.  places: the offset in `text` of each character, and of the end.
    """

    characters: tuple[str | None, ...]
    stars: int
    text: str
    places: tuple[int, ...]

    @property
    def wild(self) -> bool:
        """Whether it has a wildcard."""
        return bool(self.stars) or None in self.characters


class Progress(NamedTuple):
    """How far it went. value, pattern: characters of each that fit.  whole: whether all of both did."""

    value: int
    pattern: int
    whole: bool


def glob_of(pieces: tuple[Piece, ...]) -> Glob:
    """The glob of pieces between stars. Raises LookupError for a variable that has no value."""
    characters: list[str | None] = []
    shown: list[str] = []
    places: list[int] = []
    stars = 0
    for number, piece in enumerate(pieces):
        if number:
            stars |= 1 << len(characters)
            shown.append("*")
        for atom in piece:
            for character in _characters(atom):
                places.append(len(shown))
                characters.append(character)
                shown.append("?" if character is None else character)
    return Glob(tuple(characters), stars, "".join(shown), (*places, len(shown)))


def _characters(atom: object) -> Sequence[str | None]:
    if isinstance(atom, AnyOne):
        return (None,)
    if isinstance(atom, Variable):
        raise LookupError(atom.key)
    return str(atom)


def follow(glob: Glob, value: str, *, ignore_case: bool = False) -> Progress:
    """The furthest place in the pattern that the value reaches from its start, and the longest part of it that does."""
    masks = _masks(glob, ignore_case)
    anything = masks[""]
    live, stars, end = 1, glob.stars, 1 << len(glob.characters)
    far, read = 0, 0
    for number, character in enumerate(value.lower() if ignore_case else value, 1):
        live = ((live & masks.get(character, anything)) << 1) | (live & stars)
        if not live:
            break
        reached = live.bit_length() - 1
        if reached >= far:
            far, read = reached, number
    return Progress(read, far, bool(live & end))


def _masks(glob: Glob, ignore_case: bool) -> dict[str, int]:
    """Bit n for the characters that may stand at place n; under the empty text those of `?`, which any character may."""
    anything = sum(1 << place for place, character in enumerate(glob.characters) if character is None)
    masks = {"": anything}
    for place, character in enumerate(glob.characters):
        if character is not None:
            folded = character.lower() if ignore_case else character
            masks[folded] = masks.get(folded, anything) | 1 << place
    return masks


def reversed_glob(glob: Glob) -> Glob:
    """The same pattern read from its end; it has no places."""
    length = len(glob.characters)
    stars = sum(1 << (length - place) for place in range(length + 1) if glob.stars >> place & 1)
    return Glob(glob.characters[::-1], stars, glob.text[::-1], ())
