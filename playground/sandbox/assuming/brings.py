"""What a call brings into the session that it asks for, besides what the role gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Brings:
    """tags: session tags.  transitive_keys: those of them that a chained session inherits.

    context: condition keys that outlive the call.
    """

    tags: Mapping[str, str] = field(default_factory=dict)
    transitive_keys: tuple[str, ...] = ()
    source_identity: str = ""
    context: Mapping[str, Any] = field(default_factory=dict)
