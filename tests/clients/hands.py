"""What the tests of outside clients share: clean surroundings, the clients themselves, and tokens from the running server."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore import UNSIGNED
from botocore.config import Config

from tests.server import ROOT, Server

ACCOUNT, REGION, BUCKET = "123456789012", "eu-west-1", "photo-app-123456789012"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/PhotoAppGoogle"
MAYA = "107691503500061507151"  # Maya's `sub` at the stand-in of Google
OWN = f"s3://{BUCKET}/{MAYA}"
AWS_CLI_1, AWS_CLI_2, CURL = Path(sys.executable).with_name("aws"), Path("/usr/bin/aws"), "curl"
OUTSIDE, CLIENTS = Path(__file__).with_name("outside"), ROOT / "build" / "clients"
QUIET = Config(retries={"total_max_attempts": 1})


def client(command: str | Path, package: str) -> str:
    """The path of an outside client. One that is missing is no reason to pass."""
    found = shutil.which(command)
    if found is None:
        pytest.fail(f"these tests need {package}; `make test` provides it")
    return found


def outside_python(name: str) -> str:
    """A command of the outside clients that PyPI has; `python` runs scripts with their modules."""
    return client(CLIENTS / "python" / "bin" / name, f"`{name}` (tests/clients/outside/requirements.txt)")


@dataclass
class Surroundings:
    """An empty home and no setting of AWS but those given."""

    home: Path
    settings: dict[str, str] = field(default_factory=dict)

    def run(self, *command: str | Path, check: bool = True, **settings: str) -> subprocess.CompletedProcess[str]:
        environment = {"PATH": os.environ["PATH"], "HOME": str(self.home), "LC_ALL": "C.UTF-8", **self.settings, **settings}
        done = subprocess.run(
            list(map(str, command)), env=environment, cwd=self.home, capture_output=True, text=True, check=False
        )
        if check:
            assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
        return done

    def json(self, *command: str | Path) -> Any:
        return json.loads(self.run(*command).stdout)


def token(server: Server, *options: str) -> str:
    return server.manage("demo_token", *options).strip()


def sts(server: Server, **settings: Any) -> Any:
    config = QUIET.merge(Config(signature_version=UNSIGNED, **settings))
    return boto3.client("sts", endpoint_url=server.aws, region_name=REGION, config=config)


def assume(server: Server, given: str | None = None, role: str = ROLE, **parameters: Any) -> dict[str, Any]:
    """What boto3 makes of AssumeRoleWithWebIdentity."""
    asked = {"RoleArn": role, "RoleSessionName": "maya", "WebIdentityToken": given or token(server), **parameters}
    answer: dict[str, Any] = sts(server).assume_role_with_web_identity(**asked)
    return answer


_KEY = """
from playground.assembly.accounts import access_key, open_visitor_account
key = access_key({})
print(key.account_id, key.access_key_id, key.secret_access_key)
"""


def access_key(server: Server, account_id: str = f"'{ACCOUNT}'") -> dict[str, str]:
    """An administrator's access key. account_id: Python that makes the account's number."""
    told = server.manage("shell", "--verbosity", "0", "-c", _KEY.format(account_id)).split()
    return dict(zip(("AccountId", "AccessKeyId", "SecretAccessKey"), told, strict=True))


def stranger(server: Server) -> dict[str, str]:
    """The administrator's access key of a visitor who has just come."""
    return access_key(server, "open_visitor_account()")


def session(credentials: dict[str, Any]) -> boto3.session.Session:
    return boto3.session.Session(
        credentials["AccessKeyId"],
        credentials["SecretAccessKey"],
        credentials.get("SessionToken"),
        region_name=REGION,
    )


def s3(server: Server, credentials: dict[str, Any], **settings: Any) -> Any:
    return session(credentials).client("s3", endpoint_url=server.aws, config=QUIET.merge(Config(**settings)))


def in_environment(credentials: dict[str, Any]) -> dict[str, str]:
    token = {"AWS_SESSION_TOKEN": credentials["SessionToken"]} if "SessionToken" in credentials else {}
    return {
        "AWS_ACCESS_KEY_ID": credentials["AccessKeyId"],
        "AWS_SECRET_ACCESS_KEY": credentials["SecretAccessKey"],
        "AWS_DEFAULT_REGION": REGION,
        **token,
    }
