"""An STS and S3 that others wrote: moto's server, a process of its own on loopback."""

from __future__ import annotations

import pytest

from tests.moto import running_moto
from tests.page_fixtures import django_db_setup, plain_static_files

__all__ = ["django_db_setup", "plain_static_files"]

ROLE = "arn:aws:iam::123456789012:role/demo/Photos"
NOBODY = {  # a trust policy that lets none of them in
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Principal": {"Federated": "accounts.google.com"},
            "Action": "sts:AssumeRoleWithWebIdentity",
            "Condition": {"StringEquals": {"accounts.google.com:aud": "somebody-else"}},
        }
    ],
}


@pytest.fixture(scope="session")
def moto():
    """Its origin; it has a bucket with an object."""
    with running_moto() as origin:
        yield origin


@pytest.fixture
def visitor(client):
    """Somebody who signed in at Google's stand-in."""
    client.defaults["HTTP_HOST"] = "localhost:8000"
    away = client.get("/sign-in/google/demo/")
    back = client.post(away.url, {"person": "maya"})
    assert client.get(back["Location"]).status_code == 302
    return client


@pytest.fixture
def choose(visitor, settings, moto):
    """Chooses moto as the target: `choose(trust=…, permissions=…)` gives the role's policies, too; answers the page of step 3."""
    settings.LIVE_AWS_ENDPOINTS = [moto]

    def chosen(trust="", permissions="", **fields):
        typed = {"kind": "endpoint", "role_arn": ROLE, "region": "us-east-1", "sts_url": moto} | fields
        page = visitor.post("/target/choose/", typed, follow=True)
        if trust or permissions:
            page = visitor.post("/target/policies/", {"trust": trust, "permissions": permissions}, follow=True)
        return page.content.decode()

    return chosen
