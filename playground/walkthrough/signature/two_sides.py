"""The two sides of a signature: what the client signed and what AWS made of the request that arrived, and where they part."""

from __future__ import annotations

import re
from typing import Any

from playground.explain import FAIL, to_data
from playground.sigv4.difference import first_difference
from playground.sigv4.signature import Signed
from playground.wire.loose import mask

_TOKEN = re.compile(r"(?m)^(x-amz-security-token:)(.+)$")


def two_sides(theirs: Signed, ours: Signed) -> dict[str, Any]:
    """Both texts of each side with the lines that differ, and the first difference, as JSON-ready data; empty when there is none."""
    difference = first_difference(ours, theirs)
    if difference.verdict is not FAIL:
        return {}
    canonical = _beside(theirs.canonical_text, ours.canonical_text)
    return {
        "difference": to_data(_masked(difference)),
        "canonical": canonical,
        "string": _beside(theirs.string_to_sign, ours.string_to_sign),
    }


def _masked(difference: Any) -> Any:
    if "x-amz-security-token" not in difference.name:
        return difference
    values = tuple(mask(str(value)) if number else value for number, value in enumerate(difference.values))
    return difference._replace(values=values, compared=None)


def _beside(theirs: str, ours: str) -> dict[str, Any]:
    """Two texts, the session token masked, and the marks of the lines that differ, by number from 1."""
    one, other = theirs.split("\n"), ours.split("\n")
    longest = max(len(one), len(other))
    marks = {n + 1: "fail" for n in range(longest) if one[n : n + 1] != other[n : n + 1]}
    return {"theirs": _shown(theirs), "ours": _shown(ours), "marks": marks}


def _shown(text: str) -> str:
    return _TOKEN.sub(lambda found: found[1] + mask(found[2]), text)
