"""The part of a stand-in's page where a token can be broken: what is offered, and what was chosen."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict

from playground.stand_ins.breaking.ways import ADDITIONS, LEAVE_OUT, breakages, measured
from playground.stand_ins.consent import MOST_SECONDS


def offered(kind: str) -> dict[str, Any]:
    """For the template `stand_ins/breaking.html`: the ways that fit a kind of token, `jwt` or `opaque`."""
    readable = kind == "jwt"
    return {
        "ways": breakages(kind),
        "leave_out": LEAVE_OUT if readable else (),
        "additions": ADDITIONS if readable else (),
        "most_seconds": MOST_SECONDS,
        "measured": [way.title for way in measured()] if readable else [],
    }


def wrong_in(form: QueryDict) -> dict[str, Any]:
    """What a form says, for `consent.checked`."""
    return {
        "breakage": form.get("breakage", "whole"),
        "leave_out": form.get("leave_out", ""),
        "add": form.getlist("add"),
        "seconds": form.get("seconds", "").strip(),
    }
