"""What rooms that open pages by Django's client share: static files without a manifest, signing keys made once for all tests."""

from __future__ import annotations

import pytest

from playground.stand_ins import keys

__all__ = ["django_db_setup", "plain_static_files"]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        keys.signing_key()
        keys.jwks()


@pytest.fixture(autouse=True)
def plain_static_files(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
