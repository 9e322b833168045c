"""What was pasted: a token, its claims, a provider's answer about an opaque token, or CloudTrail's record of the call."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from playground.diagnose.reading.record import EVENT, Record, read_record
from playground.diagnose.reading.wrapped import bare, read_value, records_in, tokens_in, tokens_of_text
from playground.diagnose.unusable import Unusable
from playground.documents import NotJson, write_json
from playground.tokens.jwt import TOO_LONG, TakenApart, take_apart
from playground.tokens.provider import AMAZON, FACEBOOK

FIELD = "token"
ENOUGH = 100_000  # characters; a token has at most 20,000, a record a few thousand
NAMED = {"iss", "sub", "aud"}  # claims have at least one of them
AROUND = "what stands around the token, such as marks, line breaks and words, is left out here; STS takes the token alone"


@dataclass(frozen=True)
class Pasted:
    """kind: token, claims, answer (of tokeninfo or debug_token) or record.

    taken_apart: the token's parts; for claims, parts that have no signature.  provider_id: for an answer.  record: for a record.
    note: what was left out of what was pasted; "" for nothing.
    """

    kind: str
    taken_apart: TakenApart = field(default_factory=TakenApart)
    answer: Mapping[str, Any] = field(default_factory=dict)
    provider_id: str = ""
    record: Record | None = None
    note: str = ""

    @property
    def unverified_claims(self) -> Mapping[str, Any]:
        """What the token says of itself."""
        return self.taken_apart.unverified_claims or {}

    @property
    def status(self) -> int:
        """HTTP's, of a provider's answer: tokeninfo and the Graph API put an error at the top of one that is no 200."""
        return 400 if "error" in self.answer else 200

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
_OTHERS = {
    ("ya29.",): "this is an access token of Google's, which STS does not take; paste the ID token that came along, `id_token`",
    (
        "ghs_",
        "ghp_",
        "gho_",
        "ghu_",
    ): "this is a token for GitHub's own API, which STS does not take; paste the one that the job gets for its audience",
    ("ASIA",): "this is the id of an access key and no token of a provider; STS hands it out once it has taken the token",
    ("AKIA",): "this is the id of an access key and no token of a provider; paste the token that the provider gave",
}
_OPAQUE = ("Atza|", "Atza%7C", "Atzr|", "EAA")


def read_pasted(text: str) -> Pasted:
    """What the text is. Raises Unusable when it is nothing of these."""
    if len(text) > ENOUGH:
        raise Unusable(
            FIELD, f"this has {len(text):,} characters or more; a token has at most 20,000, and of a log one record is enough"
        )
    plain = bare(text)
    if not plain:
        raise Unusable(FIELD, "paste a token, its claims as JSON, or a CloudTrail record")
    if plain[0] in "{[" or plain.startswith(('"{', '"[')):
        return _read_value(plain)
    return _read_token(plain, text.strip())


def _read_token(plain: str, whole: str) -> Pasted:
    """A token by itself, else the one that stands in the text."""
    token = "".join(_BEARER.sub("", plain).strip("'\"`").split())
    if token.startswith(_OPAQUE):
        says = "this is an opaque access token, which says nothing by itself; paste what {} answers about it"
        raise Unusable(FIELD, says.format("debug_token" if token.startswith("EAA") else "tokeninfo"))
    for beginnings, says in _OTHERS.items():
        if token.startswith(beginnings):
            raise Unusable(FIELD, says)
    taken_apart = take_apart(token)
    inside = tokens_of_text(plain) if taken_apart.fault else []
    if len(inside) == 1:
        return Pasted("token", take_apart(inside[0]), note=AROUND)
    if inside:
        raise Unusable(FIELD, f"there are {len(inside)} tokens in this; paste the one that was sent")
    if taken_apart.fault and taken_apart.fault.says == TOO_LONG:
        raise Unusable(FIELD, f"this cannot be a token for STS: {taken_apart.problem}")
    if taken_apart.unverified_header is None and taken_apart.unverified_claims is None:
        raise Unusable(FIELD, f"this is neither a token nor JSON: {taken_apart.problem or 'it cannot be read'}")
    return Pasted("token", taken_apart, note=AROUND if token != whole else "")


def _read_value(text: str) -> Pasted:
    try:
        value = read_value(text)
    except NotJson as error:
        raise Unusable(FIELD, f"this is no JSON that can be read: {error.reason}, on line {error.line}") from error
    records = records_in(value)
    if records:
        return _of_records(records)
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if isinstance(value, list) and len(value) == 2 and all(isinstance(one, dict) for one in value) and "alg" in value[0]:
        value = {"header": value[0], "payload": value[1]}
    if isinstance(value, dict) and not NAMED & value.keys():
        inside = tokens_in(value)
        if inside:
            return Pasted("token", take_apart(inside[0]), note="the token is taken out of the JSON around it")
    if not isinstance(value, dict):
        raise Unusable(FIELD, 'this JSON is no object; claims are written as `{"iss": …, "aud": …, "sub": …}`')
    answer = _answer(value)
    return Pasted("answer", answer=value, provider_id=answer) if answer else _claims(value)


def _of_records(records: list[Mapping[str, Any]]) -> Pasted:
    """The first record of a refusal, else the first of the call."""
    ours = [one for one in records if one["eventName"] == EVENT]
    chosen = next((one for one in ours if one.get("errorCode")), (ours or records)[0])
    record = read_record(chosen)
    note = (
        f"one record of {len(records)}: the first {'refusal' if record.error else 'call'} of {EVENT}"
        if len(records) > 1
        else ""
    )
    claims = _of_claims(record.claims)
    return Pasted("record", claims, provider_id=record.provider_id, answer=record.answer, record=record, note=note)


def _answer(data: Mapping[str, Any]) -> str:
    """Whose answer about an access token this is; empty when it is none."""
    inner, error = data.get("data"), data.get("error")
    if (isinstance(inner, dict) and "is_valid" in inner) or (isinstance(error, dict) and error.get("type") == "OAuthException"):
        return FACEBOOK
    if error == "invalid_token" and not NAMED & data.keys():
        return AMAZON
    return AMAZON if "app_id" in data and "user_id" in data and "sub" not in data else ""


def _claims(data: dict[str, Any]) -> Pasted:
    header = data.get("header") if isinstance(data.get("payload"), dict) else None
    claims = data["payload"] if isinstance(header, dict) else data
    if not NAMED & claims.keys():
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
