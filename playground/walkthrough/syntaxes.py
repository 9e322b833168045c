"""The same call in other people's words: raw HTTP, AWS CLI, --cli-input-json, boto3, R (paws), JavaScript, curl.

Files stand in for the token and the policy, so that no secret is on a command line; what is shown runs.
"""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

from playground.walkthrough.journey import Draft

TOKEN, POLICY = "token.jwt", "session-policy.json"


class Syntax(NamedTuple):
    """One of them. title: of its tab.  name: what the block is called.  kind: for painting."""

    title: str
    name: str
    kind: str
    write: Callable[[Draft, str, str], str]


def parameters(draft: Draft) -> dict[str, Any]:
    """The call's parameters without the token, absent where the field is empty."""
    given: dict[str, Any] = {"RoleArn": draft.RoleArn, "RoleSessionName": draft.RoleSessionName}
    given |= {name: value for name in ("ProviderId", "Policy") if (value := getattr(draft, name))}
    if draft.PolicyArns:
        given["PolicyArns"] = [{"arn": arn} for arn in draft.PolicyArns]
    if draft.DurationSeconds:
        seconds = draft.DurationSeconds
        given["DurationSeconds"] = int(seconds) if seconds.isascii() and seconds.isdigit() else seconds
    return given


def form(draft: Draft, token: str) -> str:
    """The body of the request as it goes out."""
    pairs = [("Action", "AssumeRoleWithWebIdentity"), ("Version", "2011-06-15")]
    for name, value in parameters(draft).items():
        if name == "PolicyArns":
            pairs += [(f"PolicyArns.member.{number}.arn", one["arn"]) for number, one in enumerate(value, 1)]
        else:
            pairs.append((name, str(value)))
    pairs.insert(4, ("WebIdentityToken", token))
    return urlencode(pairs, quote_via=quote, safe=":/+=@,")


def aws_cli(draft: Draft, endpoint: str, _region: str) -> str:
    """AWS CLI."""
    words = ["aws sts assume-role-with-web-identity", f"--endpoint-url {endpoint}"]
    words += [f"--role-arn {shlex.quote(draft.RoleArn)}", f"--role-session-name {shlex.quote(draft.RoleSessionName)}"]
    words.append(f"--web-identity-token file://{TOKEN}")
    if draft.ProviderId:
        words.append(f"--provider-id {shlex.quote(draft.ProviderId)}")
    if draft.PolicyArns:
        words.append("--policy-arns " + " ".join(f"arn={shlex.quote(arn)}" for arn in draft.PolicyArns))
    if draft.Policy:
        words.append(f"--policy file://{POLICY}")
    if draft.DurationSeconds:
        words.append(f"--duration-seconds {shlex.quote(draft.DurationSeconds)}")
    return " \\\n  ".join(words)


def cli_input(draft: Draft, _endpoint: str, _region: str) -> str:
    """What `aws sts assume-role-with-web-identity --cli-input-json file://call.json` takes."""
    given = parameters(draft)
    ordered = {"RoleArn": given.pop("RoleArn"), "RoleSessionName": given.pop("RoleSessionName")}
    return json.dumps({**ordered, "WebIdentityToken": "the token of step 2", **given}, indent=2, ensure_ascii=False)


def boto3(draft: Draft, endpoint: str, region: str) -> str:
    """Python."""
    lines = ["from pathlib import Path", "", "import boto3", ""]
    lines.append(f'sts = boto3.client("sts", endpoint_url="{endpoint}", region_name="{region}")')
    lines.append("answer = sts.assume_role_with_web_identity(")
    for name, value in parameters(draft).items():
        lines.append(f'    Policy=Path("{POLICY}").read_text(),' if name == "Policy" else f"    {name}={_python(value)},")
    lines.insert(7, f'    WebIdentityToken=Path("{TOKEN}").read_text().strip(),')
    return "\n".join([*lines, ")"])


def _python(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def paws(draft: Draft, endpoint: str, region: str) -> str:
    """R, by the package paws."""
    arguments = [f'WebIdentityToken = paste(readLines("{TOKEN}"), collapse = "")']
    for name, value in parameters(draft).items():
        if name == "Policy":
            arguments.append(f'Policy = paste(readLines("{POLICY}"), collapse = "\\n")')
        elif name == "PolicyArns":
            inner = ", ".join(f"list(arn = {_python(one['arn'])})" for one in value)
            arguments.append(f"PolicyArns = list({inner})")
        else:
            arguments.append(f"{name} = {_python(value)}")
    body = ",\n  ".join([*arguments[1:3], arguments[0], *arguments[3:]])
    return f'sts <- paws::sts(endpoint = "{endpoint}", region = "{region}")\nanswer <- sts$assume_role_with_web_identity(\n  {body}\n)'


def javascript(draft: Draft, endpoint: str, region: str) -> str:
    """JavaScript, SDK version 3."""
    fields = [f'WebIdentityToken: readFileSync("{TOKEN}", "utf8").trim()']
    for name, value in parameters(draft).items():
        read = f'readFileSync("{POLICY}", "utf8")' if name == "Policy" else json.dumps(value, ensure_ascii=False)
        fields.append(f"{name}: {read}")
    body = ",\n  ".join([*fields[1:3], fields[0], *fields[3:]])
    return (
        'import { STSClient, AssumeRoleWithWebIdentityCommand } from "@aws-sdk/client-sts";\n'
        'import { readFileSync } from "node:fs";\n\n'
        f'const sts = new STSClient({{ endpoint: "{endpoint}", region: "{region}" }});\n'
        f"const answer = await sts.send(new AssumeRoleWithWebIdentityCommand({{\n  {body},\n}}));"
    )


def curl(draft: Draft, endpoint: str, _region: str) -> str:
    """curl: the call is a form and nothing else."""
    words = [f"curl {endpoint}/", "-d Action=AssumeRoleWithWebIdentity", "-d Version=2011-06-15"]
    for name, value in parameters(draft).items():
        if name == "Policy":
            words.append(f"--data-urlencode Policy@{POLICY}")
        elif name == "PolicyArns":
            words += [
                f"--data-urlencode PolicyArns.member.{number}.arn={shlex.quote(one['arn'])}"
                for number, one in enumerate(value, 1)
            ]
        else:
            words.append(f"--data-urlencode {name}={shlex.quote(str(value))}")
    words.append(f"--data-urlencode WebIdentityToken@{TOKEN}")
    return " \\\n  ".join(words)


SYNTAXES: tuple[Syntax, ...] = (
    Syntax("AWS CLI", "Terminal", "sh", aws_cli),
    Syntax("JSON", "call.json", "json", cli_input),
    Syntax("boto3", "Python", "", boto3),
    Syntax("R", "R, paws", "", paws),
    Syntax("JavaScript", "JavaScript", "", javascript),
    Syntax("curl", "Terminal", "sh", curl),
)
