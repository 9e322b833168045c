"""Values and blocks of HCL, the language of Terraform.  https://developer.hashicorp.com/terraform/language/expressions/strings"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from playground.walkthrough.take_home.owned import Own, Owned

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


@dataclass(frozen=True)
class Bare:
    """An expression that stands as it is."""

    text: str


@dataclass(frozen=True)
class Writer:
    """reference: the expression for something that the learner owns.  made: texts for which an expression stands whole."""

    owned: Owned
    reference: Callable[[Own], str]
    made: Mapping[str, str]

    def block(self, kind: str, name: str, given: Mapping[str, Any]) -> str:
        """A resource; what is empty is left out."""
        present = [(key, self.value(value, 1)) for key, value in given.items() if value != ""]
        return "\n".join((f'resource "{kind}" "{name}" {{', *(f"  {line}" for line in _aligned(present)), "}"))

    def document(self, value: Any) -> Bare:
        """A policy: `jsonencode` of an object."""
        return Bare(f"jsonencode({self.value(value, 1)})")

    def value(self, value: Any, depth: int) -> str:
        """Any value of JSON, or a bare expression."""
        if isinstance(value, Bare):
            return value.text
        if isinstance(value, str):
            return self.made.get(value) or self._text(value)
        if isinstance(value, Mapping):
            pairs = [(self._text(key, whole=False), self.value(one, depth + 1)) for key, one in value.items()]
            return self._several("{}", _aligned(pairs), depth)
        if isinstance(value, list):
            return self._several("[]", [f"{self.value(one, depth + 1)}," for one in value], depth)
        return {True: "true", False: "false", None: "null"}[value] if value is None or isinstance(value, bool) else str(value)

    def _several(self, marks: str, each: list[str], depth: int) -> str:
        if not each:
            return marks
        pad = "  " * depth
        return "\n".join((marks[0], *(f"{pad}  {one}" for one in each), f"{pad}{marks[1]}"))

    def _text(self, text: str, *, whole: bool = True) -> str:
        pieces = self.owned.split(text)
        if whole and len(pieces) == 1 and isinstance(pieces[0], Own):
            return self.reference(pieces[0])
        text = "".join(f"\0{{{self.reference(one)}}}" if isinstance(one, Own) else _quoted(one) for one in pieces)
        return '"' + text.replace("$\0", '${"$"}\0').replace("\0", "$") + '"'  # `$${` would be no template, but its escape


def _aligned(pairs: list[tuple[str, str]]) -> list[str]:
    """Assignments as `terraform fmt` lays them out: neighbours of one line each have their `=` in one column."""
    lines: list[str] = []
    for several, run in groupby(pairs, lambda pair: "\n" in pair[1]):
        near = list(run)
        width = 0 if several else max(len(key) for key, _ in near)
        lines += [f"{key.ljust(width)} = {value}" for key, value in near]
    return lines


def _quoted(text: str) -> str:
    """What stands between quotation marks; `${` and `%{` would begin a template."""
    escaped = "".join(_ESCAPES.get(letter) or (letter if letter.isprintable() else f"\\U{ord(letter):08x}") for letter in text)
    return escaped.replace("${", "$${").replace("%{", "%%{")
