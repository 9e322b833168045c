#!/usr/bin/env python
"""Django's command line; `manage.py serve` is what `make run` runs. What whoever runs it can mend is said in a sentence."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.db import DatabaseError
from environs import EnvError

from playground.outages import has_no_tables, is_outage, outage_of


def main() -> None:
    """Runs a command; with --traceback, errors come as they are."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "playground.settings")
    try:
        execute_from_command_line(sys.argv)
    except (ImproperlyConfigured, EnvError, DatabaseError) as failure:
        sentence = said_of(failure)
        if not sentence or "--traceback" in sys.argv:
            raise
        sys.exit(sentence)


def said_of(failure: Exception) -> str:
    """What there is to mend: in the settings, or about the database; "" for what is our fault."""
    if not isinstance(failure, DatabaseError):
        return str(failure)
    if has_no_tables(failure):
        return f"The database has no tables yet ({failure}): `make run` makes them. DATABASE_URL says which it is."
    if is_outage(failure):
        return f"{outage_of(failure).title} ({failure}). DATABASE_URL says which it is."
    return ""


if __name__ == "__main__":
    main()
