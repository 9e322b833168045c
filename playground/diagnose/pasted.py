"""What was pasted: a token, its claims, a provider's answer about an opaque token, or CloudTrail's record of the call."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from playground.diagnose.record import Record, read_record
from playground.diagnose.unusable import Unusable
from playground.documents import NotJson, read_json, write_json
from playground.tokens.jwt import TakenApart, take_apart
from playground.tokens.provider import AMAZON, FACEBOOK

FIELD = "token"
ENOUGH = 100_000  # characters; a token has at most 20,000, a record a few thousand


@dataclass(frozen=True)
class Pasted:
    """kind: token, claims, answer (of tokeninfo or debug_token) or record.

    taken_apart: the token's parts; for claims, parts that have no signature.  provider_id: for an answer.  record: for a record.
    """

    kind: str
    taken_apart: TakenApart = field(default_factory=TakenApart)
    answer: Mapping[str, Any] = field(default_factory=dict)
    provider_id: str = ""
    record: Record | None = None

    @property
    def unverified_claims(self) -> Mapping[str, Any]:
        """What the token says of itself."""
        return self.taken_apart.unverified_claims or {}

    @property
    def words(self) -> str:
        """What it was taken for."""
        return _WORDS[self.kind]


_WORDS = {
    "token": "a JSON Web Token",
    "claims": "the claims of a token",
    "answer": "a provider's answer about an access token",
    "record": "a CloudTrail record",
}
_BEARER = re.compile(r"^(?:authorization:\s*)?bearer\s+", re.IGNORECASE)


def read_pasted(text: str) -> Pasted:
    """What the text is. Raises Unusable when it is nothing of these."""
    plain = text.strip()
    if not plain:
        raise Unusable(FIELD, "paste a token, its claims as JSON, or a CloudTrail record")
    if len(plain) > ENOUGH:
        raise Unusable(FIELD, f"this has {len(plain):,} characters; a token has at most 20,000")
    if plain[0] in "{[":
        return _read_object(plain)
    token = "".join(_BEARER.sub("", plain).strip("'\"").split())
    if token.startswith(("Atza|", "Atza%7C", "Atzr|", "EAA")):
        says = "this is an opaque access token, which says nothing by itself; paste what {} answers about it"
        raise Unusable(FIELD, says.format("debug_token" if token.startswith("EAA") else "tokeninfo"))
    taken_apart = take_apart(token)
    if taken_apart.unverified_header is None and taken_apart.unverified_claims is None:
        raise Unusable(FIELD, f"this is neither a token nor JSON: {taken_apart.problem or 'it cannot be read'}")
    return Pasted("token", taken_apart)


def _read_object(text: str) -> Pasted:
    try:
        data = read_json(text)
    except NotJson as error:
        raise Unusable(FIELD, f"this is no JSON that can be read: {error.reason}, on line {error.line}") from error
    if isinstance(data, list) and len(data) == 1:
        data = data[0]
    if not isinstance(data, dict):
        raise Unusable(FIELD, 'this JSON is no object; claims are written as `{"iss": …, "aud": …, "sub": …}`')
    record = read_record(data)
    if record is not None:
        return Pasted("record", _of_claims(record.claims), provider_id=record.provider_id, answer=record.answer, record=record)
    answer = _answer(data)
    if answer:
        return Pasted("answer", answer=data, provider_id=answer)
    return _claims(data)


def _answer(data: Mapping[str, Any]) -> str:
    """Whose answer about an access token this is; empty when it is none."""
    inner = data.get("data")
    if isinstance(inner, dict) and "app_id" in inner and "user_id" in inner:
        return FACEBOOK
    return AMAZON if "app_id" in data and "user_id" in data and "sub" not in data else ""


def _claims(data: dict[str, Any]) -> Pasted:
    header = data.get("header") if isinstance(data.get("payload"), dict) else None
    claims = data["payload"] if isinstance(header, dict) else data
    if "iss" not in claims and "sub" not in claims and "aud" not in claims:
        raise Unusable(FIELD, "these are no claims of a token: there is no `iss`, no `sub` and no `aud`")
    return Pasted("claims", _of_claims(claims, header if isinstance(header, dict) else {}))


def _of_claims(claims: Mapping[str, Any], header: Mapping[str, Any] | None = None) -> TakenApart:
    return TakenApart(unverified_header=dict(header or {}), unverified_claims=dict(claims))


def with_claims(pasted: Pasted, changed: Mapping[str, Any]) -> tuple[Pasted, str]:
    """Claims that came without a token, with others in the place of some; and as text, with their header where they had one."""
    claims = {**pasted.unverified_claims, **changed}
    header = pasted.taken_apart.unverified_header
    text = write_json({"header": header, "payload": claims} if header else claims)
    return replace(pasted, taken_apart=_of_claims(claims, header)), text
