"""A place in a program's text, and the steps that readers of R and JavaScript share: blanks, names, numbers, a bracket's other end."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from playground.walkthrough.languages.unknown import Unknown, Work

NAME = re.compile(r"[A-Za-z_.$][\w.$]*")
NUMBER = re.compile(r"(\d+)(?:\.(\d*))?(?:[eE]\+?(\d{1,2}))?[Ln]?(?![\w.])")
DEEPEST = 40  # values within values, names that stand for names
QUOTES = "'\"`"
_CLOSING = {"(": ")", "[": "]", "{": "}"}


class Scanner:
    """A text and how far it is read. skip: blanks and comments of the language.  string: reads one string, or answers None."""

    def __init__(self, text: str, skip: re.Pattern[str], string: Callable[[str, int], tuple[Any, int] | None]) -> None:
        self.text, self.at, self.depth, self.work = text, 0, 0, Work()
        self._skip, self._string = skip, string

    def blank(self) -> None:
        """Goes on to what means something."""
        found = self._skip.match(self.text, self.at)
        self.at = found.end() if found else self.at

    def take(self, mark: str) -> bool:
        """Whether this stands next; if so, goes behind it."""
        self.blank()
        if not self.text.startswith(mark, self.at):
            return False
        self.at += len(mark)
        return True

    def match(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """What stands next, if it is of the pattern; goes behind it."""
        self.blank()
        found = pattern.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return found

    def inside(self, at: int) -> Scanner:
        """A scanner of the same text at another place, that shares what may still be done."""
        inner = Scanner(self.text, self._skip, self._string)
        inner.at, inner.depth, inner.work = at, self.depth + 1, self.work
        return inner

    def string(self) -> Any | None:
        """The string that stands next, or None."""
        self.blank()
        found = self._string(self.text, self.at)
        if found is None:
            return None
        self.at = found[1]
        return found[0]

    def number(self) -> int | str | None:
        """The number that stands next: whole numbers as such, others as they are written; or None."""
        found = self.match(NUMBER)
        if found is None:
            return None
        digits, fraction, exponent = found[1], found[2] or "", int(found[3] or 0)
        shifted = fraction.ljust(exponent, "0")
        whole = digits + shifted[:exponent]
        return found[0] if len(whole) > 20 or shifted[exponent:].strip("0") else int(whole)

    def value(self, read: Callable[[Scanner], Any], ends: str, stops: str) -> Any:
        """What `read` makes of what stands next, where one of `ends` or nothing follows it; else what stands up to `stops`, Unknown."""
        self.blank()
        start = self.at
        self.work.spend()
        self.depth += 1
        found = read(self) if self.depth < DEEPEST else None
        self.depth -= 1
        self.blank()
        if found is not None and (self.at == len(self.text) or self.text[self.at] in ends):
            return found
        return self.rest(start, stops)

    def rest(self, start: int, stops: str = ",)]};\n") -> Unknown:
        """The expression that begins at `start`, not understood: up to its end, over brackets and strings."""
        self.at = max(self.at, start)
        waiting: list[str] = []
        while self.at < len(self.text):
            letter = self.text[self.at]
            if not waiting and letter in stops:
                break
            found = self._string(self.text, self.at)
            if waiting and letter == waiting[-1]:
                waiting.pop()
            elif letter in _CLOSING:
                waiting.append(_CLOSING[letter])
            if found is None and letter in QUOTES:
                self.at = len(self.text)  # never closed
            else:
                self.at = found[1] if found else self.at + 1
        return Unknown(self.text[start : self.at].strip())
