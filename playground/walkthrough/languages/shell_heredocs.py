"""Here-documents of a shell script: the lines between `<<EOF` and `EOF`, and the file that they are written into.

https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_07_04
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

_BEGINS = re.compile(r"""<<(?P<tabs>-?)[ \t]*(?P<quote>['"\\]?)(?P<end>[A-Za-z_]\w*)(?:(?<=\w)['"])?""")
_INTO = re.compile(r"(?:(?<![<>&\d])>{1,2}[ \t]*|\btee[ \t]+(?:-a[ \t]+)?)(['\"]?)([^\s'\"<>|&;()]+)\1")
_EXPANDED = re.compile(r"\\([\\$`])|\\\n|\$\{([A-Za-z_]\w*)\}|\$([A-Za-z_]\w*)|(\$[({]|`)")


class Heredoc(NamedTuple):
    """text: None where it would have to be run.  into: the name of a file, "" where it goes to the command.

    begun: where the text goes on behind its beginning.  rest: the script without its lines.
    """

    text: str | None
    into: str
    begun: int
    rest: str


def heredoc(text: str, at: int, variables: Mapping[str, str], unknown: Callable[[str], str]) -> Heredoc | None:
    """The here-document that begins at a place of a script; None where none does. unknown: what stands for a value of a run."""
    begins, first = _BEGINS.match(text, at), text.find("\n", at)
    if begins is None or first < 0 or (at and text[at - 1] == "<"):
        return None
    ends = re.compile(rf"^\t*{begins['end']}[ \t]*$", re.MULTILINE).search(text, first + 1)
    start, end = ends.span() if ends else (len(text), len(text))
    lines = text[first + 1 : start].removesuffix("\n")
    lines = re.sub(r"^\t+", "", lines, flags=re.MULTILINE) if begins["tabs"] else lines
    into = _INTO.search(text[text.rfind("\n", 0, at) + 1 : first])
    filled = lines if begins["quote"] else _filled(lines, variables, unknown)
    return Heredoc(filled, into[2] if into else "", begins.end(), text[:first] + text[end:])


def _filled(lines: str, variables: Mapping[str, str], unknown: Callable[[str], str]) -> str | None:
    """The lines with the script's own variables filled in, as between double quotation marks."""
    if any(found[4] for found in _EXPANDED.finditer(lines)):
        return None

    def value(found: re.Match[str]) -> str:
        name = found[2] or found[3]
        return (variables[name] if name in variables else unknown(found[0])) if name else found[1] or ""

    return _EXPANDED.sub(value, lines)
