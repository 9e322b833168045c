"""What a program of Windows makes of a word: `\\"` is a quotation mark in it, and backslashes elsewhere are themselves.

https://learn.microsoft.com/cpp/c-language/parsing-c-command-line-arguments
"""

from __future__ import annotations

import re

_ALONE = re.compile(r'(?<!\\)"')
_ESCAPED = re.compile(r'(?<!\\)(\\+)"')


def without_backslashes(word: str) -> str:
    """The word; as it is where a mark stands without a backslash, for then newer shells have put the backslashes themselves."""
    if _ALONE.search(word):
        return word
    return _ESCAPED.sub(lambda found: "\\" * (len(found[1]) // 2) + '"', word)
