"""curl: the call is a form and nothing else, unsigned.  https://curl.se/docs/manpage.html#--data-urlencode"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from playground.walkthrough.languages.shell import lines, quote
from playground.walkthrough.languages.shell_words import Script
from playground.walkthrough.languages.shells import script as read_script
from playground.walkthrough.languages.unknown import Unknown, Unreadable
from playground.walkthrough.syntax import TOKEN_FILE, Call, Found, Said, Syntax
from playground.walkthrough.syntaxes.raw_http import decoded, of_pairs, pairs

Pair = tuple[str, str | Unknown]
_DATA = frozenset("-d --data --data-raw --data-binary --data-ascii".split())
# Options that take a value and say nothing of the call.
_WITH_VALUE = frozenset(
    "-X --request -H --header -o --output -u --user -A --user-agent -e --referer -w --write-out -m --max-time --retry "
    "--connect-timeout --aws-sigv4 --cacert -x --proxy -b --cookie -c --cookie-jar --resolve -D --dump-header".split()
)
_FLAG = re.compile(
    r"-[sSvikLfgG#0]+|--(?:get|silent|show-error|verbose|include|insecure|location|fail|compressed|http1\.1|globoff)"
)
_SHORT = re.compile(r"(-[dXHouAewmxbcD])(.+)", re.DOTALL)
_KNOWN = re.compile(r"\bcurl(?:\.exe)?\s")


def write(call: Call) -> str:
    """The command."""
    words = [f"curl {quote(call.endpoint + '/')}", "-d Action=AssumeRoleWithWebIdentity", "-d Version=2011-06-15"]
    for name, value in pairs(call, call.token)[2:]:
        given = f"{name}={value}" if name != "WebIdentityToken" or call.token else f"{name}@{TOKEN_FILE}"
        words.append(f"--data-urlencode {quote(given)}")
    return lines(words)


def read(text: str) -> Found:
    """A command, wherever it stands in a script. Raises Unreadable."""
    script = read_script(text)
    for words in script.commands:
        for place, word in enumerate(words):
            if re.split(r"[/\\]", word)[-1] in ("curl", "curl.exe"):
                return _read(script, words[place + 1 :])
    raise Unreadable("there is no command `curl` in this")


def _read(script: Script, words: list[str]) -> Found:
    found: list[Pair] = []
    remarks = []
    waiting = list(reversed(words))
    while waiting:
        option, value = _option(waiting)
        if option in _DATA:
            found += _data(script, value, option)
        elif option == "--data-urlencode":
            found.append(_urlencoded(script, value))
        elif not option:
            found += _query(script, value)
        elif option not in _WITH_VALUE and not _FLAG.fullmatch(option):
            remarks.append(Said("`{}` was left out; of curl’s options only those that send a form are read", (option[:40],)))
    if not found:
        raise Unreadable("curl sends no parameters here; they stand behind `-d`, `--data-urlencode` or in the address")
    read_call = of_pairs(found)
    return Found(read_call.values, (*remarks, *read_call.remarks))


def _option(waiting: list[str]) -> tuple[str, str]:
    """An option and its value, either empty."""
    word = waiting.pop()
    if not word.startswith("-") or word == "-":
        return "", word
    if word == "--url":
        return "", waiting.pop() if waiting else ""
    short = _SHORT.fullmatch(word) if not word.startswith("--") else None
    if short:
        return short[1], short[2]
    takes = word in _DATA or word in _WITH_VALUE or word == "--data-urlencode"
    return word, waiting.pop() if takes and waiting else ""


def _data(script: Script, value: str, option: str) -> list[Pair]:
    if value.startswith("@") and option != "--data-raw":
        return [("", Unknown(value))]
    return [_known(script, *decoded(piece)) for piece in value.split("&") if piece.strip()]


def _urlencoded(script: Script, value: str) -> Pair:
    """curl’s own rule: `name=content`, else `name@file`."""
    name, mark, content = value.partition("=")
    if mark:
        return _known(script, name, content)
    name, mark, file = value.partition("@")
    return name, Unknown(f"@{file}")


def _query(script: Script, address: str) -> list[Pair]:
    try:
        query = urlsplit(address).query
    except ValueError:
        return []
    return [_known(script, *decoded(piece)) for piece in query.split("&") if piece]


def _known(script: Script, name: str, value: str) -> Pair:
    return name, script.value(value)


SYNTAX = Syntax("curl", "Terminal", "sh", _KNOWN, write, read)
