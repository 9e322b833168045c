"""What whoever runs a command can mend is said in a sentence on standard error, so that `eval "$(…)"` evaluates nothing."""

import os
import subprocess
import sys

import pytest

from tests.server import ROOT


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
        ({"PORT": "abc"}, 'Environment variable "PORT" invalid: Not a valid integer.'),
    ],
)
def test_a_command_says_what_is_to_be_mended(tmp_path, settings, said):
    environment = {**os.environ, "PLAYGROUND_VAR": str(tmp_path), "DATABASE_URL": f"sqlite:///{tmp_path}/db", **settings}
    command = [sys.executable, "manage.py", "demo_token"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(said)
    assert done.stderr.count("\n") == 1
