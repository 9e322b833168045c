"""AWS CLI commands, as a script for a shell.  https://docs.aws.amazon.com/cli/latest/reference/iam/"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from playground.walkthrough.languages.shell import lines, quote
from playground.walkthrough.take_home.form import HEAD, Form, of_provider
from playground.walkthrough.take_home.owned import Own, Owned
from playground.walkthrough.take_home.set_up import Managed, SetUp

_SPECIAL = re.compile(r"[\\$`]")
_ACCOUNT = "ACCOUNT_ID=$(aws sts get-caller-identity --query Account --output text)"


def write(set_up: SetUp) -> str:
    """The script. What the learner owns comes from variables; without one it stops before anything is made."""
    body = "\n\n".join(_commands(set_up))
    needed = [_variable(one) for one in reversed(set_up.owned.each) if f"${{{one.name.upper()}}}" in body]
    head = "\n".join(("#!/bin/sh", *(f"# {line}" for line in HEAD), "set -eu"))
    return "\n\n".join((head, *(["\n".join(needed)] if needed else []), body)) + "\n"


def _variable(own: Own) -> str:
    if own.name == "account_id":
        return _ACCOUNT
    return f': "${{{own.name.upper()}:?put in {own.words}, as in {own.name.upper()}=… sh set-up.sh}}"'


def _commands(set_up: SetUp) -> Iterator[str]:
    owned, role = set_up.owned, set_up.role
    yield "\n".join(f"# {line}" for line in of_provider(set_up))
    if set_up.provider:
        yield _provider(set_up)
    yield from (_policy(owned, one) for one in set_up.managed)
    yield _document("trust-policy", set_up.trust, owned)
    yield _role(set_up)
    name = f"--role-name {quote(role.name)}"
    for inline, document in set_up.inline.items():
        yield _document(f"role-policy-{inline}", document, owned)
        file = quote(f"file://role-policy-{inline}.json")
        yield lines(["aws iam put-role-policy", name, f"--policy-name {quote(inline)}", f"--policy-document {file}"])
    for arn in set_up.attached:
        yield lines(["aws iam attach-role-policy", name, f"--policy-arn {word(owned, arn)}"])
    if set_up.bucket_policy is not None:
        yield _document("bucket-policy", set_up.bucket_policy, owned)
        yield lines(["aws s3api put-bucket-policy", '--bucket "${BUCKET}"', "--policy file://bucket-policy.json"])


def _provider(set_up: SetUp) -> str:
    provider = set_up.provider
    assert provider is not None
    words = ["aws iam create-open-id-connect-provider", f"--url {word(set_up.owned, f'https://{provider.url}')}"]
    if provider.client_ids:
        words.append("--client-id-list " + " ".join(word(set_up.owned, one) for one in provider.client_ids))
    if provider.thumbprints:
        words.append("--thumbprint-list " + " ".join(map(quote, provider.thumbprints)))
    return lines([*words, *_tags(provider.tags)])


def _policy(owned: Owned, policy: Managed) -> str:
    file = f"policy-{policy.name}"
    words = ["aws iam create-policy", f"--policy-name {quote(policy.name)}", *_path(policy.path)]
    words.append(f"--policy-document {quote(f'file://{file}.json')}")
    if policy.description:
        words.append(f"--description {word(owned, policy.description)}")
    return f"{_document(file, policy.document, owned)}\n\n{lines(words)}"


def _role(set_up: SetUp) -> str:
    role, owned = set_up.role, set_up.owned
    words = ["aws iam create-role", f"--role-name {quote(role.name)}", *_path(role.path)]
    words += ["--assume-role-policy-document file://trust-policy.json", f"--max-session-duration {role.max_session_duration}"]
    if role.description:
        words.append(f"--description {word(owned, role.description)}")
    if set_up.boundary:
        words.append(f"--permissions-boundary {word(owned, set_up.boundary)}")
    return lines([*words, *_tags(role.tags)])


def _path(path: str) -> list[str]:
    return [f"--path {quote(path)}"] if path != "/" else []


def _tags(tags: dict[str, str]) -> list[str]:
    given = json.dumps([{"Key": key, "Value": value} for key, value in tags.items()])
    return [f"--tags {quote(given)}"] if tags else []


def _document(name: str, document: Any, owned: Owned) -> str:
    """A file. Its here-document expands variables only where it has some, for policies have `${…}` of their own."""
    pieces = owned.split(json.dumps(document, indent=2))
    if not any(isinstance(one, Own) for one in pieces):
        return f"cat > {quote(f'{name}.json')} <<'JSON'\n{''.join(map(str, pieces))}\nJSON"
    text = "".join(_expanded(one) if isinstance(one, Own) else _SPECIAL.sub(r"\\\g<0>", one) for one in pieces)
    return f"cat > {quote(f'{name}.json')} <<JSON\n{text}\nJSON"


def word(owned: Owned, text: str) -> str:
    """One word of the shell, with the learner's own in it."""
    pieces = owned.split(text)
    if not any(isinstance(one, Own) for one in pieces):
        return quote(text)
    return (
        '"' + "".join(_expanded(one) if isinstance(one, Own) else re.sub(r'[\\$`"]', r"\\\g<0>", one) for one in pieces) + '"'
    )


def _expanded(own: Own) -> str:
    return f"${{{own.name.upper()}}}"


AWS_CLI = Form("aws-cli", "AWS CLI", "set-up.sh", "sh", "sh set-up.sh", write)
