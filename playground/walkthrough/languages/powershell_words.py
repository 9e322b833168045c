"""The commands of a PowerShell script as lists of words, as a program of Windows is handed them; nothing is run.

https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_quoting_rules
"""

from __future__ import annotations

import re

from playground.walkthrough.languages.windows_words import WindowsScript

_BARE = re.compile(r"[^\s'\"`$;|&(){}<>,@#]+|[#,@{}]")
_QUOTED = re.compile(r'[^"`$\\]+')
_NAME = re.compile(r"\$(?:\{([^{}]*)\}|((?:\w+:)?\w+))")
_ASSIGNED = re.compile(r"(\$(?:\{[^{}\n]*\}|(?:\w+:)?\w+))[ \t]*=(?!=)[ \t]*")
_HERE = re.compile(r"@(['\"])[ \t]*\n")
_LETTERS = {"n": "\n", "t": "\t", "r": "\r", "0": "", "a": "\a", "b": "\b", "e": "\x1b", "f": "\f", "v": "\v"}
_BREAKS = ";|&\n){}"


class PowerShell(WindowsScript):
    """A script, read; shaped as `Script`. Variables are found whatever case their names are in."""

    goes_on, letters = "a backtick", _LETTERS

    def _step(self) -> None:
        letter, text = self.text[self.at], self.text
        assigned = _ASSIGNED.match(text, self.at) if self._word is None and not self._words else None
        here, bare = _HERE.match(text, self.at), _BARE.match(text, self.at)
        end = text.find(f"\n{here[1]}@", here.end() - 1) if here else -1
        if assigned:
            self._assigning, self.at = _named(assigned[1]), assigned.end()
        elif letter in " \t\r":
            self._skip()
        elif letter == "#" and self._word is None:
            found = text.find("\n", self.at)
            self.at = found if found >= 0 else len(text)
        elif here and end >= 0:
            self._add(text[here.end() : end], end + 3 - self.at)
        elif letter == "(" and self._words:
            self._expansion()
        elif letter == "(" or letter in _BREAKS:
            self.at += 1
            self._end_command()
        elif letter in "<>":
            self._redirect()
        elif letter == "`":
            self._escaped()
        elif bare:
            self._add(bare[0], len(bare[0]))
        else:
            self._quoted(letter)

    _assigning = ""

    def _quoted(self, letter: str) -> None:
        if letter == "'":
            end = self._find("'", self.at + 1)
            while self.text[end + 1 : end + 2] == "'":
                end = self._find("'", end + 2)
            self._add(self.text[self.at + 1 : end].replace("''", "'"), end + 1 - self.at)
        elif letter == '"':
            self.at += 1
            self._add("", 0)
            self._in_double_quotes()
        else:
            self._expansion()

    def _in_double_quotes(self) -> None:
        """`\"` is taken for a quotation mark, as they mean it who write it, though PowerShell ends the string there."""
        while self.at < len(self.text) and (self.text[self.at] != '"' or self.text[self.at + 1 : self.at + 2] == '"'):
            plain = _QUOTED.match(self.text, self.at)
            letter, after = self.text[self.at], self.text[self.at + 1 : self.at + 2]
            if plain:
                self._add(plain[0], len(plain[0]))
            elif letter == "`":
                self._add(_LETTERS.get(after, after), 2)
            elif letter == "$":
                self._expansion()
            elif letter == '"' or (letter == "\\" and after == '"'):
                self._add(letter + '"' if letter == "\\" else '"', 2)
            else:
                self._add(letter, 1)
        self._find('"', self.at)
        self.at += 1

    def _expansion(self) -> None:
        """`$name`, `$env:NAME`, `$(command)` or `(command)`."""
        name = _NAME.match(self.text, self.at)
        if self.text[self.at] == "(" or self.text.startswith("$(", self.at):
            self._run(1 if self.text[self.at] == "(" else 2)
        elif name is None:
            self._add("$", 1)
        elif (known := self._variables.get(_named(name[0]))) is not None:
            self._add(known, name.end() - self.at)
        else:
            self._mark(name[0])
            self.at = name.end()

    def _end_command(self) -> None:
        self._end_word()
        if self._assigning and len(self._words) == 1:
            self._variables[self._assigning] = self._words.pop()
        self._assigning = ""
        super()._end_command()


def _named(written: str) -> str:
    return written.strip("${}").lower()
