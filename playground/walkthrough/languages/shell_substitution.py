"""Commands in the place of a value, `$(…)` and `` `…` ``: where one ends, and what `cat` in it prints.

https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_06_03
"""

from __future__ import annotations

from collections.abc import Mapping

from playground.walkthrough.languages.unknown import Unreadable


def command_at(text: str, start: int, opening: int) -> tuple[str, int]:
    """The command that begins at a place, and the place behind it. opening: how long the mark before it is. Raises Unreadable."""
    if text[start] == "`":
        end = text.find("`", start + 1)
        if end < 0:
            raise Unreadable("a quotation mark `{}` is opened and never closed; close it where the value ends", "`")
        return text[start + 1 : end], end + 1
    depth, at, inside = 0, start + opening - 1, ""
    while at < len(text):
        letter = text[at]
        if inside:
            inside = "" if letter == inside else inside
        elif letter in "'\"":
            inside = letter
        depth += 0 if inside else (letter == "(") - (letter == ")")
        if not depth and not inside:
            return text[start + opening : at], at + 1
        at += 1
    raise Unreadable("`$(` is opened and never closed; write `)` where the command in it ends")


def printed(commands: list[list[str]], here: list[str], files: Mapping[str, str]) -> str | None:
    """What a command in the place of a value prints: `cat` of a here-document, or of a file that the script has written."""
    if commands == [["cat"]] and len(here) == 1:
        return here[0]
    name = commands[0][1] if len(commands) == 1 and len(commands[0]) == 2 and commands[0][0] == "cat" else ""
    return files.get(name.removeprefix("./"))
