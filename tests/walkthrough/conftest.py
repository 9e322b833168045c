"""A visitor who has signed in, by Django's own client: the browser half is played, the rest is real."""

from __future__ import annotations

import pytest

from tests.page_fixtures import django_db_setup, plain_static_files

__all__ = ["django_db_setup", "plain_static_files"]


@pytest.fixture
def visitor(client):
    """Signs in: `visitor("google", person="maya", breakage="altered")`, and answers the client."""
    client.defaults["HTTP_HOST"] = "localhost:8000"

    def sign_in(provider="google", person="maya", **consent):
        away = client.get(f"/sign-in/{provider}/demo/")
        back = client.post(away.url, {"person": person, **consent})
        assert back.status_code == 302, back.content.decode()
        arrived = client.get(back["Location"])
        assert arrived.status_code == 302, arrived.content.decode()
        return client

    return sign_in
