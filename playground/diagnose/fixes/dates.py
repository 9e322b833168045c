"""The token is not for this time: a fresh one; for a signed one, which nobody here can make anew, a call at its own time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from playground.diagnose.examine import Diagnosis
from playground.diagnose.fixes.setting import Attempt, Setting
from playground.diagnose.reading.pasted import with_claims
from playground.iam.repair.repair import Words
from playground.tokens.moments import iso

DATES = ("iat", "nbf", "exp")


def attempts(found: Diagnosis) -> Iterator[Attempt]:
    """One at most; none for dates that are no numbers, or that no calendar has."""
    claims = found.setup.pasted.unverified_claims
    dates = {name: claims[name] for name in DATES if type(claims.get(name)) is int}
    if not {"iat", "exp"} <= dates.keys():
        return
    begins, ends = max(dates["iat"], dates.get("nbf", dates["iat"])), dates["exp"]
    if found.setup.pasted.kind == "claims":
        now = int(found.setup.now)
        pasted, text = with_claims(found.setup.pasted, {name: now + date - begins for name, date in dates.items()})
        words = Words("get a fresh token from the issuer: the same claims, issued at `{}`", (iso(now),))
        yield Attempt(Setting(words, (), (), {"token": text}), replace(found.setup, pasted=pasted))
        return
    if iso(begins) == str(begins):
        return
    words = Words("get a fresh token from the issuer; this one is for a call between `{}` and `{}`", (iso(begins), iso(ends)))
    caution = Words("a signed token cannot be made anew here, so the form gets a time at which this one was good")
    yield Attempt(Setting(words, (), (caution,), {"at": iso(begins)}), replace(found.setup, now=float(begins)))
