"""Values of JavaScript, written and read.  https://tc39.es/ecma262/#sec-ecmascript-language-lexical-grammar-literals"""

from __future__ import annotations

import json
import re
from itertools import zip_longest
from typing import Any

from playground.walkthrough.languages.scanner import DEEPEST, NAME, Scanner
from playground.walkthrough.languages.unknown import Unknown

_SKIP = re.compile(r"(?:\s|//[^\n]*|/\*(?:[^*]|\*(?!/))*\*/)*")
_PIECE = re.compile(
    r"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|u\{([0-9A-Fa-f]{1,8})\}|(\r\n|[\n\r\u2028\u2029])|(.))", re.DOTALL
)
_LETTERS = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0"}
_SEPARATED = re.compile(r"\d{1,6}(?:_\d{1,6}){1,3}(?![\w.])")
_NAMED = re.compile(r"(?<!\\)\$\{\s*([A-Za-z_$][\w$]*)\s*\}")
_OF_TYPES = re.compile(r"!(?!=)|(?:as|satisfies)\s+[\w.]+(?:<[\w., ]{0,80}>)?(?:\[\])?")
_SMALL = 1_000_000  # numbers that are multiplied
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f]")


def write(value: Any) -> str:
    """A text, a number or a list of ARNs. A text of several lines becomes a template, which may have them."""
    if isinstance(value, list):
        return "[" + ", ".join(f"{{ arn: {write(one['arn'])} }}" for one in value) + "]"
    if isinstance(value, int) or "\n" not in value:
        return json.dumps(value, ensure_ascii=False)
    escaped = value.replace("\\", "\\\\").replace("`", "\\`").replace("${", "\\${")
    return "`" + _CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", escaped) + "`"


def scanner(text: str) -> Scanner:
    """A scanner of JavaScript."""
    return Scanner(text, _SKIP, _string)


def value(scan: Scanner) -> Any:
    """The value that stands next: text, number, dict or list; Unknown for what would have to be run."""
    return scan.value(_sum, ",)]};", ",)]}")


def _sum(scan: Scanner) -> Any:
    """A product, or texts or numbers put together with `+`."""
    read = _product(scan)
    while isinstance(read, str | int) and scan.take("+"):
        more = _product(scan)
        if isinstance(read, int) and isinstance(more, int):
            read = read + more
        else:
            read = read + more if isinstance(read, str) and isinstance(more, str) else None
            scan.work.spend(len(read or ""))
    return read


def _product(scan: Scanner) -> Any:
    """A term, or small numbers put together with `*`."""
    read = _typed(scan)
    while isinstance(read, int) and scan.take("*"):
        more = _typed(scan)
        scan.work.spend()
        read = read * more if isinstance(more, int) and max(read, more) < _SMALL else None
    return read


def _typed(scan: Scanner) -> Any:
    """A term without what TypeScript says of it: `name as string`, `name!`."""
    read = _term(scan)
    while read is not None and scan.match(_OF_TYPES):
        scan.work.spend()
    return read


def _term(scan: Scanner) -> Any:
    separated = scan.match(_SEPARATED)
    found = int(separated[0].replace("_", "")) if separated else scan.string()
    found = scan.number() if found is None else found
    if found is not None:
        return _filled(scan, found) if isinstance(found, Unknown) else found
    if scan.take("{"):
        return _members(scan)
    if scan.take("["):
        return _items(scan)
    name = scan.match(NAME)
    if name is None:
        return None
    if name[0] == "JSON.stringify" and scan.take("("):
        return _stringified(scan)
    return _assigned(scan, name[0])


def _filled(scan: Scanner, template: Unknown) -> Any:
    """A template, with the names in it that the script itself gave a text or a number; as it was where there are others."""
    parts = _NAMED.split(template.source[1:-1])
    plain = [_string(f"`{part}`", 0) for part in parts[::2]]
    given = [_assigned(scan, name) for name in parts[1::2]]
    texts = [found[0] for found in plain if found and isinstance(found[0], str)]
    scan.work.spend(len(template.source))
    if len(texts) < len(plain) or not all(isinstance(one, str | int) for one in given):
        return template
    return "".join(f"{text}{one}" for text, one in zip_longest(texts, given, fillvalue=""))


def _members(scan: Scanner) -> dict[str, Any]:
    found: dict[str, Any] = {}
    while not scan.take("}") and scan.at < len(scan.text):
        start = scan.at
        name = scan.string() or (named[0] if (named := scan.match(NAME)) else None)
        if isinstance(name, str) and scan.take(":"):
            found[name] = value(scan)
        elif isinstance(name, str) and not name.startswith("."):
            scan.at = start
            found[name] = value(scan)
        else:
            scan.at = start
            found |= _spread(scan, start)
        if not scan.take(",") and not scan.text.startswith("}", scan.at):
            scan.at += 1
    return found


def _spread(scan: Scanner, start: int) -> dict[str, Any]:
    """`...others`: the members of an object that the script made itself."""
    written = scan.rest(start, ",}")
    others = _assigned(scan, written.source.removeprefix("..."))
    return others if isinstance(others, dict) else {written.source: written}


def _items(scan: Scanner) -> list[Any]:
    found = []
    while not scan.take("]") and scan.at < len(scan.text):
        found.append(value(scan))
        if not scan.take(",") and not scan.text.startswith("]", scan.at):
            scan.at += 1
    return found


def _stringified(scan: Scanner) -> str | None:
    """`JSON.stringify(value, null, 2)`, as it would come out."""
    given = []
    while not scan.take(")") and scan.at < len(scan.text):
        given.append(value(scan))
        if not scan.take(",") and not scan.text.startswith(")", scan.at):
            scan.at += 1
    if not given or _holds_unknown(given[0]):
        return None
    asked = given[2] if len(given) > 2 and isinstance(given[2], int | str) else 0
    indent = min(asked, 10) or None if isinstance(asked, int) else asked[:10]
    separators = (",", ": ") if indent else (",", ":")
    return json.dumps(given[0], indent=indent, separators=separators)


def _holds_unknown(given: Any) -> bool:
    if isinstance(given, dict | list):
        return any(map(_holds_unknown, given.values() if isinstance(given, dict) else given))
    return isinstance(given, Unknown)


def _assigned(scan: Scanner, name: str) -> Any:
    """What the script itself gave to this name, before this place."""
    given = re.compile(rf"\b(?:const|let|var)\s+{re.escape(name)}\s*(?::[^=;\n]{{0,200}})?=(?![=>])")
    places = [found.end() for found in given.finditer(scan.text, 0, scan.at)]
    if not places:
        return None
    inner = scan.inside(places[-1])
    return _sum(inner) if inner.depth < DEEPEST else None


def _string(text: str, at: int) -> tuple[str | Unknown, int] | None:
    mark = text[at : at + 1]
    if mark not in ("'", '"', "`"):
        return None
    start, pieces, run, at = at, [], False, at + 1
    while at < len(text) and text[at] != mark:
        run = run or (mark == "`" and text.startswith("${", at))
        found = _PIECE.match(text, at) if text[at] == "\\" else None
        pieces.append(_letter(found) if found else text[at])
        at = found.end() if found else at + 1
    if at >= len(text):
        return None
    return (Unknown(text[start : at + 1]) if run else "".join(pieces)), at + 1


def _letter(found: re.Match[str]) -> str:
    code = found[1] or found[2] or found[3]
    if code:
        return chr(int(code, 16)) if int(code, 16) < 0x110000 else ""
    return "" if found[4] else _LETTERS.get(found[5], found[5])
