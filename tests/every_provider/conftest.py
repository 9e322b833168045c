"""What the tests of the pages about providers share."""

from __future__ import annotations

from tests.page_fixtures import django_db_setup, plain_static_files

__all__ = ["django_db_setup", "plain_static_files"]
