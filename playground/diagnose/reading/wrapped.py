"""What stands around the things that people paste: marks, a code fence, another tool's JSON, CloudTrail's lists and logs.

CloudTrail's records travel as `Records` (log files), `Events` with `CloudTrailEvent` (lookup-events), `events` with `message`
(CloudWatch Logs), `detail` (EventBridge), and as the rows of a table in Athena:
https://docs.aws.amazon.com/athena/latest/ug/cloudtrail-logs.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from playground.documents import NotJson, read_json
from playground.tokens.jwt import take_apart

_INVISIBLE = "\ufeff\u200b\u200c\u200d\u2060"
_FENCE = re.compile(r"```\w*\n(.*?)\n?```", re.DOTALL)
# Between marks that no token has, and whole: neither cut by dots nor gone on with on the next line.
_LIKE_A_TOKEN = re.compile(
    r"""(?<![^\s"'`=:,&<>()\[\]{}])[\w-]{8,}\.[\w-]{8,}\.[\w-]*(?![^\s"'`,;&<>()\[\]{}\\])(?!\s+[\w-]{24,}(?![\w.-]))""",
    re.ASCII,
)
_CONTINUED = re.compile(r"\\\r?\n\s*")
DEEPEST = 12
# The names that a token goes by; in an answer with several, the ID token is the one that STS takes.
TOKEN_NAMES = ("id_token", "idtoken", "webidentitytoken", "web_identity_token", "token", "value")


def bare(text: str) -> str:
    """The text without white space, invisible marks and a code fence around it."""
    plain = text.strip().strip(_INVISIBLE).strip()
    fenced = _FENCE.fullmatch(plain)
    return fenced[1].strip() if fenced else plain


def read_value(text: str) -> Any:
    """The value of a JSON text, of JSON within a JSON string, or of several documents in a row, as a list. Raises NotJson."""
    try:
        value = read_json(text)
    except NotJson as error:
        value = _escaped(text) or _in_a_row(text)
        if value is None:
            raise error
    inner = value.strip() if isinstance(value, str) else ""
    return read_value(inner) if inner[:1] in ("{", "[") else value


def _escaped(text: str) -> Any:
    """JSON as it stands inside a JSON string, without the quotation marks around it."""
    try:
        return read_json(f'"{text}"') if text.startswith(('{\\"', "{\\n", "[{\\")) else None
    except NotJson:
        return None


def _in_a_row(text: str) -> list[Any] | None:
    """Documents one a line, or a token's header and payload one after the other."""
    parts = re.split(r"(?<=[}\]])[ \t\r]*(?:\n|\.)\s*(?=[{\[])", text.removesuffix(".[Signature]"))
    try:
        return [read_json(part) for part in parts] if len(parts) > 1 else None
    except NotJson:
        return None


def within(value: Any, name: str = "", depth: int = 0) -> Iterator[tuple[str, Any]]:
    """Each value in a JSON value with the name that it goes by, the outermost first; JSON within strings is opened."""
    if isinstance(value, str) and value.lstrip()[:1] == "{":
        try:
            value = read_json(value)
        except NotJson:
            pass
    yield name, value
    if depth > DEEPEST:
        return
    members = value.items() if isinstance(value, dict) else ((name, one) for one in value) if isinstance(value, list) else ()
    for inner, one in members:
        yield from within(one, inner, depth + 1)


def records_in(value: Any) -> list[Mapping[str, Any]]:
    """CloudTrail's records in a JSON value, in their order, those of Athena by the names that CloudTrail gives them."""
    found = (_from_athena(one) for _, one in within(value) if isinstance(one, dict))
    return [one for one in found if isinstance(one.get("eventName"), str) and "EventId" not in one]


def refused_in(value: Any, event: str) -> str:
    """The message in a record of CloudTrail's of another event than this one that was refused; empty where there is none such."""
    records = records_in(value)
    told = [one.get("errorMessage") for one in records if not any(other["eventName"] == event for other in records)]
    return next((text for text in told if isinstance(text, str) and text), "")


_COLUMNS = ("eventName", "eventTime", "awsRegion", "sourceIPAddress", "userAgent", "errorCode", "errorMessage", "vpcEndpointId")
_IDENTITY = ("principalId", "userName", "identityProvider")
_ASKED = ("userIdentity", "requestParameters")


def _from_athena(row: dict[str, Any]) -> dict[str, Any]:
    """A row of CloudTrail's table in Athena as the record that it was: columns in small letters, structures as text."""
    if "eventname" not in row:
        return row
    named = {name: row[name.lower()] for name in (*_COLUMNS, *_ASKED) if row.get(name.lower()) is not None}
    for name in _ASKED:
        named[name] = _structure(named.get(name))
    identity = {str(name).lower(): one for name, one in named["userIdentity"].items()}
    named["userIdentity"] = {name: identity[name.lower()] for name in _IDENTITY if identity.get(name.lower())}
    return named


def _structure(value: Any) -> dict[str, Any]:
    """An object, the JSON of one, or a structure as Athena's console writes it: `{type=…, principalid=…}`."""
    if isinstance(value, str):
        try:
            value = read_json(value)
        except NotJson:
            pairs = (piece.partition("=") for piece in value.strip("{}").split(", "))
            value = {name: text for name, mark, text in pairs if mark and text != "null"}
    return value if isinstance(value, dict) else {}


def tokens_in(value: Any) -> list[str]:
    """The JSON Web Tokens in a JSON value; the names that ID tokens go by come first."""
    texts = ((name, text.strip()) for name, text in within(value) if isinstance(text, str))
    found = [(name.lower(), text) for name, text in texts if _reads(text)]
    rank = {name: place for place, name in enumerate(TOKEN_NAMES)}
    return [text for _, text in sorted(found, key=lambda one: rank.get(one[0].replace("-", "_"), len(rank)))]


def tokens_of_text(text: str) -> list[str]:
    """The JSON Web Tokens in a text, each once, in their order."""
    return list(dict.fromkeys(one for one in _LIKE_A_TOKEN.findall(_CONTINUED.sub("", text)) if _reads(one)))


def _reads(text: str) -> bool:
    if text.count(".") != 2:
        return False
    parts = take_apart(text)
    return parts.unverified_header is not None and parts.unverified_claims is not None
