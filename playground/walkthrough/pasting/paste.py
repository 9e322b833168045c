"""A call that somebody pasted, in any of the syntaxes: read, and put into the form. What the form had and it does not say stays.

A token in it goes nowhere: the call hands over the token of step 2, and no sentence repeats it.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any

from playground.walkthrough.journey import Draft
from playground.walkthrough.languages.unknown import Unreadable
from playground.walkthrough.pasting.fields import NotTaken, field
from playground.walkthrough.pasting.sentences import listed, masked, safe
from playground.walkthrough.syntax import NAMES, REQUIRED, Found, Said, Syntax
from playground.walkthrough.syntaxes import SYNTAXES

LONGEST = 32_000  # characters
MOST_SAID = 20  # sentences
_CASES = {name.lower(): name for name in NAMES}


@dataclass(frozen=True)
class Pasted:
    """What came of it. draft: the form now.  before: the form as it was.  syntax: empty when nothing was understood.

    filled: the parameters that were taken over.  said: what was not understood, what stayed, what is needed.
    text: what was pasted, its secrets masked, to be corrected; empty when all went well.
    """

    draft: Draft
    before: Draft
    syntax: str = ""
    filled: tuple[str, ...] = ()
    said: tuple[Said, ...] = ()
    text: str = ""


def paste(text: str, draft: Draft) -> Pasted:
    """The form with the pasted call in it; as it was when the text cannot be read."""
    if len(text) > LONGEST:
        says = "what you pasted has `{}` characters; at most `{}` are read, so paste the call alone"
        return Pasted(draft, draft, said=(Said(says, (f"{len(text):,}", f"{LONGEST:,}")),))
    text = text.removeprefix("\ufeff")  # a byte order mark, which editors of Windows put before what they save
    syntax = recognised(text)
    if syntax is None:
        says = (
            "this is no call that can be read here; paste a command of the AWS CLI or curl, JSON for `--cli-input-json`, "
            "a call in Python, R or JavaScript, or the request itself"
        )
        return Pasted(draft, draft, said=(Said(says),), text=masked(text))
    try:
        found = syntax.read(text)
    except Unreadable as error:
        return Pasted(draft, draft, said=(safe(Said(error.says, error.values)),), text=masked(text))
    return _filled(draft, found, syntax.title)


def recognised(text: str) -> Syntax | None:
    """The syntax whose mark stands first in the text."""
    marks = [(found.start(), number) for number, one in enumerate(SYNTAXES) if (found := one.known_by.search(text))]
    return SYNTAXES[min(marks)[1]] if marks else None


def _filled(draft: Draft, found: Found, title: str) -> Pasted:
    said = list(found.remarks)
    taken: dict[str, Any] = {}
    for written, value in found.values.items():
        name = _CASES.get(written.lower())
        if name is None:
            says = "`{}` is no parameter of AssumeRoleWithWebIdentity, and was left out"
            said.append(Said(says, (written,)))
            continue
        if name != written:
            said.append(Said("`{}` was taken for `{}`, as AWS writes it", (written, name)))
        try:
            taken |= field(name, value, said)
        except NotTaken as error:
            said.append(error.said)
    new = replace(draft, **taken)
    said += _left(draft, new, set(found.values), taken)
    return Pasted(new, draft, title, tuple(name for name in NAMES if name in taken), tuple(map(safe, said[:MOST_SAID])))


def _left(before: Draft, now: Draft, given: set[str], taken: dict[str, Any]) -> list[Said]:
    """What stayed in the form, and what is missing in it."""
    said = []
    had = asdict(before)
    stayed = [name for name in NAMES if name not in taken and name not in given and had.get(name)]
    if stayed:
        said.append(Said("it says nothing of {}, so the form keeps what it had there", (listed(stayed),)))
    missing = [name for name in REQUIRED if not getattr(now, name)]
    if missing:
        said.append(Said("the call still needs {}; fill it in above", (listed(missing),)))
    return said
