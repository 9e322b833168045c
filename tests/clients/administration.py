"""What the tests of IAM and CloudTrail share: an account's administrator at an AWS CLI and at boto3, and accounts of visitors."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3

from tests.clients.hands import QUIET, REGION, Surroundings, client
from tests.server import Server

NEW_ACCOUNT = "from playground.assembly.accounts import open_visitor_account; print(open_visitor_account())"


def visitor(server: Server) -> str:
    """The number of a new visitor's account."""
    return server.manage("shell", "--no-imports", "-c", NEW_ACCOUNT).split()[-1]


def key_of(server: Server, *account: str) -> dict[str, str]:
    """The environment of an account's administrator, as `manage.py access_key` prints it."""
    printed = server.manage("access_key", *(("--account", *account) if account else ()))
    return dict(line.removeprefix("export ").split("=", 1) for line in printed.splitlines())


def boto(key: dict[str, str], service: str) -> Any:
    """boto3's client of the administrator."""
    session = boto3.session.Session(key["AWS_ACCESS_KEY_ID"], key["AWS_SECRET_ACCESS_KEY"], region_name=REGION)
    return session.client(service, endpoint_url=key["AWS_ENDPOINT_URL"], config=QUIET)


@dataclass
class Terminal:
    """An AWS CLI with an administrator's key in its environment."""

    command: str
    place: Surroundings
    endpoint: str

    def __call__(self, *words: str) -> Any:
        """What it prints, read as JSON; None for nothing."""
        printed = self.place.run(self.command, "--endpoint-url", self.endpoint, *words).stdout
        return json.loads(printed) if printed.strip() else None

    def refused(self, *words: str) -> str:
        """What it says of a call that fails."""
        done = self.place.run(self.command, "--endpoint-url", self.endpoint, *words, check=False)
        assert done.returncode, done.stdout
        return done.stderr.strip()


def terminal(server: Server, home: Path, command: Path, key: dict[str, str]) -> Terminal:
    """A CLI of an administrator."""
    return Terminal(client(command, "the AWS CLI"), Surroundings(home, key), server.aws)
