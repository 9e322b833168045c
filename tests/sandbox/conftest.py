"""A sandbox in memory for each test."""

import pytest

from tests.sandbox import visit


@pytest.fixture
def site() -> visit.Site:
    return visit.new_site()


@pytest.fixture
def admin(site):
    """Credentials that may do everything in S3."""
    return site.credentials()
