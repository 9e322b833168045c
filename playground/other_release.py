"""What another release of this site wrote: a later one beside this process, or one that was gone back from, may know more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any


def known_here(kind: Any, data: Mapping[str, Any]) -> dict[str, Any]:
    """The entries of `data` for which the dataclass `kind` has a field in this release."""
    names = {one.name for one in fields(kind)}
    return {name: value for name, value in data.items() if name in names}
