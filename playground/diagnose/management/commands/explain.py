"""`manage.py explain`: why STS lets a token in or does not, from files, without an AWS account. Nothing is sent or kept.

Exit status: 0 allowed, 3 denied, 2 when what was given cannot be worked with or does not settle it, 1 when the answer could not be
written, 141 when whoever reads it has seen enough.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from playground.diagnose.examine import Diagnosis, diagnose
from playground.diagnose.keys_at_hand import keys_for
from playground.diagnose.printing import say
from playground.diagnose.reading.given import (
    read_context,
    read_keys,
    read_list,
    read_moment,
    read_provider_url,
    read_request,
    read_seconds,
    read_session_name,
    read_session_policy,
)
from playground.diagnose.reading.pasted import read_pasted
from playground.diagnose.reading.policy_text import read_policy_text
from playground.diagnose.report import as_data, as_lines
from playground.diagnose.setup import Setup
from playground.diagnose.unusable import Unusable

ALLOWED, UNUSABLE, DENIED = 0, 2, 3
LARGEST = 1_000_000  # characters of a file


class Command(BaseCommand):
    """Explains a call of AssumeRoleWithWebIdentity, and with --action a request of its session."""

    help = (
        "Explain whether a token gets into a role, and why. Exit status: 0 allowed, 3 denied, 2 unusable input, 1 not written."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Files, `-` for standard input."""
        parser.add_argument(
            "--token", required=True, metavar="FILE", help="a token, its claims as JSON, or a CloudTrail record"
        )
        parser.add_argument("--trust", required=True, metavar="FILE", help="the role's trust policy")
        parser.add_argument("--role-arn", default="", metavar="ARN")
        parser.add_argument("--policy", action="append", default=[], metavar="FILE", help="a permission policy of the role")
        parser.add_argument("--session-policy", default="", metavar="FILE", help="the Policy of the call")
        parser.add_argument("--boundary", default="", metavar="FILE", help="the role's permissions boundary")
        parser.add_argument("--bucket-policy", default="", metavar="FILE")
        for kind in ("service", "resource"):
            words = f"a {kind} control policy of the organisation"
            parser.add_argument(f"--{kind}-control-policy", action="append", default=[], metavar="FILE", help=words)
        parser.add_argument("--action", default="", help="an action of the session, such as s3:GetObject")
        parser.add_argument("--resource", default="", metavar="ARN", help="what the action is on")
        parser.add_argument("--audience", action="append", default=[], help="a client ID of the IAM OIDC provider")
        parser.add_argument("--provider-url", default="", metavar="URL", help="the URL of the IAM OIDC provider")
        parser.add_argument("--jwks", default="", metavar="FILE", help="the issuer's key set, to check the signature with")
        parser.add_argument("--fetch-keys", action="store_true", help="ask the issuer for its key set, over public https")
        parser.add_argument("--session-name", default="", metavar="NAME", help="RoleSessionName")
        parser.add_argument("--duration", default="", metavar="SECONDS", help="DurationSeconds")
        parser.add_argument("--max-session-duration", default="", metavar="SECONDS", help="the role's MaxSessionDuration")
        parser.add_argument("--context", action="append", default=[], metavar="KEY=VALUE", help="another condition key")
        parser.add_argument("--at", default="", metavar="TIME", help="the time of the call; now if left out")
        parser.add_argument("--json", action="store_true", help="print the explanation as JSON")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Prints the explanation and ends with the status."""
        try:
            found = diagnose(_setup(options))
        except Unusable as error:
            self.stderr.write(f"--{error.field.replace('_', '-')}: {error.reason}")
            sys.exit(UNUSABLE)
        if options["json"]:
            text = json.dumps(as_data(found), indent=2, ensure_ascii=False)
        else:
            text = "\n".join(as_lines(found))
        say(self.stdout, self.stderr, text)
        sys.exit(_status(found))


def _status(found: Diagnosis) -> int:
    if found.undecided:
        return UNUSABLE
    return ALLOWED if found.allowed else DENIED


def _setup(options: dict[str, Any]) -> Setup:
    """The set-up that the options describe. Raises Unusable."""
    pasted = read_pasted(_text(options["token"], "token"))
    record = pasted.record
    now = read_moment(options["at"], record.moment if record else time.time())
    inline = read_session_policy(_text(options["session_policy"], "session_policy"))
    action, resource = read_request(options["action"], options["resource"])
    trust = _policy(options["trust"], "trust")
    if not trust:
        raise Unusable("trust", "the trust policy is empty; it should be the JSON that `aws iam get-role` shows")
    at_hand = keys_for(pasted, read_keys(_text(options["jwks"], "jwks")), fetch=options["fetch_keys"])
    return Setup(
        pasted=pasted,
        now=now,
        trust=trust,
        role_arn=options["role_arn"] or (record.role_arn if record else ""),
        session_name=read_session_name(options["session_name"]) or (record.session_name if record else ""),
        provider_url=read_provider_url(options["provider_url"]),
        audiences=read_list(" ".join(options["audience"])),
        keys=at_hand.keys,
        keys_missing=at_hand.missing,
        seconds=read_seconds(options["duration"], "duration") or (record.duration if record else None) or 3600,
        most_seconds=read_seconds(options["max_session_duration"], "max_session_duration"),
        policies=_policies(options, "policy"),
        session_policies=(("session policy", inline),) if inline else (),
        boundary=_policy(options["boundary"], "boundary"),
        bucket_policy=_policy(options["bucket_policy"], "bucket_policy"),
        service_control=_policies(options, "service_control_policy"),
        resource_control=_policies(options, "resource_control_policy"),
        action=action,
        resource=resource,
        context=(record.context if record else {}) | read_context(options["context"]),
    )


def _policies(options: dict[str, Any], field: str) -> tuple[tuple[str, str], ...]:
    """The policies of an option that may be given several times, by the names of their files; of files of one name, by where they are."""
    files = list(dict.fromkeys(options[field]))
    plain = len({Path(name).name for name in files}) == len(files)
    return tuple((Path(name).name if plain else name, _policy(name, field)) for name in files)


def _policy(name: str, field: str) -> str:
    return read_policy_text(_text(name, field), field)


def _text(name: str, field: str) -> str:
    """The text of a file, of standard input for `-`; empty for no name. Raises Unusable."""
    if not name:
        return ""
    try:
        text = _read(name)
        text.encode()  # standard input lets through what is no text
    except (OSError, ValueError) as error:
        reason = error.strerror.lower() if isinstance(error, OSError) and error.strerror else "it is no UTF-8 text"
        raise Unusable(field, f"`{name}` cannot be read: {reason}") from error
    if len(text) > LARGEST:
        raise Unusable(field, f"`{name}` has more than {LARGEST:,} characters; no token and no policy has so many")
    return text


def _read(name: str) -> str:
    if name == "-":
        return sys.stdin.read(LARGEST + 1) if sys.stdin else ""  # there is none where a shell closed it
    with Path(name).open(encoding="utf-8-sig") as file:
        return file.read(LARGEST + 1)
