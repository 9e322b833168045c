"""Words of a shell, quoted.  https://www.gnu.org/software/bash/manual/html_node/Quoting.html"""

from __future__ import annotations

import re

_PLAIN = re.compile(r"[A-Za-z0-9_@%+:,./\-][A-Za-z0-9_@%+=:,./\-]*")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")


def quote(text: str) -> str:
    """One word. Control characters, which nobody could copy off a page, need `$'…'`, which sh does not have, but bash and zsh do."""
    if _PLAIN.fullmatch(text):
        return text
    if _CONTROL.search(text):
        escaped = text.replace("\\", "\\\\").replace("'", "\\'")
        return "$'" + _CONTROL.sub(lambda found: f"\\x{ord(found[0]):02x}", escaped) + "'"
    return "'" + text.replace("'", "'\\''") + "'"


def lines(words: list[str]) -> str:
    """A command on several lines."""
    return " \\\n  ".join(words)
