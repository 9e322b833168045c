"""What the providers' tests share: the stand-ins as the providers, reached as the site reaches them."""

from __future__ import annotations

import pytest

from playground.stand_ins import keys


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        keys.signing_key()
        keys.jwks()


@pytest.fixture(autouse=True)
def _plain_static_files(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
