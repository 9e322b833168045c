"""Which shell a text was typed for: a POSIX shell, PowerShell or cmd.exe, told by what no other of them has."""

from __future__ import annotations

import re

from playground.walkthrough.languages.cmd_words import Cmd
from playground.walkthrough.languages.powershell_words import PowerShell
from playground.walkthrough.languages.shell_words import Script

_POWERSHELL = re.compile(
    r"""^[ \t]*PS[ \t][^>\n]*>|(?:^|[ \t])`[ \t]*$|^[ \t]*\$(?:\w+:)?\w+[ \t]*=|\$env:\w|@['"][ \t]*$"""
    r"""|'[ \t]*[{\[][ \t{]*\\"|`\"""",
    re.MULTILINE | re.IGNORECASE,
)
_CMD = re.compile(
    r"^[ \t]*[A-Z]:\\[^>\n]*>|\^[ \t]*$|^[ \t]*@?set[ \t]+\"?\w+=|^[ \t]*@echo[ \t]|\A[^']*%(?![0-9A-F]{2})[A-Z_]\w*%",
    re.MULTILINE | re.IGNORECASE,
)
_POSIX = re.compile(r"\\$", re.MULTILINE)  # no line of the others ends so
_PROMPT = re.compile(r"^[ \t]*(?:PS[ \t][^>\n]*>|[A-Za-z]:\\[^>\n]*>|>>|More\?)[ \t]*", re.MULTILINE)


def script(text: str) -> Script:
    """The text, read. Raises Unreadable."""
    plain = text.replace("\r\n", "\n")
    for known_by, shell in ((_POWERSHELL, PowerShell), (_CMD, Cmd)):
        if known_by.search(plain) and not _POSIX.search(plain):
            return shell(_PROMPT.sub("", plain))
    return Script(plain)
