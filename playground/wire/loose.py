"""What a secret looks like where nothing around it says that it is one, and what may be seen of it.

A mask keeps the beginning of what is long (the header of a JWT is no secret, and tells what it is) and the last four
characters of what is not short, so that two can be told apart; it never keeps more than a twelfth.
"""

from __future__ import annotations

import re
from functools import lru_cache
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

SIGNATURE = re.compile(r"(Signature=)([0-9a-fA-F]+)")
# `?code=…` in an address, wherever it stands, also in one that is itself percent-encoded: before, name, equals, value.
PAIRS = (
    re.compile(r"([?&#;])([A-Za-z][\w.\-]{1,40})(=)([^&#\s\"'<>]+)"),
    re.compile(r"(%3[Ff]|%26|%23)([A-Za-z][\w.\-]{1,40})(%3[Dd])((?:(?!%26|%23)[^&#\s\"'<>])+)"),
)
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
