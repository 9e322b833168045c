"""`manage.py access_key`: the administrator's access key of an account, as exports that the AWS CLI, SDKs and Terraform read."""

from __future__ import annotations

import os
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from playground.assembly.accounts import access_key, ensure_terminal_account, key_is_locked
from playground.worlds.accounts import DatabaseAccounts

IN_THE_WAY = ("AWS_PROFILE", "AWS_SESSION_TOKEN")  # in the shell that will read this


class Command(BaseCommand):
    """Works beside the running server: both read the same database."""

    help = "Print the administrator's access key of an account, by default the one that terminals share."

    def add_arguments(self, parser: CommandParser) -> None:
        """The choices."""
        parser.add_argument("--account", default=settings.TERMINAL_ACCOUNT, help="the account's number")
        parser.add_argument("--new", action="store_true", help="make another key; the one before it is no good any longer")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Prints the exports."""
        ensure_terminal_account()
        account_id = options["account"]
        if DatabaseAccounts().get(account_id) is None:
            raise CommandError(f"there is no account {account_id}; the terminal's is {settings.TERMINAL_ACCOUNT}")
        if key_is_locked(account_id) and not options["new"]:
            raise CommandError(
                f"the key of {account_id} was sealed with another SECRET_KEY: run this with the server's own;"
                " or with --new, which makes another, and the one before is no good any longer"
            )
        key = access_key(account_id, anew=options["new"])
        in_the_way = [name for name in IN_THE_WAY if name in os.environ]
        if in_the_way:
            self.stdout.write(f"unset {' '.join(in_the_way)}")
        self.stdout.write(
            f"export AWS_ENDPOINT_URL={settings.AWS_URL}\n"
            f"export AWS_REGION={settings.AWS_REGION}\n"
            f"export AWS_DEFAULT_REGION={settings.AWS_REGION}\n"
            f"export AWS_ACCESS_KEY_ID={key.access_key_id}\n"
            f"export AWS_SECRET_ACCESS_KEY={key.secret_access_key}"
        )
