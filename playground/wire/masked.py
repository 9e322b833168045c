"""An exchange as it may be kept: its secrets masked wherever they stand, its texts bounded and fit for any database."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from playground.documents import compact_json, is_whole
from playground.wire.known_secrets import KnownSecrets
from playground.wire.loose import mask_loose
from playground.wire.masking import mask_body, mask_head, mask_target

LONGEST = 8_192  # characters of a text that are kept
READ = 4 * LONGEST  # bytes of a body that are looked at
Headers = list[tuple[str, str]]

_ESCAPED = re.compile(r"\\u(?:0000|d[89a-f])")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")  # PostgreSQL keeps no NUL, and nobody a half of a pair


class Seen(NamedTuple):
    """An exchange as it was seen, with its secrets. at: seconds since 1970.  took: seconds."""

    sender: str
    receiver: str
    method: str
    host: str
    target: str
    request_headers: Headers
    request_body: bytes
    status: int
    response_headers: Headers
    response_body: bytes
    at: float
    took: float
    words: str = ""
    request_id: str = ""
    operation: str = ""
    explanation: dict[str, Any] | None = None


class Masked(NamedTuple):
    """The columns of an exchange that is kept (models.Exchange). took: milliseconds.  explanation: JSON, or None."""

    at: float
    sender: str
    receiver: str
    method: str
    host: str
    target: str
    status: int
    took: float
    words: str
    request_head: str
    request_body: str
    response_head: str
    response_body: str
    request_id: str
    operation: str
    explanation: str | None


def masked(seen: Seen) -> Masked:
    """What is kept of an exchange."""
    asked, answered = _text(seen.request_headers, seen.request_body), _text(seen.response_headers, seen.response_body)
    known = _secrets(seen, asked, answered)
    return Masked(
        at=seen.at,
        sender=seen.sender,
        receiver=seen.receiver,
        method=_kept(known, seen.method)[:8],
        host=_kept(known, mask_loose(seen.host))[:255],
        target=_kept(known, mask_target(seen.target)),
        status=seen.status,
        took=seen.took * 1000,
        words=seen.words,
        request_head=_head(known, seen.request_headers),
        request_body=_body(known, seen.request_headers, seen.request_body, asked),
        response_head=_head(known, seen.response_headers),
        response_body=_body(known, seen.response_headers, seen.response_body, answered),
        request_id=seen.request_id,
        operation=seen.operation,
        explanation=None if seen.explanation is None else _explanation(known, seen.explanation),
    )


def _secrets(seen: Seen, *bodies: str) -> KnownSecrets:
    known = KnownSecrets()
    known.gather_headers([*seen.request_headers, *seen.response_headers])
    known.gather_text(seen.target)
    for body in bodies:
        known.gather_text(body)
        known.gather_json(body)
    return known


def _kept(known: KnownSecrets, text: str) -> str:
    # Masked before it is cut: a secret that the cut would split must not slip through.
    text = known.hide(text)
    if "\0" in text or not (text.isascii() or is_whole(text)):
        text = _UNSTORABLE.sub("\ufffd", text)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _head(known: KnownSecrets, headers: Headers) -> str:
    return _kept(known, mask_head(headers))


def _text(headers: Headers, body: bytes) -> str:
    """The beginning of a body that is text; of one that is cut, not the piece that the cut may have split."""
    if not body or b"\0" in body[:1024] or not _is_text(_kind(headers)):
        return ""
    text = body[:READ].decode("utf-8", "replace")
    if len(body) <= READ or "<" not in text[:1024]:
        return text
    return text[: text.rfind(">") + 1]


def _body(known: KnownSecrets, headers: Headers, body: bytes, text: str) -> str:
    kind = _kind(headers)
    if not body:
        return ""
    if not text:
        return f"({len(body)} bytes of {mask_loose(kind) or 'an unknown type'})"
    shown = _kept(known, mask_body(kind, text))
    return shown if len(shown) <= LONGEST and len(body) <= READ else f"{shown.removesuffix('…')}… ({len(body)} bytes)"


def _kind(headers: Headers) -> str:
    return next((value for name, value in headers if name.lower() == "content-type"), "")


def _is_text(kind: str) -> bool:
    return not kind or any(word in kind for word in ("text/", "json", "xml", "form-urlencoded"))


def _explanation(known: KnownSecrets, value: Any) -> str:
    """The same as JSON, without secrets. It has hundreds of texts and rarely a secret, so that the whole is looked at first."""
    text = compact_json(value)
    whole = len(text) <= READ and not ("\\" in text and _ESCAPED.search(text))
    plain = whole and known.hide(text) == text and mask_loose(text) == text
    return text if plain else compact_json(_each(known, value))


def _each(known: KnownSecrets, value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _each(known, item) for key, item in value.items()}
    if isinstance(value, list):
        return [_each(known, item) for item in value]
    return _kept(known, mask_loose(value)) if isinstance(value, str) else value
