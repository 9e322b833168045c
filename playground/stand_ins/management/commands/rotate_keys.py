"""`manage.py rotate_keys`: the stand-ins sign with a new key from now on, and what the old ones signed stays good."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from playground.stand_ins.keys import LONGEST_LIFE, jwks, rotate


class Command(BaseCommand):
    """Works beside the running server: both read the same database."""

    help = "Make the stand-ins sign with a new key; tokens that the old ones signed verify until they expire."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Rotates, and says what is published now."""
        kid = rotate()
        older = ", ".join(key["kid"] for key in jwks()["keys"][1:])
        hours = int(LONGEST_LIFE.total_seconds() // 3600)
        self.stdout.write(f"{kid} signs from now on; {older} stay published for {hours} hours after their last signature")
