"""Two values that were laid beside each other, for showing: what differs marked, and where they part in words."""

from __future__ import annotations

from typing import Any

from playground.explain import Compared
from playground.iam.conditions.block import bare_operator
from playground.iam.divergence.divergence import explain_difference
from playground.pages.painting import marked

_AMOUNTS = ("exp", "iat", "nbf", "DurationSeconds")  # compared as amounts: single characters of them mean nothing


def pair(compared: Compared) -> dict[str, Any]:
    """one, other: the values.  note: what a policy wanted there, as a sentence; None where no policy compared them."""
    if compared.got_from in _AMOUNTS:
        return {"one": compared.got, "other": compared.wanted, "note": None}
    found = explain_difference(compared)
    by_policy = bool(bare_operator(compared.wanted_from)) or compared.wanted_from in ("Action", "Resource", "Principal")
    return {
        "one": marked(found.got, found.got_marks),
        "other": marked(found.wanted, found.wanted_marks),
        "note": found if by_policy else None,
    }
