#!/usr/bin/env python
"""Django's command line; `manage.py serve` is what `make run` runs. What whoever runs it can mend is said in a sentence."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.db import DatabaseError
from django.db.migrations.exceptions import MigrationSchemaMissing
from environs import EnvError

from playground.outages import has_no_tables, is_outage, outage_of, why


def main() -> None:
    """Runs a command; with --traceback, errors come as they are."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "playground.settings")
    try:
        execute_from_command_line(sys.argv)
    except KeyboardInterrupt:
        sys.exit(130)  # as shells count it
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
        return f"{outage_of(failure).title} ({why(failure)}). DATABASE_URL says which it is."
    refused = failure.__context__ if isinstance(failure, MigrationSchemaMissing) else failure
    if getattr(getattr(refused, "__cause__", None), "sqlstate", "") in _NO_RIGHT:
        said = str(refused).partition("\n")[0]
        return f"The database lets nobody with this name make or use its tables ({said}). DATABASE_URL says who it is."
    return ""


_NO_RIGHT = ("42501", "3F000")  # insufficient_privilege; invalid_schema_name: of the search path there is none


if __name__ == "__main__":
    main()
