"""The page itself, in Markdown."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

from playground.pages.answers.errors import KEPT_HERE, Told, errors
from playground.sandbox import cloudtrail, iam_api, s3, sts
from playground.sandbox.operation import Caller, Operation
from playground.sandbox.protocols.json_answer import EXCEPTIONS
from playground.sandbox.protocols.parameters import service_model

SERVICES = (
    ("STS", "sts", sts.OPERATIONS),
    ("IAM", "iam", iam_api.OPERATIONS),
    ("CloudTrail", "cloudtrail", cloudtrail.OPERATIONS),
)
AREAS = (
    ("The token of AssumeRoleWithWebIdentity", ("tokens/",)),
    ("STS", ("sandbox/sts", "sandbox/assuming/", "sandbox/regions")),
    ("IAM", ("sandbox/iam_api",)),
    ("Policies, wherever they are written or passed", ("iam/",)),
    ("CloudTrail", ("sandbox/cloudtrail",)),
    ("S3", ("sandbox/s3",)),
    ("The signature", ("sigv4/", "sandbox/credentials/")),
    ("Every service", ("",)),
)
HEAD = """# What the sandbox answers

Written from the code by `make answers`; do not edit it by hand. Every operation, every error that it can give, and how the
words are known:

- **seen**: they stood in an answer of AWS that somebody published, or recorded for a test.
- **documented**: AWS's documentation has them.
- **unconfirmed**: the code is likely, and the words are ours or another implementation's. Pages say so where they show them.

`{name}` stands for a value of the call. CloudTrail keeps no record of a refused token, see [its page](../templates/trail/trail.html).
"""
DENIALS = """## Denials

`{denial}` below is one of these sentences (documented; the session policy's and the identity-based policy's are seen).
S3 quotes the resource. Across accounts, and for a role that is not there, nothing follows the resource. Actions that apply to none
(`s3:ListAllMyBuckets`, `cloudtrail:LookupEvents`, `sts:DecodeAuthorizationMessage`, `sts:GetAccessKeyInfo`) are denied without
`on resource: …` (seen).

```
User: {arn} is not authorized to perform: {action} on resource: {resource} because no {policy} allows the {action} action
User: {arn} is not authorized to perform: {action} on resource: {resource} with an explicit deny in a(n) {policy}[: {policy arn}]
```
"""


def document() -> str:
    """The whole of it."""
    return "\n".join([HEAD, *_operations(), *_s3(), *_denials(), *_errors()]).rstrip() + "\n"


def _operations() -> Iterator[str]:
    for title, name, operations in SERVICES:
        yield f"## {title}\n\n| operation | what it does | who calls |\n|---|---|---|"
        for one in operations:
            who = "the token" if one.caller is Caller.TOKEN else "a signature"
            yield f"| [{one.name}]({_address(name, one.name)}) | {_does(one)} | {who} |"
        others = sorted(set(service_model(name).operation_names) - {one.name for one in operations})
        yield f"\nAnswered with `NotImplemented` (501), naming the operation: {', '.join(others)}.\n"


def _s3() -> Iterator[str]:
    yield "## S3\n\n| operation | what it does | request |\n|---|---|---|"
    for one in s3.OPERATIONS:
        place = {"service": "/", "bucket": "/{bucket}", "object": "/{bucket}/{key}"}[one.level]
        query = "&".join(one.subresource.split())
        copied = ", with `x-amz-copy-source`" if one.copies else ""
        request = f"`{one.method} {place}{'?' + query if query else ''}`{copied}"
        yield f"| [{one.name}]({_address('s3', one.name)}) | {_does(one)} | {request} |"
    others = sorted(set(service_model("s3").operation_names) - {one.name for one in s3.OPERATIONS})
    yield f"\nAnswered with `NotImplemented` (501), naming the operation: {', '.join(others)}.\n"


def _does(operation: Operation) -> str:
    """What the operation's file says of it, in its first line."""
    words = (sys.modules[operation.perform.__module__].__doc__ or "").split("\n")[0]
    return _cell(words.partition(": ")[2] or words)


def _address(service: str, name: str) -> str:
    where = {
        "sts": "STS/latest/APIReference",
        "iam": "IAM/latest/APIReference",
        "cloudtrail": "awscloudtrail/latest/APIReference",
        "s3": "AmazonS3/latest/API",
    }
    return f"https://docs.aws.amazon.com/{where[service]}/API_{name}.html"


def _denials() -> Iterator[str]:
    kinds = dict.fromkeys(kind.words for kind in KEPT_HERE)
    yield f"{DENIALS}\n`{{policy}}`: {', '.join(kinds)}.\n"


def _errors() -> Iterator[str]:
    """A table an area; an error that several files make stands there once."""
    yield "## Errors\n"
    left = errors()
    for title, starts in AREAS:
        own = [one for one in left if one.place.startswith(starts)]
        left = [one for one in left if one not in own]
        yield f"### {title}\n\n| code | status | message | words | made in |\n|---|---|---|---|---|"
        for (code, status, message), same in _once(own).items():
            words = " or ".join(dict.fromkeys(part for one in same for part in one.words.split(" or ")))
            places = ", ".join(dict.fromkeys(one.place for one in same))
            yield f"| {_code(code)} | {status} | {_code(message) if message else 'none'} | {words} | {places} |"
        if title == "CloudTrail":
            named = ", ".join(f"`{code}` is `{name}`" for code, name in EXCEPTIONS.items())
            yield f"\nOf the errors of every service and of the signature {named} here, all with 400."
        yield ""


def _once(own: Iterable[Told]) -> dict[tuple[str, str, str], list[Told]]:
    found: dict[tuple[str, str, str], list[Told]] = {}
    for one in sorted(own, key=lambda told: (told.code, told.message)):
        found.setdefault(one[:3], []).append(one)
    return found


def _code(text: str) -> str:
    mark = "``" if "`" in text else "`"
    pad = " " if "`" in text else ""
    return f"{mark}{pad}{_cell(text)}{pad}{mark}"


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split("\n"))
