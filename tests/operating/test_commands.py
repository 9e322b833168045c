"""What whoever runs a command can mend is said in a sentence on standard error, so that `eval "$(…)"` evaluates nothing."""

import os
import subprocess
import sys

import pytest

from tests.server import ROOT, free_port


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({}, "The database has no tables yet (no such table: worlds_accountrow): `make run` makes them."),
        (
            {"PLAYGROUND_VAR": "/dev/null/var", "SECRET_KEY": ""},
            "/dev/null/var/secret-key cannot be read or made (Not a directory); ",
        ),
        (
            {"FACEBOOK_GRAPH_VERSION": "21"},
            'Environment variable "FACEBOOK_GRAPH_VERSION" invalid: [\'A version of the Graph API is',
        ),
        ({"DRAIN_SECONDS": "1e300"}, 'Environment variable "DRAIN_SECONDS" invalid: ['),
        ({"DATABASE_URL": "sqlite:///{}/damaged"}, "The database is damaged (file is not a database). DATABASE_URL says which"),
        ({"PORT": "abc"}, 'Environment variable "PORT" invalid: Not a valid integer.'),
    ],
)
def test_a_command_says_what_is_to_be_mended(tmp_path, settings, said):
    (tmp_path / "damaged").write_bytes(b"no database" * 1000)
    settings = {name: value.format(tmp_path) for name, value in settings.items()}
    environment = {**os.environ, "PLAYGROUND_VAR": str(tmp_path), "DATABASE_URL": f"sqlite:///{tmp_path}/db", **settings}
    command = [sys.executable, "manage.py", "demo_token"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(said)
    assert done.stderr.count("\n") == 1


def test_a_process_that_may_open_too_few_files_says_so_and_does_not_start_to_refuse_everybody(tmp_path):
    """It welcomed whoever started it, and answered 503 to everything."""
    environment = {**os.environ, "PLAYGROUND_VAR": str(tmp_path), "PORT": str(free_port()), "AWS_PORT": str(free_port())}
    command = ["prlimit", "--nofile=128:128", sys.executable, "manage.py", "serve"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert "may have 128 files open, and needs 160: raise `ulimit -n`" in done.stderr


@pytest.mark.parametrize(("given", "listens"), [("", "127.0.0.1"), ("0.0.0.0", "0.0.0.0")])
def test_an_empty_host_is_this_machine_alone_and_not_every_address_of_it(tmp_path, given, listens):
    environment = {**os.environ, "PLAYGROUND_VAR": str(tmp_path), "HOST": given}
    command = [sys.executable, "-c", "from playground import settings; print(settings.HOST)"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=True)
    assert done.stdout.strip() == listens
