"""The patterns of AWS's service models, which are written for Java, as Python's."""

from __future__ import annotations

import re
import sys
import unicodedata
from functools import cache

_CATEGORY = re.compile(r"\\p\{([LZN])\}")


@cache
def compiled(text: str) -> re.Pattern[str]:
    """A pattern of a model: there `\\u10000` has five digits, `\\w` is ASCII, and `\\p{L}` is every letter."""
    text = text.replace(r"\u10000-\u10FFFF", "\U00010000-\U0010ffff")
    return re.compile(_CATEGORY.sub(lambda found: _ranges(found[1]), text), re.ASCII)


@cache
def _ranges(category: str) -> str:
    """The characters whose general category begins so, as the inside of a character class."""
    runs: list[list[int]] = []
    for code in range(sys.maxunicode + 1):
        if unicodedata.category(chr(code))[0] == category:
            if runs and runs[-1][1] == code - 1:
                runs[-1][1] = code
            else:
                runs.append([code, code])
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in runs)
