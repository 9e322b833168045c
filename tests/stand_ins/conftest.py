"""What the stand-ins' tests share: static files without a manifest, and signing keys made once for all of them."""

from __future__ import annotations

import pytest
import requests

from playground.stand_ins import adapter
from tests.page_fixtures import django_db_setup, plain_static_files

__all__ = ["django_db_setup", "plain_static_files"]


@pytest.fixture
def app():
    """A session of `requests` that reaches the stand-ins under the providers' own addresses."""
    with requests.Session() as session:
        adapter.mount(session)
        yield session
