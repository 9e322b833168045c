"""`manage.py demo_token`: a stand-in's token for the account that terminals share, or the exports that make SDKs use it."""

from __future__ import annotations

import os
import re
import shlex
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from playground.assembly.accounts import GUESTS, ensure_terminal_account
from playground.providers.catalogue import BY_SLUG as PROVIDERS
from playground.sandbox.seed import role_arn
from playground.stand_ins.adapter import browser_url
from playground.stand_ins.breaking.ways import ADDITIONS, LEAVE_OUT, breakages, measured
from playground.stand_ins.consent import checked
from playground.stand_ins.identity_pool.form import GUEST, POOL, chosen, token_at_once
from playground.stand_ins.jobs import Job, job
from playground.stand_ins.people import BY_SLUG as PEOPLE
from playground.stand_ins.tokens.mint import mint
from playground.stand_ins.workload import Field
from playground.stand_ins.workloads import BY_SLUG as WORKLOADS
from playground.walkthrough.terminal.texts import BEFORE_A_TOKEN, exports

SOMEBODY = "maya"


class Command(BaseCommand):
    """Works beside the running server: both read the same database."""

    help = "Print a stand-in's token for the terminal account, or with --shell the exports that use it."

    def add_arguments(self, parser: CommandParser) -> None:
        """The choices."""
        parser.add_argument("--provider", choices=sorted(PROVIDERS), default="google")
        parser.add_argument("--person", choices=list(PEOPLE), help=f"who signs in, where somebody does; {SOMEBODY} by default")
        parser.add_argument(
            "--set",
            action="append",
            default=[],
            metavar="FIELD=VALUE",
            help=f"of a job, a pod or a pool: a field of the page's form. {_all_fields()}",
        )
        parser.add_argument("--account", default=settings.TERMINAL_ACCOUNT, help="the account whose app the token is for")
        parser.add_argument(
            "--break",
            dest="breakage",
            default="whole",
            help=f"break the token on purpose, as the stand-in's page does: {_ways('jwt')}; where it is opaque: {_ways('opaque')}",
        )
        parser.add_argument(
            "--seconds", default="", help="by how much its dates are wrong, for --break expired, not-yet and old"
        )
        parser.add_argument("--leave-out", default="", choices=LEAVE_OUT, help="a claim to leave out")
        parser.add_argument("--add", action="append", default=[], choices=[one.slug for one in ADDITIONS], help="claims to add")
        shape = parser.add_mutually_exclusive_group()
        shape.add_argument("--shell", action="store_true", help="print exports, with the token in a private file")
        shape.add_argument(
            "--job", action="store_true", help="print what a job has in its environment to ask for its own token"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Prints one or the other."""
        if not settings.STAND_INS:
            raise CommandError("the stand-ins are switched off; STAND_INS=true switches them on")
        if not re.fullmatch("[0-9]{12}", options["account"]):
            raise CommandError(f"account is `{options['account']}`, and should be twelve digits")
        known = [way.slug for way in measured()]
        if options["seconds"] and options["breakage"] not in known:
            raise CommandError(
                f"--seconds needs --break, which is `{options['breakage']}`, and should be one of {', '.join(known)}"
            )
        _check_person(options)
        ensure_terminal_account()
        try:
            self.stdout.write(_job(options) if options["job"] else _asked(options))
        except ValueError as error:
            raise CommandError(str(error)) from error


def _ways(kind: str) -> str:
    return ", ".join(way.slug for way in breakages(kind) if way.slug != "whole")


def _all_fields() -> str:
    """Of every provider, for the help."""
    named = [(slug, one.fields) for slug, one in WORKLOADS.items()] + [(POOL.slug, POOL.fields)]
    return "; ".join(f"{slug}: {', '.join(field.name for field in fields)}" for slug, fields in named)


def _asked(options: dict[str, Any]) -> str:
    provider = PROVIDERS[options["provider"]]
    if options["shell"] and provider.provider_id:
        raise CommandError(
            f"an SDK's chain has no place for ProviderId, which {provider.name} needs; "
            "use --provider google, or leave --shell out and call `aws sts assume-role-with-web-identity`"
        )
    if provider.whose == "person":
        _fields(options, ())
        who = options["person"] or SOMEBODY
        token = mint(provider.slug, who, options["account"], **_wrong(options))
    elif provider.whose == "pool":
        given = chosen(_fields(options, POOL.fields))
        wrong = checked("jwt", **_wrong(options))
        token, who = token_at_once(options["account"], given, int(time.time()), wrong), given["person"]
    else:
        one = _described(options)
        token, who = one.token(), one.given[one.workload.who]
    return _exports(provider.slug, who, options["account"], token) if options["shell"] else token


def _check_person(options: dict[str, Any]) -> None:
    provider, person = PROVIDERS[options["provider"]], options["person"]
    if person is None or provider.whose == "person":
        return
    instead = f"use --set person={person}" if provider.whose == "pool" else "say whose token it is with --set FIELD=VALUE"
    raise CommandError(f"--person is for providers that people sign in with; of {provider.name}, {instead}")


def _job(options: dict[str, Any]) -> str:
    """GitHub's two variables, so that a script made for GitHub's runners finds what it looks for."""
    if options["provider"] != "github":
        raise CommandError("only GitHub Actions lets a job ask for its token; use --provider github")
    one = _described(options)
    url = browser_url(one.workload.ask(one.run(), "").url.partition("&audience=")[0])
    return "\n".join(
        (
            f"export ACTIONS_ID_TOKEN_REQUEST_URL={shlex.quote(settings.SITE_URL + url)}",
            f"export ACTIONS_ID_TOKEN_REQUEST_TOKEN={one.ticket()}",
        )
    )


def _described(options: dict[str, Any]) -> Job:
    fields = _fields(options, WORKLOADS[options["provider"]].fields)
    return job(options["provider"], options["account"], fields, _wrong(options))


def _fields(options: dict[str, Any], known: tuple[Field, ...]) -> dict[str, str]:
    fields = dict(one.partition("=")[::2] for one in options["set"])
    unknown = fields.keys() - {field.name for field in known}
    if unknown:
        there = f"there are {', '.join(field.name for field in known)}" if known else "this provider has none"
        raise CommandError(f"there is no field `{min(unknown)}`; {there}")
    return fields


def _wrong(options: dict[str, Any]) -> dict[str, Any]:
    return {name: options[name] for name in ("breakage", "leave_out", "add", "seconds")}


def _exports(provider: str, person: str, account_id: str, token: str) -> str:
    try:
        file = _private_file(f"{provider}-{person}", token)
    except OSError as error:
        says = (
            f"The token's file cannot be written in {settings.VAR} ({error.strerror}). Make room there, or set PLAYGROUND_VAR."
        )
        raise CommandError(says) from error
    slug = GUESTS if (provider, person) == (POOL.slug, GUEST) else provider
    in_the_way = (name for name in BEFORE_A_TOKEN if name in os.environ)  # of the shell that will read this
    return exports(role_arn(slug, account_id), person, shlex.quote(str(file)), in_the_way)


def _private_file(name: str, token: str) -> Path:
    """A file that only its owner can read."""
    folder = Path(settings.VAR) / "tokens"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = folder / f"{name}.jwt"
    file.unlink(missing_ok=True)
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as opened:
        opened.write(token)
    return file
