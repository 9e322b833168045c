"""Surroundings and credentials for the tests of outside clients."""

import pytest

from tests.clients.hands import ROLE, Surroundings, access_key, assume, s3, token


@pytest.fixture
def empty(tmp_path):
    """An empty home, and nothing of AWS in the environment."""
    return Surroundings(tmp_path)


@pytest.fixture(scope="session")
def credentials(server):
    """Maya's, for an hour."""
    return assume(server)["Credentials"]


@pytest.fixture(scope="session")
def administrator(server):
    """The access key of the terminal account's administrator."""
    return access_key(server)


@pytest.fixture
def maya(server, credentials):
    """Maya's client for S3."""
    return s3(server, credentials)


@pytest.fixture
def chain(server, tmp_path):
    """What an SDK's own chain reads: a token in a file, a role, an address."""
    file = tmp_path / "token.jwt"
    file.write_text(token(server))
    settings = {
        "AWS_WEB_IDENTITY_TOKEN_FILE": str(file),
        "AWS_ROLE_ARN": ROLE,
        "AWS_ROLE_SESSION_NAME": "maya",
        "AWS_ENDPOINT_URL": server.aws,
        "AWS_REGION": "eu-west-1",
        "AWS_DEFAULT_REGION": "eu-west-1",
    }
    return Surroundings(tmp_path, settings)
