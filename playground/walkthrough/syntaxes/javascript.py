"""JavaScript, SDK version 3.  https://docs.aws.amazon.com/AWSJavaScriptSDK/v3/latest/client/sts/command/AssumeRoleWithWebIdentityCommand/"""

from __future__ import annotations

import re

from playground.walkthrough.languages import javascript
from playground.walkthrough.languages.unknown import Unknown, Unreadable
from playground.walkthrough.syntax import TOKEN_FILE, Call, Found, Syntax, parameters

_CALL = re.compile(r"\bAssumeRoleWithWebIdentityCommand\s*\(|\bassumeRoleWithWebIdentity\s*\(")
_KNOWN = re.compile(rf"{_CALL.pattern}|@aws-sdk/|\baws-sdk\b|\bimport\s*\{{")


def write(call: Call) -> str:
    """A module that says whose credentials it got."""
    given = {name: javascript.write(value) for name, value in parameters(call, call.token).items()}
    head = 'import { STSClient, AssumeRoleWithWebIdentityCommand } from "@aws-sdk/client-sts";\n'
    if not call.token:
        given["WebIdentityToken"] = f'readFileSync("{TOKEN_FILE}", "utf8").trim()'
        head += 'import { readFileSync } from "node:fs";\n'
    body = ",\n  ".join(f"{name}: {value}" for name, value in given.items())
    place = f"endpoint: {javascript.write(call.endpoint)}, region: {javascript.write(call.region)}"
    return (
        f"{head}\nconst sts = new STSClient({{ {place} }});\n"
        f"const answer = await sts.send(new AssumeRoleWithWebIdentityCommand({{\n  {body},\n}}));\n"
        "console.log(answer.AssumedRoleUser.Arn);"
    )


def read(text: str) -> Found:
    """The first call in a program. Raises Unreadable."""
    found = _CALL.search(text)
    if found is None:
        raise Unreadable("there is no `{}` in this JavaScript", "new AssumeRoleWithWebIdentityCommand({…})")
    scan = javascript.scanner(text)
    scan.at = found.end()
    given = javascript.value(scan)
    if not isinstance(given, dict):
        source = given.source if isinstance(given, Unknown) else str(given)
        raise Unreadable("the parameters are `{}`, which is not run here; paste the object itself", source)
    return Found(given)


SYNTAX = Syntax("JavaScript", "JavaScript", "", _KNOWN, write, read)
