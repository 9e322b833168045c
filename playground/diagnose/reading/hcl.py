"""What Terraform's `jsonencode(…)` is given, as the JSON that it makes of it; what only Terraform can fill in is refused by its name.

No library of PyPI reads it: python-hcl2 8.1 takes whole files, and leaves what a function is given as a text.

https://developer.hashicorp.com/terraform/language/expressions/types
"""

from __future__ import annotations

import json
import re
from typing import Any

ENCODES = re.compile(r"\bjsonencode\s*\(")
_PLANNED = re.compile(r"^[ \t]*[+~](?=[ \t])", re.MULTILINE)  # how `terraform plan` marks a line
# Something of it begins at every character, so that none is looked at twice: a comment or a text that never ends goes on to the end.
_TOKEN = re.compile(
    r"""(?P<air>[^\S\n]+|\#[^\n]*|//[^\n]*|/\*.*?(?:\*/|\Z))|(?P<text>"(?:[^"\\\n]|\\.)*+"?)|(?P<mark>[\[\]{}()=:,\n])"""
    r"""|(?P<word>[^\s\[\]{}()=:,"]+)""",
    re.DOTALL,
)
_WORDS: dict[str, Any] = {"true": True, "false": False, "null": None}
_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,15})?")
_FILLED = re.compile(r"(?<!\$)\$\{\s*[a-z]\w*[.\[(][^:}]{0,200}\}", re.ASCII)
DEEPEST = 30


class NotHcl(ValueError):
    """What stands there cannot be read as a value. The text is one sentence's part, with code in backticks."""


def encoded(text: str) -> Any:
    """The value that the first `jsonencode` of a text is given. Raises NotHcl."""
    begins = ENCODES.search(text)
    if begins is None:
        raise NotHcl("there is no `jsonencode` in it")
    reader = _Reader(_PLANNED.sub("", text[begins.end() :]))
    return reader.value(0)


def filled_in(text: str) -> str:
    """The first part of a text that Terraform would fill in; "" when there is none. A variable of IAM's own has a colon."""
    return next((one[0] for one in _FILLED.finditer(text)), "")


class _Reader:
    def __init__(self, text: str) -> None:
        self.tokens = [(one.lastgroup or "", one[0]) for one in _TOKEN.finditer(text) if one.lastgroup != "air"]
        self.at = 0

    def value(self, depth: int) -> Any:
        kind, word = self._next()
        if depth > DEEPEST:
            raise NotHcl("it is nested too deeply")
        if kind == "text":
            return _string(word)
        if word == "{":
            return self._object(depth)
        if word == "[":
            return self._list(depth)
        if kind == "word" and _NUMBER.fullmatch(word):
            return json.loads(word) if not word.startswith("-0") else 0
        if kind == "word" and word in _WORDS:
            return _WORDS[word]
        raise NotHcl(f"`{word[:80]}` is known to Terraform alone" if word.strip() else "it ends too early")

    def _object(self, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while (key := self._next())[1] != "}":
            if key[1] == ",":
                continue
            name = _string(key[1]) if key[0] == "text" else key[1]
            if key[0] not in ("text", "word") or self._next()[1] not in ("=", ":"):
                raise NotHcl(f"`{key[1][:80]}` stands where `name = value` should" if key[1] else "it ends too early")
            found[name] = self.value(depth + 1)
        return found

    def _list(self, depth: int) -> list[Any]:
        found = []
        while self._peek()[1] != "]":
            if self._peek()[1] == ",":
                self.at += 1
            else:
                found.append(self.value(depth + 1))
        self._next()
        return found

    def _peek(self) -> tuple[str, str]:
        while self.at < len(self.tokens) and self.tokens[self.at][1] == "\n":
            self.at += 1
        return self.tokens[self.at] if self.at < len(self.tokens) else ("", "")

    def _next(self) -> tuple[str, str]:
        token = self._peek()
        self.at += 1
        return token


def _string(token: str) -> str:
    """A text without its marks. Raises NotHcl for one that Terraform fills in."""
    try:
        text = str(json.loads(token))
    except ValueError as error:
        raise NotHcl(f"`{token[:80]}` is no text that can be read") from error
    if filled := filled_in(text):
        raise NotHcl(f"`{filled[:80]}` is known to Terraform alone")
    return text.replace("$${", "${")
