"""The patterns of AWS's service models, which are written for Java, as Python's."""

from __future__ import annotations

import re
import sys
import unicodedata
from functools import cache

_CATEGORY = re.compile(r"\\p\{([LZN])\}")


@cache
def compiled(text: str) -> re.Pattern[str]:
    """A pattern of a model: there `\\w` is ASCII, and `\\p{L}` is every letter.

    `\\u10000` is U+1000 and a zero, to Java as to Python: what lies beyond U+FFFF does not match (seen in an answer of STS).
    """
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
