"""What is had from npm for a run's sake, under build/bench, at a pinned version; nothing of it is committed."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "build" / "bench"
_INSTALL = ("npm", "install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=0", "--prefix")


class Unavailable(Exception):
    """It cannot be had here. The text says why."""


def installed(package: str, version: str) -> Path:
    """The folder of modules in which it is. npm asks the network once only, and is given three minutes. Raises Unavailable."""
    folder = FOLDER / f"{package.rpartition('/')[2]}-{version}"
    modules = folder / "node_modules"
    if not (shutil.which("node") and shutil.which("npm")):
        raise Unavailable("it needs Node and npm, and they are not here")
    if not (modules / package / "package.json").exists():
        folder.mkdir(parents=True, exist_ok=True)
        try:
            subprocess.run([*_INSTALL, folder, f"{package}@{version}"], capture_output=True, check=True, timeout=180)
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
            raise Unavailable("npm could not install it") from error
    return modules
