"""Secrets are masked before anything is recorded: in headers, addresses, forms, JSON and XML.

A mask keeps the beginning of what is long (the header of a JWT is no secret, and tells what it is) and the last four
characters of what is not short, so that two can be told apart; it never keeps more than a twelfth.
"""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import unquote

DOTS = "••••"
LONG, SHORT = 200, 16
_STARTS = ("eyJ", "Atza|", "EAA", "ya29.", "IQoJb3JpZ2luX2Vj")

# Names of parameters, members and elements that hold a secret, in lower case without `-` and `_`.
SECRET = frozenset(
    "accesstoken idtoken refreshtoken inputtoken token webidentitytoken clientsecret clientassertion code codeverifier "
    "appsecretproof password secretaccesskey sessiontoken xamzsecuritytoken xamzsignature signature state fbexchangetoken "
    "csrfmiddlewaretoken authorizationcode samlassertion idtokenhint".split()
)
# Elements of AWS's answers; `Code` there is the name of an error.
_SECRET_ELEMENTS = frozenset(
    "SecretAccessKey SessionToken Token-0 SignatureProvided StringToSign StringToSignBytes CanonicalRequest "
    "CanonicalRequestBytes WebIdentityToken".split()
)
_HEADERS = frozenset("cookie set-cookie x-amz-security-token x-csrftoken x-amz-access-token proxy-authorization".split())
_XML = re.compile(r"<([A-Za-z0-9\-]+)>([^<]*)</\1>")
_SIGNATURE = re.compile(r"(Signature=)([0-9a-f]+)")
_BEARER = re.compile(r"(?i)^(bearer|basic|token)\s+(.+)$", re.DOTALL)
# What looks like a secret wherever it stands: a JWT, a session token, a provider's access token.
_LOOSE = re.compile(
    r"eyJ[\w\-]{10,}\.[\w\-]+\.[\w\-]*|Atza(?:\||%7C)[\w\-]{20,}|EAA[\w\-]{30,}|ya29\.[\w\-]{20,}|IQoJ[\w+/=%\-]{40,}"
)


def mask(secret: str) -> str:
    """What may be seen of a secret."""
    if len(secret) >= LONG:
        shown = min(16, len(secret) // 12) if unquote(secret).startswith(_STARTS) else 0
        return f"{secret[:shown]}{DOTS}{DOTS}{secret[-4:]}"
    return DOTS * 2 + (secret[-4:] if len(secret) >= SHORT * 3 else secret[-2:] if len(secret) > SHORT * 1.5 else "")


def is_secret(name: str) -> bool:
    """Whether what has this name is a secret."""
    return re.sub(r"[-_.]", "", name).lower() in SECRET


def mask_header(name: str, value: str) -> str:
    """A header's value. Of an Authorization header of AWS only the signature is a secret."""
    lower = name.lower()
    if lower == "authorization":
        if value.startswith("AWS4-"):
            return _SIGNATURE.sub(lambda found: found[1] + mask(found[2]), value)
        bearer = _BEARER.match(value)
        return f"{bearer[1]} {mask(bearer[2])}" if bearer else mask(value)
    if lower in _HEADERS:
        return mask(value)
    return mask_target(value) if lower in ("location", "referer") else mask_loose(value)


def mask_target(target: str) -> str:
    """An address: the parameters of its query that are secrets, one by one."""
    path, mark, query = target.partition("?")
    return mask_loose(path + mark + mask_form(query)) if mark else mask_loose(target)


def mask_form(text: str) -> str:
    """`name=value&…`."""
    pairs = [pair.partition("=") for pair in text.split("&")]
    return "&".join(
        name + mark + (mask(value) if is_secret(unquote(name)) else mask_loose(value)) for name, mark, value in pairs
    )


def mask_body(kind: str, text: str) -> str:
    """A body, by its media type."""
    kind = kind.partition(";")[0].strip().lower()
    if kind == "application/x-www-form-urlencoded":
        return mask_form(text)
    if kind.endswith("json") or text.lstrip().startswith("{"):
        return mask_json(text)
    return mask_loose(_XML.sub(_mask_element, text))


def mask_json(text: str) -> str:
    """JSON, laid out; a text that is none is searched for what looks like a secret."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return mask_loose(text)
    return json.dumps(_mask_value("", data), indent=2, ensure_ascii=False)


def _mask_value(name: str, value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _mask_value(key, item) for key, item in value.items()}
    if isinstance(value, list):
        return [_mask_value(name, item) for item in value]
    if isinstance(value, str):
        return mask(value) if is_secret(name) else mask_loose(value)
    return value


def _mask_element(found: re.Match[str]) -> str:
    name, value = found.groups()
    return f"<{name}>{mask(value)}</{name}>" if name in _SECRET_ELEMENTS and value else found[0]


def mask_loose(text: str) -> str:
    """A text of any kind: what looks like a secret in it."""
    return _LOOSE.sub(lambda found: mask(found[0]), text)
