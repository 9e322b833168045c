"""The peer of decisions: `authorize()` of @cloud-copilot/iam-simulate in Node, installed by npm under build/ for the run's sake.

https://www.npmjs.com/package/@cloud-copilot/iam-simulate
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.npm import installed

PACKAGE, VERSION = "@cloud-copilot/iam-simulate", "0.1.173"
SCRIPT = Path(__file__).with_name("iam_simulate.mjs")
Ask = Callable[[float], list[float]]


@contextmanager
def iam_simulate(case: Path) -> Iterator[Ask]:
    """Gives a function from seconds to two rates: with the request built each time, and before. Raises Unavailable."""
    command: list[str | Path] = ["node", SCRIPT, installed(PACKAGE, VERSION), case]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield lambda seconds: _ask(process, seconds)


def _ask(process: subprocess.Popen[str], seconds: float) -> list[float]:
    assert process.stdin is not None
    assert process.stdout is not None
    print(seconds, file=process.stdin, flush=True)
    answer = process.stdout.readline()
    if not answer:
        raise RuntimeError("Node ended; its own words stand above")
    rates: list[float] = json.loads(answer)
    return rates
