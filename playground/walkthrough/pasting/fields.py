"""A parameter as some language wrote it, made into a field of the form."""

from __future__ import annotations

import json
from typing import Any

from playground.walkthrough.languages.unknown import Unknown
from playground.walkthrough.pasting.sentences import sound
from playground.walkthrough.syntax import PLACEHOLDER, Said

MOST_ARNS = 20  # fields of the form; AWS takes ten


class NotTaken(Exception):
    """A value that cannot go into the form."""

    def __init__(self, says: str, *values: str) -> None:
        super().__init__(says)
        self.said = Said(says, values)


def field(name: str, value: Any, said: list[Said]) -> dict[str, Any]:
    """The field and its value. Raises NotTaken."""
    if name == "WebIdentityToken":
        if not isinstance(value, Unknown) and value not in ("", PLACEHOLDER):
            said.append(Said("the token in it was left out: the call hands over the token of step 2"))
        return {}
    if isinstance(value, Unknown):
        says = "`{}` is `{}`, which is neither read nor run here; type its value into the form"
        raise NotTaken(says, name, value.source)
    if name == "PolicyArns":
        return {name: _arns(value)}
    if name == "DurationSeconds":
        return {name: _seconds(value)}
    if isinstance(value, dict | list) and name == "Policy":
        said.append(Said("`Policy` is a text in AWS’s API, and here it was an object; it was written as JSON"))
        return {name: sound(json.dumps(value, indent=2, ensure_ascii=False, default=_unwritten))}
    if not isinstance(value, str):
        raise NotTaken("`{}` is a text in AWS’s API, and here it is `{}`", name, _source(value))
    return {name: sound(value)}


def _source(value: Any) -> str:
    """As it was written, or as JSON writes it: `null`, not Python's word for it."""
    if isinstance(value, Unknown):
        return value.source
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=_unwritten)


def _unwritten(value: Any) -> str:
    return value.source if isinstance(value, Unknown) else str(value)


def _arns(value: Any) -> list[str]:
    if not isinstance(value, list):
        raise NotTaken("`PolicyArns` is a list in AWS’s API, as in `{}`", '[{"arn": "arn:aws:iam::aws:policy/…"}]')
    arns = [one.get("arn", one) if isinstance(one, dict) else one for one in value]
    for wrong in (one for one in arns if not isinstance(one, str)):
        raise NotTaken("an entry of `PolicyArns` is `{}`, which is no ARN; type the ARNs into the form", _source(wrong))
    if len(arns) > MOST_ARNS:
        raise NotTaken("there are `{}` policy ARNs; AWS takes ten at most", str(len(arns)))
    return [sound(arn) for arn in arns if arn]


def _seconds(value: Any) -> str:
    text = _source(value)
    if isinstance(value, dict | list | bool | None) or len(text) > 20:
        raise NotTaken("`DurationSeconds` is `{}`, and a number of seconds was wanted", text)
    return sound(text)
