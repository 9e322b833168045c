"""A database in a file, for the tests in which several threads write."""

from tests.on_disk import database_on_disk, migrated

__all__ = ["database_on_disk", "migrated"]
