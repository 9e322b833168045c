"""What the learner must own: an account, a bucket, apps at the provider. The playground's stand in its documents; here they come out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from playground.iam.elements import each

_AUDIENCES = (":aud", ":app_id", ":oaud", ":azp")
_SUBJECTS, _SUBJECT = (":sub",), "who may take the role: your own project, branch or service account"
_PUBLIC = frozenset({"sts.amazonaws.com"})  # an audience that is everybody's
_ID = re.compile(r"[A-Za-z0-9_.:/\-]{4,}")


class Own(NamedTuple):
    """Something to put in. name: in snake case.  words: what it is.  here: what the playground has in its place."""

    name: str
    words: str
    here: str


Piece = str | Own


@dataclass(frozen=True)
class Owned:
    """All of them, the longer values first, for one may be part of another."""

    each: tuple[Own, ...]

    def split(self, text: str) -> tuple[Piece, ...]:
        """The text in pieces: what stays, and what the learner puts in."""
        pattern = "|".join(f"(?<![A-Za-z0-9]){re.escape(one.here)}(?![A-Za-z0-9])" for one in self.each)
        by_value = {one.here: one for one in self.each}
        pieces = re.split(f"({pattern})", text) if pattern else [text]
        return tuple(by_value.get(piece, piece) for piece in pieces if piece)


def owned(account_id: str, bucket: str, trust: Any, client_ids: tuple[str, ...]) -> Owned:
    """What stands in these documents. trust: a trust policy.  client_ids: of the identity provider in IAM."""
    audiences = dict.fromkeys((*_values(trust, _AUDIENCES), *client_ids))
    apps = [one for one in audiences if one not in _PUBLIC and _ID.fullmatch(one)]
    subjects = dict.fromkeys(one for one in _values(trust, _SUBJECTS) if account_id in one)
    found = [Own("account_id", "your account", account_id), Own("bucket", "your bucket", bucket)]
    for name, words, values in (("app_id", "your app’s id at the provider", apps), ("subject", _SUBJECT, subjects)):
        found += [Own(name if number == 1 else f"{name}_{number}", words, one) for number, one in enumerate(values, 1)]
    return Owned(tuple(sorted(found, key=lambda one: -len(one.here))))


def _values(trust: Any, ends: tuple[str, ...]) -> Iterator[str]:
    """What a trust policy's conditions want of keys with these ends."""
    for statement, _ in each(trust["Statement"], ""):
        for block in statement.get("Condition", {}).values():
            for key, value in block.items():
                if key.lower().endswith(ends):
                    yield from (one for one, _ in each(value, "") if isinstance(one, str))
