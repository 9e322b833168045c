"""What the two shells of Windows have in common: a mark before a character, and what a program makes of the words it is handed.

https://learn.microsoft.com/cpp/c-language/parsing-c-command-line-arguments
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from playground.walkthrough.languages.shell_words import Script
from playground.walkthrough.languages.unknown import no_space_behind

_ALONE = re.compile(r'(?<!\\)"')
_ESCAPED = re.compile(r'(?<!\\)(\\+)"')


class WindowsScript(Script):
    """A script, read; shaped as `Script`. letters: what a letter behind the mark stands for, where that is another character."""

    letters: Mapping[str, str] = {}

    def _escaped(self) -> None:
        """The mark: before a line's end the command goes on, else the next character is no mark."""
        no_space_behind(self.text, self.at, self.goes_on)
        after = self.text[self.at + 1 : self.at + 2]
        if after == "\n":
            self.at += 2
        else:
            self._add(self.letters.get(after, after), 2)

    def _end_word(self) -> None:
        if self._word is not None:
            self._word = _without_backslashes(self._word)
        super()._end_word()


def _without_backslashes(word: str) -> str:
    """`\\"` is a quotation mark in a word, and backslashes elsewhere are themselves.

    Where a mark stands without a backslash it is left as it is: newer shells have put the backslashes themselves.
    """
    if _ALONE.search(word):
        return word
    return _ESCAPED.sub(lambda found: "\\" * (len(found[1]) // 2) + '"', word)
