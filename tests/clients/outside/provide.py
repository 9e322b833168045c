"""Provides outside clients in surroundings of their own, in build/clients: their pins do not go with ours. Once for each change of the pins.

A client that cannot be had fails its own tests, which say so.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

PINS = Path(__file__).resolve().parent
CLIENTS = PINS.parents[2] / "build" / "clients"


def is_old(pins: Path, made: Path) -> bool:
    """Whether what was made of the pins is older than they are, or was never finished."""
    return not made.exists() or made.stat().st_mtime < pins.stat().st_mtime


def python_clients() -> None:
    place, pins = CLIENTS / "python", PINS / "requirements.txt"
    if is_old(pins, place / "done"):
        print("installing the outside clients of PyPI")
        subprocess.run([sys.executable, "-m", "venv", "--clear", place], check=True)
        quiet = ["--quiet", "--disable-pip-version-check"]
        subprocess.run([place / "bin" / "python", "-m", "pip", "install", *quiet, "-r", pins], check=True)
        (place / "done").touch()


def javascript_clients() -> None:
    place, pins = CLIENTS / "javascript", PINS / "package-lock.json"
    if is_old(pins, place / "done"):
        print("installing the AWS SDK for JavaScript")
        place.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(PINS / name, place / name)
        quiet = ["--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]
        subprocess.run(["npm", "ci", *quiet], cwd=place, check=True, stdout=subprocess.DEVNULL)
        (place / "done").touch()


def main() -> None:
    for provide in (python_clients, javascript_clients):
        try:
            provide()
        except (OSError, subprocess.CalledProcessError) as error:
            print(f"Some outside clients are missing, and the tests of each will fail: {error}", file=sys.stderr)


if __name__ == "__main__":
    main()
