"""What the stand-ins' tests share: static files without a manifest, and signing keys made once for all of them."""

from __future__ import annotations

import pytest
import requests

from playground.stand_ins import adapter, keys


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        keys.signing_key()
        keys.jwks()


@pytest.fixture(autouse=True)
def _plain_static_files(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}


@pytest.fixture
def app():
    """A session of `requests` that reaches the stand-ins under the providers' own addresses."""
    with requests.Session() as session:
        adapter.mount(session)
        yield session
