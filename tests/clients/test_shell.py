"""A terminal with nothing configured: one `eval`, and the AWS CLI works."""

import sys
from pathlib import Path

import pytest

from tests.clients.hands import ACCOUNT, AWS_CLI_1, BUCKET, MAYA, client
from tests.server import ROOT

pytestmark = pytest.mark.clients

SCRIPT = f"""
set -e
eval "$({sys.executable} {ROOT / "manage.py"} demo_token --provider google --person maya --shell)"
aws sts get-caller-identity --query Arn --output text
aws s3 ls
aws s3 ls s3://{BUCKET}/{MAYA}/
"""


def bin_folders():
    folder = Path(client(AWS_CLI_1, "the AWS CLI 1 (package `awscli` of PyPI)")).parent
    return f"{folder}:/usr/bin:/bin"


def own_settings(server, *names):
    """Those of them that the server was started with; many processes share a secret key and Redis."""
    return {name: server.environment[name] for name in (*names, "SECRET_KEY", "REDIS_URL") if name in server.environment}


def test_one_eval_is_all_it_takes(server, empty):
    settings = own_settings(server, "PLAYGROUND_VAR", "DATABASE_URL", "PORT", "AWS_PORT")
    done = empty.run("sh", "-c", SCRIPT, PATH=bin_folders(), **settings)
    who, bucket, *listed = done.stdout.splitlines()
    assert who == f"arn:aws:sts::{ACCOUNT}:assumed-role/PhotoAppGoogle/maya"
    assert bucket.endswith(BUCKET)
    assert "notes.txt" in listed[-1]
    assert list(empty.home.iterdir()) in ([], [empty.home / ".aws"])


def test_the_line_that_the_server_prints_works_in_a_terminal_that_was_told_nothing(own_server, empty):
    """Its addresses and its folder are not the usual ones, as with `PORT=9000 make run`. What may hold a password is not printed."""
    (line,) = [one for one in own_server.log.read_text().splitlines() if one.startswith("  Terminal")]
    assert own_server.aws != "http://localhost:8001"
    secret = own_settings(own_server, *(["DATABASE_URL"] if "@" in own_server.environment["DATABASE_URL"] else []))
    script = line.removeprefix("  Terminal").strip().replace(".venv/bin/python manage.py", f"{sys.executable} {ROOT}/manage.py")
    assert empty.run("sh", "-c", script, PATH=bin_folders(), **secret).stdout.strip().endswith(BUCKET)


@pytest.mark.parametrize("command", ["demo_token --shell", "access_key"])
def test_it_takes_what_the_shell_had_before_out_of_the_way(server, empty, command):
    """As a developer's shell has it: a profile, keys of their own, and a session token of an hour ago."""
    settings = own_settings(server, "PLAYGROUND_VAR", "DATABASE_URL", "PORT", "AWS_PORT")
    before = {"AWS_PROFILE": "corp", "AWS_ACCESS_KEY_ID": "AKIAIOSFODNN7EXAMPLE"}
    before |= {"AWS_SECRET_ACCESS_KEY": "x" * 40, "AWS_SESSION_TOKEN": "old"}
    script = f'eval "$({sys.executable} {ROOT / "manage.py"} {command})"; aws sts get-caller-identity --query Arn --output text'
    done = empty.run("sh", "-c", script, PATH=bin_folders(), **settings, **before)
    who = "user/administrator" if command == "access_key" else "assumed-role/PhotoAppGoogle/maya"
    assert done.stdout.strip().endswith(f":{ACCOUNT}:{who}")


def test_a_shell_that_has_nothing_in_the_way_is_told_to_unset_nothing(server):
    assert "unset" not in server.manage("demo_token", "--shell") + server.manage("access_key")


def test_the_token_lies_in_a_file_that_only_its_owner_can_read(server):
    exports = server.manage("demo_token", "--shell")
    (line,) = [one for one in exports.splitlines() if "AWS_WEB_IDENTITY_TOKEN_FILE" in one]
    file = Path(line.partition("=")[2])
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.read_text().count(".") == 2


def test_a_provider_that_no_chain_has_a_place_for_says_what_to_do_instead(server):
    with pytest.raises(Exception, match="returned non-zero") as refused:
        server.manage("demo_token", "--provider", "amazon", "--shell")
    assert "ProviderId" in refused.value.stderr
