"""What the processes of one machine say together at /metrics, also after one of them was killed, and whichever is asked."""

import subprocess
import sys

from tests.server import ROOT

KILLED = """
import os
from playground.telemetry.metrics import AWAY, PUSHES, SOCKETS
SOCKETS.inc(3); PUSHES.inc(5); AWAY.labels("database").set(1)
os._exit(9)
"""
OTHER = """
from playground import booted
from playground.telemetry.metrics import exposition
from playground.wire.others import others
for away in (True, False):
    (others._is_away if away else others._is_back)(*["a test"][:away])
    lines = [line for line in exposition().decode().splitlines() if line[:1] != "#"]
    print(*sorted(line for line in lines if line.split("{")[0].split()[0] in WANTED), sep=";")
"""


def run(code, folder):
    (folder / "metrics").mkdir(exist_ok=True)
    environment = {"PLAYGROUND_VAR": str(folder), "PROMETHEUS_MULTIPROC_DIR": str(folder / "metrics"), "PATH": ""}
    command = [sys.executable, "-c", code]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def test_who_was_killed_has_no_sockets_and_misses_nothing_and_what_it_counted_stays(tmp_path):
    assert run(KILLED, tmp_path).returncode == 9
    wanted = 'WANTED = ("playground_sockets", "playground_pushes_total")\n'
    assert run(wanted + OTHER, tmp_path).stdout.split() == (
        "playground_pushes_total 5.0;playground_sockets 0.0 playground_pushes_total 5.0;playground_sockets 0.0".split()
    )


def test_what_is_away_is_told_when_it_goes_and_when_it_comes_and_not_by_who_is_asked_alone(tmp_path):
    """Prometheus may ask one of them during an outage and another after it: the first would say for ever that it lasts."""
    run(KILLED, tmp_path)
    said = run('WANTED = ("playground_away",)\n' + OTHER, tmp_path).stdout.splitlines()
    assert said == ['playground_away{what="channel layer"} 1.0', 'playground_away{what="channel layer"} 0.0']
