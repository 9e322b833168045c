"""Python.  https://docs.aws.amazon.com/boto3/latest/reference/services/sts/client/assume_role_with_web_identity.html"""

from __future__ import annotations

import ast
import re
from typing import Any

from playground.walkthrough.languages import python
from playground.walkthrough.languages.unknown import Unreadable, Work
from playground.walkthrough.syntax import TOKEN_FILE, Call, Found, Said, Syntax, parameters

METHOD = "assume_role_with_web_identity"
_KNOWN = re.compile(rf"\bboto3\b|\b{METHOD}\s*\(")


def write(call: Call) -> str:
    """A script that says whose credentials it got."""
    given = {name: python.write(value) for name, value in parameters(call, call.token).items()}
    if not call.token:
        given["WebIdentityToken"] = f'Path("{TOKEN_FILE}").read_text().strip()'
    head = ["import boto3"] if call.token else ["from pathlib import Path", "", "import boto3"]
    place = f"endpoint_url={python.write(call.endpoint)}, region_name={python.write(call.region)}"
    body = [f"    {name}={value}," for name, value in given.items()]
    tail = [")", 'print(answer["AssumedRoleUser"]["Arn"])']
    return "\n".join([*head, "", f'sts = boto3.client("sts", {place})', f"answer = sts.{METHOD}(", *body, *tail])


def read(text: str) -> Found:
    """The first call of the method in a program, which is parsed and not run. Raises Unreadable."""
    program = python.parse(text)
    calls = [node for node in ast.walk(program.tree) if isinstance(node, ast.Call) and _name(node.func) == METHOD]
    if not calls:
        raise Unreadable("there is no call of `{}` in this Python", METHOD)
    names, work = python.assigned(program), Work()
    remarks = []
    values: dict[str, Any] = {}
    for keyword in calls[0].keywords:
        given = {keyword.arg: keyword.value} if keyword.arg else python.members(keyword.value, names)
        if given is None:
            source = ast.get_source_segment(program.text, keyword.value) or ""
            remarks.append(Said("`**{}` is not run here; paste the parameters themselves", (source,)))
        else:
            values |= {name: python.value(program, node, names, work) for name, node in given.items()}
    if calls[0].args:
        remarks.append(Said("boto3 takes parameters by their names only, so the values without a name were left out"))
    if len(calls) > 1:
        remarks.append(Said("there are {} calls in this; the first one was read", (str(len(calls)),)))
    return Found(values, tuple(remarks))


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


SYNTAX = Syntax("boto3", "Python", "", _KNOWN, write, read)
