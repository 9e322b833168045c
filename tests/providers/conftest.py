"""What the providers' tests share: the stand-ins as the providers, reached as the site reaches them."""

from __future__ import annotations

from tests.page_fixtures import django_db_setup, plain_static_files

__all__ = ["django_db_setup", "plain_static_files"]
