"""The commands of a shell script as lists of words. Variables that the script itself sets are put in; nothing is run.

https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html
"""

from __future__ import annotations

import re

from playground.walkthrough.languages.shell_escapes import ansi_c
from playground.walkthrough.languages.shell_heredocs import heredoc
from playground.walkthrough.languages.shell_substitution import command_at, printed
from playground.walkthrough.languages.unknown import Unknown, Unreadable, no_space_behind

_BARE = re.compile(r"[^\s\\'\"$`;|&<>()]+")
_QUOTED = re.compile(r'[^\\"$`]+')
_NAME = re.compile(r"\{\{[^{}]*\}\}|\{?([A-Za-z_]\w*)\}?|\{[^{}]*\}|[0-9@*#?$!\-]")
_ASSIGNED = re.compile(r"([A-Za-z_]\w*)=(.*)", re.DOTALL)
_MARK = re.compile("\0([0-9]+)\0")
_BREAKS = ";|&()\n"
_DEEPEST = 3  # commands within commands


class Script:
    """A script, read. commands: each a list of words, in which a mark stands for what a run would put there.

    goes_on: what a line ends with that the next one goes on.  files: what the script itself writes into files, by their names.
    here: the here-documents that go to commands.
    """

    goes_on = "a backslash"

    def __init__(self, text: str, depth: int = 0, around: Script | None = None) -> None:
        self.text = text.replace("\0", "").replace("\r\n", "\n")
        self.at, self.depth = 0, depth
        self.commands: list[list[str]] = []
        self.unknown: list[str] = around.unknown if around else []  # one list, because values of marks go from one to the other
        self.files: dict[str, str] = around.files if around else {}
        self.here: list[str] = []
        self._variables: dict[str, str] = dict(around._variables) if around else {}
        self._words: list[str] = []
        self._word: str | None = None
        self._dropped = False
        while self.at < len(self.text):
            self._step()
        self._end_command()

    def value(self, word: str) -> str | Unknown:
        """A word as it would be: text, or the expression that a shell would have to work out."""
        if _MARK.search(word):
            return Unknown(_MARK.sub(lambda found: self.unknown[int(found[1])], word))
        return word

    def _step(self) -> None:
        letter = self.text[self.at]
        bare = _BARE.match(self.text, self.at)
        if letter in " \t\r":
            self._skip()
        elif letter in _BREAKS:
            self.at += 1
            self._end_command()
        elif letter == "#" and self._word is None:
            end = self.text.find("\n", self.at)
            self.at = end if end >= 0 else len(self.text)
        elif letter in "<>":
            self._redirect()
        elif self.text.startswith("\\\n", self.at):
            self.at += 2
        elif letter == "\\":
            no_space_behind(self.text, self.at, self.goes_on)
            self._add(self.text[self.at + 1 : self.at + 2], 2)
        elif bare:
            self._add(bare[0], len(bare[0]))
        else:
            self._quoted(letter)

    def _skip(self) -> None:
        self.at += 1
        self._end_word()

    def _redirect(self) -> None:
        found = heredoc(self.text, self.at, self._variables, self._marked)
        if found is None:
            self.at += 1
            self._word = None if self._word and self._word.isdigit() else self._word
        self._end_word()
        if found is None:
            self._dropped = True  # a file that is read or written is no word of the command
            return
        self.text, self.at = found.rest, found.begun
        if found.text is not None and found.into:
            self.files[found.into.removeprefix("./")] = found.text
        elif found.text is not None:
            self.here.append(found.text)

    def _quoted(self, letter: str) -> None:
        follows = self.text[self.at : self.at + 2]
        if letter == "'":
            end = self._find("'", self.at + 1)
            self._add(self.text[self.at + 1 : end], end + 1 - self.at)
        elif follows == "$'":
            text, end = ansi_c(self.text, self.at + 2)
            self._add(text, end - self.at)
        elif letter == '"' or follows == '$"':
            self.at += 1 if letter == '"' else 2
            self._add("", 0)
            self._in_double_quotes()
        else:
            self._expansion()

    def _in_double_quotes(self) -> None:
        start = self.at
        while self.at < len(self.text) and self.text[self.at] != '"':
            plain = _QUOTED.match(self.text, self.at)
            after = self.text[self.at + 1 : self.at + 2]
            if plain:
                self._add(plain[0], len(plain[0]))
            elif self.text[self.at] != "\\":
                self._expansion()
            else:
                self._add("" if after == "\n" else after if after in '\\"$`' else f"\\{after}", 2)
        self._find('"', max(start, self.at))
        self.at += 1

    def _expansion(self) -> None:
        """`$NAME`, `$(command)` or `` `command` ``."""
        if self.text.startswith("$(", self.at) or self.text[self.at] == "`":
            self._run(2)
            return
        name = _NAME.match(self.text, self.at + 1)
        if name is None:
            self._add("$", 1)
            return
        known = self._variables.get(name[1] or "")
        if known is None:
            self._mark(f"${name[0]}")
        else:
            self._add(known, 0)
        self.at = name.end()

    def _run(self, opening: int) -> None:
        """A command in the place of a value, of which only `cat` is known. opening: how long the mark before it is."""
        body, end = command_at(self.text, self.at, opening)
        inner = type(self)(body, self.depth + 1, self) if self.depth < _DEEPEST else None
        text = printed(inner.commands, inner.here, self.files) if inner else None
        if text is not None:
            self._add(text, 0)
        else:
            self._mark(self.text[self.at : end])
            self.commands += inner.commands if inner else []
        self.at = end

    def _marked(self, source: str) -> str:
        self.unknown.append(source)
        return f"\0{len(self.unknown) - 1}\0"

    def _mark(self, source: str) -> None:
        self._add(self._marked(source), 0)

    def _find(self, mark: str, start: int) -> int:
        found = self.text.find(mark, start)
        if found < 0:
            raise Unreadable("a quotation mark `{}` is opened and never closed; close it where the value ends", mark)
        return found

    def _add(self, text: str, length: int) -> None:
        self._word = (self._word or "") + text
        self.at += length

    def _end_word(self) -> None:
        if self._word is not None:
            if not self._dropped:
                self._words.append(self._word)
            self._dropped = False
        self._word = None

    def _end_command(self) -> None:
        self._end_word()
        self._dropped = False
        words = self._words[1:] if self._words[:1] == ["export"] else self._words
        assigned = [_ASSIGNED.fullmatch(word) for word in words]
        if words and all(assigned):
            self._variables |= {found[1]: found[2] for found in assigned if found}
        elif self._words:
            self.commands.append(self._words)
        self._words = []
