"""The commands of a batch of cmd.exe as lists of words, as a program of Windows is handed them; nothing is run.

https://learn.microsoft.com/windows-server/administration/windows-commands/cmd
"""

from __future__ import annotations

import re

from playground.walkthrough.languages.unknown import Unreadable
from playground.walkthrough.languages.windows_words import WindowsScript

_BARE = re.compile(r"[^\s\"'^%&|()<>\\]+|'|\\(?!\")")
_QUOTED = re.compile(r"""[^"%\\]+|(?:\\\\)*\\"|\\+""")  # an odd number of backslashes keeps a mark from closing
_NAME = re.compile(r"%([A-Za-z_]\w*)%")
_SET = re.compile(r'set[ \t]+"?([A-Za-z_]\w*)=([^"\n]*)"?[ \t]*(?=\n|$)', re.IGNORECASE)
_REMARK = re.compile(r"(?:rem\b|::)[^\n]*", re.IGNORECASE)
_BREAKS = "&|()\n"


class Cmd(WindowsScript):
    """A batch, read; shaped as `Script`. Variables are found whatever case their names are in."""

    goes_on = "a caret"

    def _step(self) -> None:
        letter = self.text[self.at]
        first = self._word is None and not self._words
        remark, given = (_REMARK.match(self.text, self.at), _SET.match(self.text, self.at)) if first else (None, None)
        bare = _BARE.match(self.text, self.at)
        if remark:
            self.at = remark.end()
        elif given:
            self._variables[given[1].lower()] = given[2]
            self.at = given.end()
        elif letter in " \t\r":
            self._skip()
        elif letter in _BREAKS:
            self.at += 1
            self._end_command()
        elif letter in "<>":
            self._redirect()
        elif letter == "^":
            self._escaped()
        elif letter == "'" and self._word is None:
            raise Unreadable("`{}` is no quotation mark of cmd.exe; put `{}` around the value, and `{}` in it", "'", '"', '\\"')
        elif bare:
            self._add(bare[0], len(bare[0]))
        else:
            self._quoted(letter)

    def _quoted(self, letter: str) -> None:
        if letter == '"':
            self.at += 1
            self._add("", 0)
            self._in_double_quotes()
        elif letter == "\\":
            self._add('\\"', 2)
        else:
            self._expansion()

    def _in_double_quotes(self) -> None:
        """Two marks in a row are one; what a backslash before one means, the program says (windows_words)."""
        while self.at < len(self.text) and (self.text[self.at] != '"' or self.text[self.at + 1 : self.at + 2] == '"'):
            plain = _QUOTED.match(self.text, self.at)
            if plain:
                self._add(plain[0], len(plain[0]))
            elif self.text[self.at] == '"':
                self._add('"', 2)
            else:
                self._expansion()
        self._find('"', self.at)
        self.at += 1

    def _expansion(self) -> None:
        """`%NAME%`."""
        name = _NAME.match(self.text, self.at)
        if name is None:
            self._add("%", 1)
            return
        known = self._variables.get(name[1].lower())
        if known is None:
            self._mark(name[0])
        else:
            self._add(known, 0)
        self.at = name.end()
