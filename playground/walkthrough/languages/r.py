"""Values of R, written and read.  https://cran.r-project.org/doc/manuals/r-release/R-lang.html#Literal-constants"""

from __future__ import annotations

import re
from typing import Any

from playground.walkthrough.languages.scanner import DEEPEST, NAME, Scanner
from playground.walkthrough.languages.unknown import Unknown

_SKIP = re.compile(r"(?:\s|#[^\n]*)*")
_RAW = re.compile(r"[rR]([\"'])(-*)([(\[{])")
_HEX = "[0-9A-Fa-f]"
_PIECE = re.compile(
    rf"\\(?:x({_HEX}{{1,2}})|u\{{({_HEX}{{1,4}})\}}|u({_HEX}{{1,4}})|U\{{({_HEX}{{1,8}})\}}|U({_HEX}{{1,8}})|([0-7]{{1,3}})|(.))",
    re.DOTALL,
)
_LETTERS = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}
_CLOSED = {"(": ")", "[": "]", "{": "}"}
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f]")


def write(value: Any) -> str:
    """A text, a number or a list of ARNs."""
    if isinstance(value, list):
        return "list(" + ", ".join(f"list(arn = {write(one['arn'])})" for one in value) + ")"
    if isinstance(value, int):
        return str(value)
    mark = "'" if '"' in value and "'" not in value else '"'
    escaped = value.replace("\\", "\\\\").replace(mark, f"\\{mark}")
    return mark + _CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", escaped) + mark


def scanner(text: str) -> Scanner:
    """A scanner of R."""
    return Scanner(text, _SKIP, _string)


def arguments(scan: Scanner) -> tuple[dict[str, Any], list[Any]]:
    """What stands between the parentheses of a call, the opening one read already: by name, and without one."""
    named: dict[str, Any] = {}
    others: list[Any] = []
    while not scan.take(")") and scan.at < len(scan.text):
        start = scan.at
        name = scan.string() or (found[0] if (found := scan.match(NAME)) else None)
        if isinstance(name, str) and not scan.text.startswith("==", scan.at) and scan.take("="):
            named[name.strip("`")] = value(scan)
        else:
            scan.at = start
            others.append(value(scan))
        scan.take(",")
    return named, others


def value(scan: Scanner) -> Any:
    """The value that stands next: text, number, dict or list; Unknown for what would have to be run."""
    return scan.value(_read, ",)", ",)")


def _read(scan: Scanner) -> Any:
    found = scan.string()
    found = scan.number() if found is None else found
    if found is not None:
        return found
    name = scan.match(NAME)
    if name is None:
        return None
    if name[0] in ("list", "c") and scan.take("("):
        named, others = arguments(scan)
        return named or others
    if name[0] == "paste0" and scan.take("("):
        _, others = arguments(scan)
        text = "".join(others) if others and all(isinstance(one, str) for one in others) else None
        scan.work.spend(len(text or ""))
        return text
    return _assigned(scan, name[0])


def _assigned(scan: Scanner, name: str) -> Any:
    """What the script itself gave to this name, before this place."""
    given = re.compile(rf"(?m)^[ \t]*{re.escape(name)}\s*(?:<-|=)(?!=)")
    places = [found.end() for found in given.finditer(scan.text, 0, scan.at)]
    if not places:
        return None
    inner = scan.inside(places[-1])
    read = _read(inner) if inner.depth < DEEPEST else None
    return None if isinstance(read, Unknown) else read


def _string(text: str, at: int) -> tuple[str, int] | None:
    raw = _RAW.match(text, at)
    if raw:
        closing = f"{_CLOSED[raw[3]]}{raw[2]}{raw[1]}"
        end = text.find(closing, raw.end())
        return (text[raw.end() : end], end + len(closing)) if end >= 0 else None
    if text[at : at + 1] not in ("'", '"', "`"):
        return None
    mark, pieces, at = text[at], [], at + 1
    while at < len(text) and text[at] != mark:
        found = _PIECE.match(text, at) if text[at] == "\\" else None
        pieces.append(_letter(found) if found else text[at])
        at = found.end() if found else at + 1
    return ("".join(pieces), at + 1) if at < len(text) else None


def _letter(found: re.Match[str]) -> str:
    code = next(filter(None, found.groups()[:5]), "")
    if code:
        return chr(int(code, 16)) if int(code, 16) < 0x110000 else ""
    return chr(int(found[6], 8)) if found[6] else _LETTERS.get(found[7], found[7])
