"""Ways in which a value nearly is what a pattern asks for: case, white space, a slash at the end, `https://`, GitHub's two subjects."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from enum import StrEnum

from playground.iam.divergence.alignment import Glob, follow
from playground.iam.divergence.github_subject import classic


class Difference(StrEnum):
    """In what a value and a pattern differ; the first seven are near misses."""

    CASE = "case"
    SPACE = "white space"
    INVISIBLE = "characters that print nothing"
    SLASH = "slash at the end"
    SCHEME = "scheme"
    SUBJECT = "immutable subject"
    WILDCARD = "a wildcard taken literally"
    VALUE_LONGER = "the value goes on"
    PATTERN_LONGER = "the value ends"
    CHARACTER = "a character"
    NO_VALUE = "a variable without a value"
    NOT_AN_ARN = "not an ARN"
    KIND = "not a matter of characters"
    NONE = "none"

    @property
    def near(self) -> bool:
        """Whether somebody meant the same."""
        return self in (Difference.WILDCARD, Difference.INVISIBLE) or self in NEAR_MISSES


LONGEST = 2048  # characters; a value that is longer is nothing that somebody typed, and is not looked at so closely
_SCHEMES = ("https://", "http://")


def _without_space(value: str) -> Iterator[str]:
    yield value.strip()


def _visible(text: str) -> str:
    """The text without what prints nothing, and with plain spaces: what a page, a chat or a word processor left in it."""
    if text.isascii():
        return text
    plain = (" " if character.isspace() else character for character in text if unicodedata.category(character) != "Cf")
    return "".join(plain).strip()


def _slashes(value: str) -> Iterator[str]:
    yield value.removesuffix("/") if value.endswith("/") else value + "/"


def _schemes(value: str) -> Iterator[str]:
    given = next((scheme for scheme in _SCHEMES if value.startswith(scheme)), "")
    others = [value.removeprefix(given)] if given else [scheme + value for scheme in _SCHEMES]
    for other in others:
        yield other
        yield from _slashes(other)


def _subjects(value: str) -> Iterator[str]:
    yield classic(value)


NEAR_MISSES: dict[Difference, Callable[[str], Iterator[str]]] = {
    Difference.CASE: lambda value: iter((value,)),
    Difference.SPACE: _without_space,
    Difference.SLASH: _slashes,
    Difference.SCHEME: _schemes,
    Difference.SUBJECT: _subjects,
}


def near_miss(glob: Glob, value: str, *, ignore_case: bool) -> Difference | None:
    """The one thing in which they differ, or None. The pattern's own white space and numbers are looked at when it is literal."""
    if len(value) > LONGEST:
        return None
    for difference, others in NEAR_MISSES.items():
        if difference is Difference.SLASH and glob.stars >> len(glob.characters):
            continue  # `bucket/*` does not want a slash at the end, but something behind it
        case = ignore_case or difference is Difference.CASE
        if any(follow(glob, other, ignore_case=case).whole for other in others(value)):
            return difference
    if not glob.wild and glob.text.strip() == value.strip():
        return Difference.SPACE
    if not glob.wild and _visible(glob.text) == _visible(value):
        return Difference.INVISIBLE
    if not glob.wild and classic(glob.text) == value:
        return Difference.SUBJECT
    return None
