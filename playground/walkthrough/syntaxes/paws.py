"""R, by the package paws.  https://www.paws-r-sdk.com/docs/sts_assume_role_with_web_identity/"""

from __future__ import annotations

import re

from playground.walkthrough.languages import r
from playground.walkthrough.languages.unknown import Unreadable
from playground.walkthrough.syntax import TOKEN_FILE, Call, Found, Said, Syntax, parameters

_CALL = re.compile(r"\bassume_role_with_web_identity\s*\(")
_KNOWN = re.compile(r"\bpaws(?:\.[a-z.]+)?\b|[$@]\s*assume_role_with_web_identity\b")


def write(call: Call) -> str:
    """A script that says whose credentials it got."""
    given = {name: r.write(value) for name, value in parameters(call, call.token).items()}
    if not call.token:
        given["WebIdentityToken"] = f'paste(readLines("{TOKEN_FILE}", warn = FALSE), collapse = "")'
    body = ",\n  ".join(f"{name} = {value}" for name, value in given.items())
    return (
        f"sts <- paws::sts(endpoint = {r.write(call.endpoint)}, region = {r.write(call.region)})\n"
        f"answer <- sts$assume_role_with_web_identity(\n  {body}\n)\nprint(answer$AssumedRoleUser$Arn)"
    )


def read(text: str) -> Found:
    """The first call of the method in a script. Raises Unreadable."""
    found = _CALL.search(text)
    if found is None:
        raise Unreadable("there is no call of `assume_role_with_web_identity` in this R")
    scan = r.scanner(text)
    scan.at = found.end()
    values, others = r.arguments(scan)
    remarks = (Said('arguments without a name were left out; name them, as in `RoleArn = "…"`'),) if others else ()
    return Found(values, remarks)


SYNTAX = Syntax("R", "R, paws", "", _KNOWN, write, read)
