"""Disks that take no more, each put right again: a full one, one with a bound on every file, and a database that may only be read.

The full one is a small tmpfs that the server alone sees, in a mount namespace of its own (a user namespace besides where we are
not root), so that nothing is left of it when the server ends. Where the machine allows no namespaces, `full` is the bound too.
"""

from __future__ import annotations

import os
import resource
import subprocess
from collections.abc import Callable
from pathlib import Path

from tests.server import ROOT, Server

NAMESPACE = ["unshare", "--mount", *([] if os.geteuid() == 0 else ["--user", "--map-root-user"])]
_MOUNT = 'mount -t tmpfs -o size=16m tmpfs "$0" && exec "$@"'
_MORE = 128 * 1024  # bytes that a file may still grow by
_NO_LIMIT = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)


def namespaces_allowed(folder: Path) -> bool:
    """Whether a tmpfs can be mounted here, seen by nobody else."""
    tried = subprocess.run([*NAMESPACE, "sh", "-c", _MOUNT, folder, "true"], capture_output=True, check=False)
    return tried.returncode == 0


class Bounded:
    """No file may grow beyond what it has and a little: the system refuses the write, as a disk with a fault does."""

    says = "The database cannot be written to"
    is_foreseen = False  # only who writes finds out

    def __init__(self, folder: Path) -> None:
        self.server = Server(folder).start()
        self.folder = folder

    def fill(self) -> None:
        """From now on."""
        most = max(file.stat().st_size for file in self.folder.iterdir()) + _MORE
        self._limit((most, resource.RLIM_INFINITY))

    def empty(self) -> None:
        """There is room again."""
        self._limit(_NO_LIMIT)

    def _limit(self, limits: tuple[int, int]) -> None:
        assert self.server.process is not None
        resource.prlimit(self.server.process.pid, resource.RLIMIT_FSIZE, limits)


class Full:
    """A file system without room."""

    says = "The disk of this site is full"
    is_foreseen = True

    def __init__(self, folder: Path) -> None:
        self.server = Server(folder)
        self.server.within = [*NAMESPACE, "sh", "-c", _MOUNT, str(folder)]
        self.server.start()
        assert self.server.process is not None
        self.ballast = Path(f"/proc/{self.server.process.pid}/root/{folder}/ballast")
        # Commands beside the server see what it sees.
        user = [] if os.geteuid() == 0 else ["--user", "--preserve-credentials"]
        self.server.beside = ["nsenter", f"--target={self.server.process.pid}", "--mount", *user, f"--wd={ROOT}", "--"]

    def fill(self) -> None:
        """To the last byte."""
        with self.ballast.open("wb", buffering=0) as file:
            for size in (64 * 1024, 4096, 1):
                try:
                    while file.write(b"x" * size):
                        pass
                except OSError:
                    continue

    def empty(self) -> None:
        """There is room again."""
        self.ballast.unlink()


class ReadOnly:
    """The database's file is for reading, also for root: the server runs without the capability to pass over that."""

    says = "The database cannot be written to"
    is_foreseen = True

    def __init__(self, folder: Path) -> None:
        self.server = Server(folder)
        self.file = folder / "playground.sqlite3"
        if os.geteuid() == 0:
            self.server.within = ["setpriv", "--bounding-set=-dac_override,-dac_read_search,-fowner", "--"]
        self.server.start()

    def fill(self) -> None:
        """A server that finds it so when it starts; one that has it open would go on writing."""
        self.server.stop()
        self.file.chmod(0o444)
        self.server.start()

    def empty(self) -> None:
        """It may be written to again."""
        for file in self.file.parent.glob("playground.sqlite3*"):
            file.chmod(0o644)


Disk = Bounded | Full | ReadOnly
DISKS: dict[str, Callable[[Path], Disk]] = {
    "bounded": Bounded,
    "full": lambda folder: Full(folder) if namespaces_allowed(folder) else Bounded(folder),
    "read-only": ReadOnly,
}
