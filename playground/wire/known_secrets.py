"""The secrets of an exchange, found where their names say so, and masked wherever else they stand: a code that an error's
words repeat, a signature in an explanation, a token without a shape of its own.
"""

from __future__ import annotations

import base64
import json
import re
import string
from collections.abc import Collection, Iterator
from functools import lru_cache
from html import escape
from typing import Any
from urllib.parse import quote, unquote, unquote_plus

from playground.entities import unescaped
from playground.wire.loose import PAIRS, SIGNATURE, has_separator, is_secret, mask, pairs_of
from playground.wire.masking import BEARER, COOKIE, SECRET_ELEMENTS, SECRET_HEADERS, XML

_UNRESERVED = (string.ascii_letters + string.digits + "-._~").encode()  # what an address has as it is (RFC 3986, 2.3)
_AS_IT_IS = re.compile(r"[A-Za-z0-9._~-]+")  # of these characters too; JSON, XML and HTML have them as they are as well
_LONG = re.compile(r"[A-Za-z0-9._~-]{24,64}")  # more than a mask shows, so that no masked text has it
_WRITTEN_OTHERWISE = re.compile(r"[^ -~]|[\"'&<>\\]")  # in JSON, XML or HTML
LEAST = 12  # characters; what is shorter is too common to be looked for everywhere
# Elements that hold a secret and much besides, so that the whole is not looked for.
_WHOLE = SECRET_ELEMENTS - {"StringToSign", "StringToSignBytes", "CanonicalRequest", "CanonicalRequestBytes"}


class KnownSecrets:
    """Gathers secrets, then hides them. Nearly no text has one by then, so that each is asked first for a sign of every secret."""

    def __init__(self) -> None:
        self._secrets: list[str] = []
        self._signs: dict[str, None] = {}
        self._forms: dict[str, str] | None = None  # and what masks each; made when there is a sign of one

    def gather_headers(self, headers: list[tuple[str, str]]) -> None:
        """Those in headers."""
        for name, value in headers:
            lower = name.lower()
            if lower in SECRET_HEADERS:
                self._add(value)
            elif lower in ("cookie", "set-cookie"):
                self._add(*(found[3] for found in COOKIE.finditer(value.partition(";")[0] if lower == "set-cookie" else value)))
            elif lower == "authorization" and not value.startswith("AWS4-"):
                bearer = BEARER.match(value)
                self._add(*(bearer[2], *_password(bearer[2])) if bearer else (value,))
        self.gather_text("\n&".join([value for _, value in headers]))  # no secret that is found in a text goes over its end

    def gather_text(self, text: str) -> None:
        """Those in an address, a form or any text: `name=value`, `Signature=…`, elements of XML."""
        if "=" in text:
            if "Signature=" in text:
                self._add(*[found[2] for found in SIGNATURE.finditer(text)])
            if has_separator(text):
                text = f"&{text}"
            elif (first := PAIRS[0].match(f"&{text}")) and is_secret(first[2]):
                self._add(first[4])  # the only pair that there can be
        for pair in pairs_of(text):
            self._add(*[found[4] for found in pair.finditer(text) if is_secret(found[2])])
        if "<" in text:
            self._add(*[unescaped(found[2]) for found in XML.finditer(text) if found[1] in _WHOLE])

    def gather_json(self, text: str) -> None:
        """Those in a JSON text, which may be none."""
        if text.lstrip().startswith(("{", "[")):
            try:
                self._add(*_members("", json.loads(text)))
            except (ValueError, RecursionError):
                return

    def hide(self, text: str) -> str:
        """The text with every secret masked that was gathered."""
        for sign in self._signs:
            if sign in text:
                return self._hidden(text)
        return text

    def _hidden(self, text: str) -> str:
        if self._forms is None:
            self._forms = {}
            for secret in self._secrets:
                self._forms |= dict.fromkeys(_forms(secret), mask(secret))
        for form, masked in self._forms.items():
            if form in text:
                text = text.replace(form, masked)
        return text

    def _add(self, *secrets: str) -> None:
        self._forms = None
        for raw in secrets:
            for secret in _readings(raw):
                if len(secret) >= LEAST:
                    self._secrets.append(secret)
                    self._signs[_sign(secret)] = None


def _readings(raw: str) -> Collection[str]:
    """What a secret is that came so: perhaps percent-encoded, once or twice, or a form's."""
    if "%" in raw:
        return {raw, unquote(raw), unquote(unquote(raw)), unquote_plus(raw)}
    return (raw, raw.replace("+", " ")) if "+" in raw else (raw,)


def _sign(secret: str) -> str:
    """A part of the secret that stands in each of its forms; empty if there is none, which every text has."""
    long = _LONG.search(secret)
    return long[0] if long else max(_AS_IT_IS.findall(secret), key=len, default="")


def _forms(secret: str) -> Iterator[str]:
    """How a text may have it: as it is, percent-encoded, and as JSON, XML and HTML write it."""
    yield secret
    reserved = _reserved(secret)
    if not reserved:
        return
    encoded = secret
    for one in sorted(reserved, key="%".__ne__):  # `%` first, because the others are written with it
        encoded = encoded.replace(one, _encoded(one))
    yield encoded
    yield encoded.replace("%2F", "/")
    yield encoded.replace("%20", "+")
    yield secret.replace("/", "\\/")
    if _WRITTEN_OTHERWISE.search(reserved):
        for ascii_alone in (True, False):
            written = json.dumps(secret, ensure_ascii=ascii_alone)[1:-1]
            yield written
            yield written.replace("/", "\\/")
        yield escape(secret, quote=False)
        yield escape(secret)


def _reserved(secret: str) -> str:
    """Each character of it that an address would encode, once."""
    left = secret.encode("utf-8", "surrogatepass").translate(None, _UNRESERVED)
    return "".join(set(left.decode("utf-8", "surrogatepass")))


@lru_cache(maxsize=256)
def _encoded(one: str) -> str:
    return quote(one, safe="", errors="replace")


def _password(basic: str) -> Iterator[str]:
    """The password of Basic credentials (RFC 7617)."""
    try:
        yield base64.b64decode(basic, validate=True).decode().partition(":")[2]
    except ValueError:
        return


def _members(name: str, value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _members(name if is_secret(name) else key, item)
    elif isinstance(value, list):
        for item in value:
            yield from _members(name, item)
    elif isinstance(value, str) and is_secret(name):
        yield value
