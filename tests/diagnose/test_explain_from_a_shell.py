"""`manage.py explain` in a process of its own, where nobody takes what it says: it ends as command line tools do."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.diagnose.test_what_is_left_open import CLAIMS, NOW, trust
from tests.server import ROOT

FULL = Path("/dev/full")


@pytest.fixture
def command(tmp_path):
    (tmp_path / "claims.json").write_text(json.dumps(CLAIMS))
    (tmp_path / "trust.json").write_text(trust())
    files = ["--token", str(tmp_path / "claims.json"), "--trust", str(tmp_path / "trust.json")]
    return [sys.executable, "manage.py", "explain", "--at", str(int(NOW)), "--json", *files]


def run(command, out):
    done = subprocess.run(command, cwd=ROOT, stdout=out, stderr=subprocess.PIPE, text=True, check=False, timeout=120)
    return done.returncode, done.stderr


def test_a_full_disk_is_said_in_a_sentence(command):
    with FULL.open("w") as out:
        assert run(command, out) == (1, "what is said cannot be written to standard output: no space left on device\n")


def test_who_has_seen_enough_is_not_told_anything(command):
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "w") as out:
        assert run(command, out) == (141, "")


def test_standard_output_that_a_shell_has_closed_is_said(command):
    closed = ["sh", "-c", 'exec "$@" >&-', "sh", *command]
    assert run(closed, subprocess.DEVNULL) == (1, "what is said cannot be written to standard output: it is closed\n")
