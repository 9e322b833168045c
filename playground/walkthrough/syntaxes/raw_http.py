"""The request itself, and its parts: a query string, a form.  https://docs.aws.amazon.com/STS/latest/APIReference/CommonParameters.html"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote, unquote_plus, urlencode, urlsplit

from playground.walkthrough.journey import Draft
from playground.walkthrough.languages.unknown import Unknown, Unreadable
from playground.walkthrough.syntax import NAMES, PLACEHOLDER, Call, Found, Said, Syntax, parameters

ACTION, VERSION = "AssumeRoleWithWebIdentity", "2011-06-15"
_ARN = re.compile(r"PolicyArns\.member\.([0-9]{1,3})\.arn")
_REQUEST = re.compile(r"(?:POST|GET|PUT)[ \t]+(\S+)")
_KNOWN = re.compile(rf"\A\s*(?:(?:POST|GET|PUT)[ \t]+(?:/|https?://)|https?://|[?&]?(?:Action|Version|{'|'.join(NAMES)})[=.])")
_MOST = 200  # pairs


def pairs(call: Call, token: str) -> list[tuple[str, str]]:
    """The parameters as the query protocol of AWS writes them."""
    found = [("Action", ACTION), ("Version", VERSION)]
    for name, value in parameters(call, token).items():
        if name == "PolicyArns":
            found += [(f"PolicyArns.member.{number}.arn", one["arn"]) for number, one in enumerate(value, 1)]
        else:
            found.append((name, str(value)))
    return found


def form(draft: Draft, token: str) -> str:
    """The body of the request as it goes out, with what needs no escape in a form left readable."""
    return urlencode(pairs(Call(draft, "", ""), token), quote_via=quote, safe=":/@,")


def write(call: Call) -> str:
    """Raw HTTP."""
    body = form(call.draft, call.token or PLACEHOLDER)
    head = (
        "POST / HTTP/1.1",
        f"Host: {urlsplit(call.endpoint).netloc}",
        "Content-Type: application/x-www-form-urlencoded; charset=utf-8",
        f"Content-Length: {len(body.encode())}",
        "Connection: close",
    )
    return "\n".join((*head, "", body))


def read(text: str) -> Found:
    """A request, or a query string alone. Raises Unreadable."""
    text = text.replace("\r\n", "\n").strip()
    request = _REQUEST.match(text)
    target = request[1] if request else text if text.startswith(("http://", "https://")) else ""
    _, _, body = text.partition("\n\n") if request else ("", "", "" if target else text)
    try:
        query = urlsplit(target).query
    except ValueError as error:
        raise Unreadable("`{}` is no address; a request names one as in `https://sts.amazonaws.com/`", target[:80]) from error
    form_of = "&".join(filter(None, (query, body.replace("\n", "").removeprefix("?"))))
    return of_pairs(decoded(piece) for piece in form_of.split("&") if piece)


def decoded(piece: str) -> tuple[str, str]:
    """`name=value` of a form, decoded."""
    name, _, value = piece.strip().partition("=")
    return unquote_plus(name), unquote_plus(value)


def of_pairs(found: Iterable[tuple[str, str | Unknown]]) -> Found:
    """The call of a form's pairs. Raises Unreadable for another action."""
    values: dict[str, Any] = {}
    arns: dict[int, Any] = {}
    remarks = []
    for name, value in list(found)[:_MOST]:
        member = _ARN.fullmatch(name)
        if member:
            arns[int(member[1])] = {"arn": value}
        elif name == "Action" and value != ACTION:
            raise Unreadable("`{}` is another action; this form builds `AssumeRoleWithWebIdentity`", shown(value))
        elif name == "Version" and value != VERSION:
            remarks.append(Said("the version of the API is `{}` here; STS has `2011-06-15` only", (shown(value),)))
        elif name not in ("Action", "Version"):
            values[name] = value
    if arns:
        values["PolicyArns"] = [arns[number] for number in sorted(arns)]
    return Found(values, tuple(remarks))


def shown(value: str | Unknown) -> str:
    """A value in a sentence."""
    return value.source if isinstance(value, Unknown) else value


SYNTAX = Syntax("Raw HTTP", "Request", "http", _KNOWN, write, read)
