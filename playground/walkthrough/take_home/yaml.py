"""YAML as CloudFormation takes it: every text quoted, and `!Sub` where something of the learner's own stands in it.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-sub.html
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from playground.walkthrough.take_home.owned import Own, Owned

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9]*")


@dataclass(frozen=True)
class Tagged:
    """`!Ref Name`, `!GetAtt Name.Attribute`."""

    tag: str
    text: str


@dataclass(frozen=True)
class Writer:
    """name: what something of the learner's own is called in the template."""

    owned: Owned
    name: Callable[[Own], str]

    def write(self, value: dict[str, Any], *, plain: bool = False) -> str:
        """The lines of a mapping. plain: with nothing of the learner's own in it."""
        return "\n".join(self._lines(value, 0, plain))

    def _lines(self, value: Any, depth: int, plain: bool) -> Iterator[str]:
        pad = "  " * depth
        entries = value.items() if isinstance(value, dict) else ((None, one) for one in value)
        for key, one in entries:
            lead = f"{pad}-" if key is None else f"{pad}{key if _WORD.fullmatch(key) else _quoted(key)}:"
            if key is None and isinstance(one, dict) and one:
                first, *rest = self._lines(one, depth + 1, plain)
                yield f"{lead} {first.lstrip()}"
                yield from rest
            elif isinstance(one, dict | list) and one:
                yield lead
                yield from self._lines(one, depth + 1, plain)
            else:
                yield f"{lead} {self._scalar(one, plain)}"

    def _scalar(self, value: Any, plain: bool) -> str:
        if isinstance(value, Tagged):
            return f"{value.tag} {value.text}"
        if isinstance(value, str):
            return _quoted(value) if plain else self._text(value)
        if isinstance(value, dict | list):
            return "{}" if isinstance(value, dict) else "[]"
        return {True: "true", False: "false", None: "null"}[value] if value is None or isinstance(value, bool) else str(value)

    def _text(self, text: str) -> str:
        pieces = self.owned.split(text)
        if not any(isinstance(one, Own) for one in pieces):
            return _quoted(text)
        if len(pieces) == 1 and isinstance(pieces[0], Own):
            return f"!Ref {self.name(pieces[0])}"
        together = (f"${{{self.name(one)}}}" if isinstance(one, Own) else one.replace("${", "${!") for one in pieces)
        return f"!Sub {_quoted(''.join(together))}"


def _quoted(text: str) -> str:
    return '"' + "".join(_ESCAPES.get(letter) or _printed(letter) for letter in text) + '"'


def _printed(letter: str) -> str:
    return letter if letter.isprintable() and ord(letter) < 0xFFFE else f"\\U{ord(letter):08x}"
