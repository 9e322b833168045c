"""How much: as much as every run can bear, or with LOAD=full as much as the site promises. Always bounded."""

import os


def amount(usual: int, full: int) -> int:
    """The one or the other."""
    return full if os.environ.get("LOAD") == "full" else usual
