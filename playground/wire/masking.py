"""Secrets are masked before anything is recorded: in headers, addresses, forms, JSON, XML and loose text (loose.py)."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import unquote

from playground.wire.loose import is_secret, mask, mask_loose

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
BEARER = re.compile(r"(?i)^(bearer|basic|token)\s+(.+)$", re.DOTALL)
COOKIE = re.compile(r"(^|;\s*)([^=;\s]+)=([^;]*)")
# `"name": "value"` in a JSON text that cannot be read, or was cut in the middle of the value.
_MEMBER = re.compile(r'("([^"\\]{1,64})"\s*:\s*")((?:[^"\\]|\\.)*)("|\\?$)', re.DOTALL)
_INPUT = re.compile(r"<input\b[^>]*>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""\b(name|value)=(["'])(.*?)\2""", re.IGNORECASE | re.DOTALL)


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
