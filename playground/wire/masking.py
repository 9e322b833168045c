"""Secrets are masked before anything is recorded: in headers, addresses, forms, JSON, XML and loose text.

A mask keeps the beginning of what is long (the header of a JWT is no secret, and tells what it is) and the last four
characters of what is not short, so that two can be told apart; it never keeps more than a twelfth.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import Any
from urllib.parse import unquote

DOTS = "••••"
LONG, SHORT = 240, 24
_STARTS = ("eyJ", "Atza|", "EAA", "ya29.", "IQoJb3JpZ2luX2Vj")

# Names of parameters, members and elements that hold a secret, in lower case without `-`, `_` and `.`.
SECRET = frozenset(
    "accesstoken idtoken refreshtoken inputtoken token webidentitytoken clientsecret clientassertion code codeverifier "
    "appsecretproof password secretaccesskey sessiontoken xamzsecuritytoken xamzsignature signature state fbexchangetoken "
    "csrfmiddlewaretoken authorizationcode samlassertion idtokenhint assertion devicecode usercode apikey clienttoken "
    "awssecretaccesskey awssessiontoken authorization cookie setcookie signedrequest".split()
)
# Elements of AWS's answers; `Code` there is the name of an error.
SECRET_ELEMENTS = frozenset(
    "SecretAccessKey SessionToken Token-0 SignatureProvided StringToSign StringToSignBytes CanonicalRequest "
    "CanonicalRequestBytes WebIdentityToken".split()
)
SECRET_HEADERS = frozenset("x-amz-security-token x-csrftoken x-amz-access-token proxy-authorization".split())
_ADDRESSES = frozenset("location referer content-location link refresh".split())
_BY_NAME = SECRET_HEADERS | _ADDRESSES | {"authorization", "cookie", "set-cookie"}

# An element whose end was cut off counts too.
XML = re.compile(rf"<({'|'.join(sorted(map(re.escape, SECRET_ELEMENTS)))})>([^<]+)(</\1>|\Z)")
SIGNATURE = re.compile(r"(Signature=)([0-9a-fA-F]+)")
BEARER = re.compile(r"(?i)^(bearer|basic|token)\s+(.+)$", re.DOTALL)
COOKIE = re.compile(r"(^|;\s*)([^=;\s]+)=([^;]*)")
# `?code=…` in an address, wherever it stands, also in one that is itself percent-encoded: before, name, equals, value.
PAIRS = (
    re.compile(r"([?&#;])([A-Za-z][\w.\-]{1,40})(=)([^&#\s\"'<>]+)"),
    re.compile(r"(%3[Ff]|%26|%23)([A-Za-z][\w.\-]{1,40})(%3[Dd])((?:(?!%26|%23)[^&#\s\"'<>])+)"),
)
# `"name": "value"` in a JSON text that cannot be read, or was cut in the middle of the value.
_MEMBER = re.compile(r'("([^"\\]{1,64})"\s*:\s*")((?:[^"\\]|\\.)*)("|\\?$)', re.DOTALL)
_INPUT = re.compile(r"<input\b[^>]*>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""\b(name|value)=(["'])(.*?)\2""", re.IGNORECASE | re.DOTALL)
# What looks like a secret wherever it stands: a JWT, a session token, a provider's token, a signature by its name.
_LOOSE = re.compile(
    r"eyJ[\w\-]{10,}(?:\.[\w\-]*){0,2}|Atz[ar](?:\||%7C)[\w\-]{20,}|EAA[\w\-]{30,}|ya29\.[\w\-]{20,}"
    r"|(?:IQoJ|FwoG)[\w+/=%\-]{40,}"
)
_LOOSE_STARTS = {start: re.compile(re.escape(start)) for start in ("eyJ", "Atz", "EAA", "ya29.", "IQoJ", "FwoG")}


def mask(secret: str) -> str:
    """What may be seen of a secret."""
    if len(secret) >= LONG:
        shown = 16 if unquote(secret).startswith(_STARTS) else 0
        return f"{secret[:shown]}{DOTS}{DOTS}{secret[-4:]}"
    return DOTS * 2 + (secret[-4:] if len(secret) >= 2 * SHORT else secret[-2:] if len(secret) >= SHORT else "")


@lru_cache(maxsize=1024)
def is_secret(name: str) -> bool:
    """Whether what has this name is a secret."""
    return re.sub(r"[-_.]", "", name).lower() in SECRET


def mask_head(headers: list[tuple[str, str]]) -> str:
    """`name: value`, a line each. Most headers may hold anything and hold no secret, so that all of those are looked at together."""
    by_name = {name for name, _ in headers if name.lower() in _BY_NAME}
    others = "\n".join([value for name, value in headers if name not in by_name])
    plain = mask_loose(others) == others
    return "\n".join(
        [f"{name}: {value if plain and name not in by_name else mask_header(name, value)}" for name, value in headers]
    )


def mask_header(name: str, value: str) -> str:
    """A header's value. Of an Authorization header of AWS only the signature is a secret."""
    lower = name.lower()
    if lower == "authorization":
        if value.startswith("AWS4-"):
            return mask_loose(value)
        bearer = BEARER.match(value)
        return f"{bearer[1]} {mask(bearer[2])}" if bearer else mask(value)
    if lower == "cookie":
        return COOKIE.sub(lambda found: f"{found[1]}{found[2]}={mask(found[3])}", value) if "=" in value else mask(value)
    if lower == "set-cookie":
        cookie, semicolon, attributes = value.partition(";")
        return mask_header("cookie", cookie) + semicolon + attributes
    if lower in SECRET_HEADERS:
        return mask(value)
    return mask_target(value) if lower in _ADDRESSES else mask_loose(value)


def mask_target(target: str) -> str:
    """An address: the parameters of its query and its fragment that are secrets, one by one."""
    path, mark, query = target.partition("?")
    return mask_loose(path) + mark + "#".join(mask_form(part) for part in query.split("#"))


def mask_form(text: str) -> str:
    """`name=value&…`."""
    pairs = [pair.partition("=") for pair in text.split("&")]
    return "&".join(
        name + mark + (mask(value) if is_secret(unquote(name)) else mask_loose(value)) for name, mark, value in pairs
    )


def mask_body(kind: str, text: str) -> str:
    """A body, by its media type; one without a type is a form if it looks like one."""
    kind = kind.partition(";")[0].strip().lower()
    if kind == "application/x-www-form-urlencoded" or (not kind and re.match(r"[\w.%\-]+=", text)):
        return mask_form(text)
    if kind.endswith("json") or text.lstrip().startswith(("{", "[")):
        return mask_json(text)
    if "<" in text:
        text = _INPUT.sub(_mask_input, XML.sub(_mask_element, text))
    return mask_loose(text)


def mask_json(text: str) -> str:
    """JSON, laid out; of a text that is none, what looks like a member of one."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return mask_loose(_MEMBER.sub(_mask_member, text))
    return json.dumps(_mask_value("", data), indent=2, ensure_ascii=False)


def _mask_value(name: str, value: Any) -> Any:
    if isinstance(value, dict):
        return {mask_loose(key): _mask_value(_name_of(name, key), item) for key, item in value.items()}
    if isinstance(value, list):
        return [_mask_value(name, item) for item in value]
    if isinstance(value, str):
        return mask(value) if is_secret(name) else mask_loose(value)
    return value


def _name_of(parent: str, key: str) -> str:
    """By which name a member is judged. `Code` in the `Error` of an answer of AWS is the name of that error, and no secret."""
    if is_secret(parent):
        return parent
    return "" if (parent, key) == ("Error", "Code") else key


def _mask_member(found: re.Match[str]) -> str:
    return f"{found[1]}{mask(found[3])}{found[4]}" if is_secret(found[2]) else found[0]


def _mask_element(found: re.Match[str]) -> str:
    name, value, end = found.groups()
    return f"<{name}>{mask(value)}{end}"


def _mask_input(found: re.Match[str]) -> str:
    given = {one[1].lower(): one[3] for one in _ATTRIBUTE.finditer(found[0])}
    value = given.get("value")
    return found[0].replace(value, mask(value)) if value and is_secret(given.get("name", "")) else found[0]


def mask_loose(text: str) -> str:
    """A text of any kind: what looks like a secret in it. Nearly every text has none, so that each search is asked for first."""
    if "=" in text and "Signature=" in text:
        text = SIGNATURE.sub(lambda found: found[1] + mask(found[2]), text)
    for pair in pairs_of(text):
        text = pair.sub(_mask_pair, text)
    for start in _LOOSE_STARTS:
        if start in text:
            return _mask_by_starts(text)
    return text


def _mask_by_starts(text: str) -> str:
    """As `_LOOSE.sub` would, which is tried only where one of the starts stands: to try it everywhere takes ten times as long."""
    starts = [pattern for start, pattern in _LOOSE_STARTS.items() if start in text]
    kept, end = [], 0
    for place in sorted([found.start() for start in starts for found in start.finditer(text)]):
        found = _LOOSE.match(text, place) if place >= end else None
        if found:
            kept += [text[end:place], mask(found[0])]
            end = found.end()
    return "".join([*kept, text[end:]])


def has_separator(text: str) -> bool:
    """Whether something stands in it before which a pair may begin."""
    return "&" in text or "?" in text or "#" in text or ";" in text


def pairs_of(text: str) -> tuple[re.Pattern[str], ...]:
    """Which of PAIRS a text can have at all: a search of a text for a sign is much faster than one for a pattern."""
    plain = "=" in text and has_separator(text)
    if "%" in text and ("%3D" in text or "%3d" in text):
        return PAIRS if plain else PAIRS[1:]
    return PAIRS[:1] if plain else ()


def _mask_pair(found: re.Match[str]) -> str:
    before, name, equals, value = found.groups()
    return f"{before}{name}{equals}{mask(value)}" if is_secret(name) else found[0]
