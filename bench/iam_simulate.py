"""The peer of decisions: `authorize()` of @cloud-copilot/iam-simulate in Node, installed by npm under build/ for the run's sake.

https://www.npmjs.com/package/@cloud-copilot/iam-simulate
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

PACKAGE, VERSION = "@cloud-copilot/iam-simulate", "0.1.173"
FOLDER = Path(__file__).resolve().parent.parent / "build" / "bench" / f"iam-simulate-{VERSION}"
SCRIPT = Path(__file__).with_name("iam_simulate.mjs")
Ask = Callable[[float], list[float]]


class Unavailable(Exception):
    """The peer cannot be measured here. The text says why."""


@contextmanager
def iam_simulate(case: Path) -> Iterator[Ask]:
    """Gives a function from seconds to two rates: with the request built each time, and before. Raises Unavailable."""
    command: list[str | Path] = ["node", SCRIPT, _installed(), case]
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


def _installed() -> Path:
    """The folder of modules. npm asks the network once only, and is given two minutes."""
    modules = FOLDER / "node_modules"
    if not (shutil.which("node") and shutil.which("npm")):
        raise Unavailable("it needs Node and npm, and they are not here")
    if not (modules / PACKAGE / "package.json").exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        try:
            subprocess.run([*_INSTALL, FOLDER, f"{PACKAGE}@{VERSION}"], capture_output=True, check=True, timeout=120)
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
            raise Unavailable("npm could not install it") from error
    return modules


_INSTALL = ("npm", "install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=0", "--prefix")
