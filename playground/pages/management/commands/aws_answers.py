"""`manage.py aws_answers`: docs/aws-answers.md as the code stands; `make answers` writes it."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from playground.pages.answers.writing import document


class Command(BaseCommand):
    """Reads the code; it needs no database."""

    help = "Print docs/aws-answers.md: every operation, every error, and how its words are known."
    requires_system_checks = ()

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Prints it."""
        self.stdout.write(document(), ending="")
