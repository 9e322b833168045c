"""`manage.py demo_token`: a stand-in's token for the account that terminals share, or the exports that make SDKs use it."""

from __future__ import annotations

import os
import shlex
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from playground.assembly.accounts import ensure_terminal_account
from playground.providers.catalogue import BY_SLUG as PROVIDERS
from playground.stand_ins.breaking import ADDITIONS, LEAVE_OUT
from playground.stand_ins.mint import mint
from playground.stand_ins.people import BY_SLUG as PEOPLE
from playground.walkthrough.terminal.texts import exports


class Command(BaseCommand):
    """Works beside the running server: both read the same database."""

    help = "Print a stand-in's token for the terminal account, or with --shell the exports that use it."

    def add_arguments(self, parser: CommandParser) -> None:
        """The choices."""
        parser.add_argument("--provider", choices=sorted(PROVIDERS), default="google")
        parser.add_argument("--person", choices=list(PEOPLE), default="maya")
        parser.add_argument("--account", default=settings.TERMINAL_ACCOUNT, help="the account whose app the token is for")
        parser.add_argument(
            "--break", dest="breakage", default="whole", help="break the token on purpose, as the consent page does"
        )
        parser.add_argument("--leave-out", default="", choices=LEAVE_OUT, help="a claim to leave out")
        parser.add_argument("--add", action="append", default=[], choices=[one.slug for one in ADDITIONS], help="claims to add")
        parser.add_argument("--shell", action="store_true", help="print exports, with the token in a private file")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Prints one or the other."""
        ensure_terminal_account()
        try:
            token = mint(
                options["provider"],
                options["person"],
                options["account"],
                breakage=options["breakage"],
                leave_out=options["leave_out"],
                add=options["add"],
            )
        except ValueError as error:
            raise CommandError(str(error)) from error
        if not options["shell"]:
            self.stdout.write(token)
            return
        if PROVIDERS[options["provider"]].provider_id:
            raise CommandError(
                f"an SDK's chain has no place for ProviderId, which {PROVIDERS[options['provider']].name} needs; "
                "use --provider google, or leave --shell out and call `aws sts assume-role-with-web-identity`"
            )
        self.stdout.write(_exports(options["provider"], options["person"], options["account"], token))


def _exports(provider: str, person: str, account_id: str, token: str) -> str:
    file = _private_file(f"{provider}-{person}", token)
    role_arn = f"arn:aws:iam::{account_id}:role/PhotoApp{provider.title()}"
    return exports(role_arn, person, shlex.quote(str(file)))


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
