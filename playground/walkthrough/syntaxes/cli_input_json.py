"""The parameters as JSON, as the AWS CLI takes them, and as `--generate-cli-skeleton` writes them.

https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-skeleton.html
"""

from __future__ import annotations

import json
import re
from typing import Any

from playground.documents import NotJson, read_json
from playground.walkthrough.languages.shell import lines, quote
from playground.walkthrough.languages.unknown import Unreadable
from playground.walkthrough.syntax import TOKEN_FILE, Call, Found, Said, Syntax, parameters


def write(call: Call) -> str:
    """The command with its JSON. An option outweighs the JSON, so that the token can stay in its file."""
    words = [
        "aws sts assume-role-with-web-identity",
        f"--endpoint-url {quote(call.endpoint)}",
        f"--region {quote(call.region)}",
    ]
    if not call.token:
        words.append(f"--web-identity-token file://{TOKEN_FILE}")
    given = json.dumps(parameters(call, call.token or None), indent=2, ensure_ascii=False)
    return lines([*words, f"--cli-input-json {quote(given)}"])


def read(text: str) -> Found:
    """JSON alone. What a skeleton leaves empty is not given. Raises Unreadable."""
    values = members("the JSON", text)
    if values.get("WebIdentityToken") != "":
        return Found(values)
    filled = {name: value for name, value in values.items() if value not in ("", 0, [{"arn": ""}], [])}
    empty = [name for name in values if name not in filled and name != "WebIdentityToken"]
    says = "the skeleton leaves {} empty, which changes nothing"
    return Found(filled, (Said(says, (", ".join(empty),)),) if empty else ())


def members(what: str, text: str) -> dict[str, Any]:
    """The object that a JSON text is. Raises Unreadable."""
    try:
        found = read_json(text)
    except NotJson as error:
        raise Unreadable("{} cannot be read at line {}: {}; write it as JSON", what, str(error.line), error.reason) from error
    if not isinstance(found, dict):
        raise Unreadable("{} is no object; it begins with a brace, as in `{}`", what, '{"RoleArn": "…"}')
    return found


SYNTAX = Syntax("--cli-input-json", "Terminal", "sh", re.compile(r"\A\s*\{"), write, read)
