"""A change that opens the gate which stopped a call: values of the call, documents, or what the role allows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from playground.editor.fixes import Changed, Fix
from playground.explain import standing_alone
from playground.iam.repair.repair import Words
from playground.other_release import known_here


@dataclass(frozen=True)
class Remedy:
    """A change. words: what to do.  draft: values of the call.  changed: documents.  cautions: what to think about first.

    most: the MaxSessionDuration, in seconds, to give the role; 0 to leave it.  new_token: whether only another token helps.
    """

    words: Words
    draft: Mapping[str, str] = field(default_factory=dict)
    changed: tuple[Changed, ...] = ()
    cautions: tuple[Words, ...] = ()
    most: int = 0
    new_token: bool = False

    @property
    def applies(self) -> bool:
        """Whether one click can make it."""
        return bool(self.draft or self.changed or self.most)

    @property
    def sentence(self) -> str:
        """What to do, to be read aloud: with a capital and a full stop, and no marks around code."""
        return standing_alone(self.words.sentence.replace("`", ""))


def of_fix(fix: Fix) -> Remedy:
    """A fix of policies as a remedy."""
    return Remedy(fix.words, changed=fix.changed, cautions=fix.cautions)


def to_data(remedy: Remedy) -> dict[str, Any]:
    """As JSON-ready data, for the visitor's journey."""
    return {
        "words": [remedy.words.says, list(remedy.words.values)],
        "draft": dict(remedy.draft),
        "changed": [asdict(one) for one in remedy.changed],
        "cautions": [[one.says, list(one.values)] for one in remedy.cautions],
        "most": remedy.most,
    }


def from_data(data: Mapping[str, Any]) -> Remedy:
    """The remedy that `to_data` wrote."""
    return Remedy(
        _words(data["words"]),
        data["draft"],
        tuple(Changed(**known_here(Changed, one)) for one in data["changed"]),
        tuple(map(_words, data["cautions"])),
        data["most"],
    )


def _words(data: list[Any]) -> Words:
    return Words(data[0], tuple(data[1]))
