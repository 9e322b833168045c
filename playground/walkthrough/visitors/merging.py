"""Two requests of one visitor at once: what each changed is kept, save what rests on something that the other took away."""

from __future__ import annotations

from dataclasses import replace

from playground.walkthrough.journey import Journey
from playground.walkthrough.outside.state import Outside

PARTS = ("sign_in", "draft", "looking", "outcome", "use", "outside")
RESTS_ON_TOKEN = {"draft", "outcome", "use", "outside"}


def merged(before: Journey, mine: Journey, now: Journey) -> Journey:
    """The journey to keep. before: as this request read it.  mine: as it left it.  now: as others have stored it meanwhile.

    A part that both changed is as the later one left it: this one.
    """
    changed, theirs = _changed(before, mine), _changed(before, now)
    if "sign_in" in changed:
        changed |= {"outcome", "use"}  # also where there were none: none that came meanwhile is of this token
    elif "sign_in" in theirs:
        changed -= RESTS_ON_TOKEN
    if "outcome" in changed:
        changed |= {"use"}
    elif "outcome" in theirs:
        changed -= {"use"}
    kept = replace(now, **{part: getattr(mine, part) for part in changed})
    if "outside" in changed & theirs:
        kept.outside = _outside(before.outside, mine.outside, now.outside)
    if "sign_in" in changed and kept.outside:
        kept.outside.forget()
    return kept


def _changed(before: Journey, after: Journey) -> set[str]:
    return {part for part in PARTS if getattr(before, part) != getattr(after, part)}


def _outside(before: Outside | None, mine: Outside | None, now: Outside | None) -> Outside | None:
    """Whoever forgets wins: no late answer brings credentials back. An answer of a target that is no longer chosen is dropped."""
    if before is None or mine is None or now is None:
        return mine if before is None else None
    rests_on_gone = now.target != before.target and mine.target == before.target
    forgotten = before.answer is not None and now.answer is None
    used_the_gone = now.answer != before.answer and mine.answer == before.answer
    return now if rests_on_gone or forgotten or used_the_gone else mine
