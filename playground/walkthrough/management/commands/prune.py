"""`manage.py prune`: lets go of visitors who have done nothing for long, beside the running site."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from playground.walkthrough.visitors.pruning import idle, prune_sessions, prune_visitors

BOUNDS = (("days", 1, 36_500), ("batch", 1, 10_000), ("pause", 0, 60))


class Command(BaseCommand):
    """For a timer, once a day."""

    help = (
        "Delete visitors who have done nothing for VISITORS_KEPT_DAYS, with their accounts, objects and logs; and old sessions."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """The choices."""
        parser.add_argument("--days", type=int, default=settings.VISITORS_KEPT.days, help="how long they are kept")
        parser.add_argument("--batch", type=int, default=100, help="how many are deleted in one transaction")
        parser.add_argument("--pause", type=float, default=0.1, help="seconds between two transactions, for others to write in")
        parser.add_argument("--dry-run", action="store_true", help="only say how many there are")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Prints what was deleted."""
        for name, least, most in BOUNDS:
            if not least <= options[name] <= most:
                raise CommandError(f"--{name} is `{options[name]}`, and should be a number from {least} to {most:,}")
        now = timezone.now()
        since = now - timedelta(days=options["days"])
        if options["dry_run"]:
            self.stdout.write(f"{idle(since).count()} visitors have done nothing for {options['days']} days.")
            return
        visitors = sessions = 0
        for number in prune_visitors(since, options["batch"]):
            visitors += number
            time.sleep(options["pause"])
        for number in prune_sessions(now, options["batch"]):
            sessions += number
            time.sleep(options["pause"])
        self.stdout.write(
            f"Deleted {visitors} visitors who had done nothing for {options['days']} days, and {sessions} sessions."
        )
