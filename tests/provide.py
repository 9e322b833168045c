"""Provides what the tests need and pip cannot install, and says what is missing otherwise: Chromium, Debian's AWS CLI 2,
rclone and Node.js for tests of clients, and for `make test-scale` PostgreSQL, Redis and nginx.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

WANTED = {
    "chromium": ("chromium", "chromium-browser", "google-chrome"),
    "awscli": ("/usr/bin/aws",),
    "rclone": ("rclone",),
    "nodejs": ("node",),
    "npm": ("npm",),
    "r-base-core": ("Rscript",),
    "postgresql": ("/usr/lib/postgresql/*/bin/postgres",),
    "redis-server": ("redis-server",),
    "nginx-light": ("/usr/sbin/nginx", "nginx"),
}


def missing() -> list[str]:
    return [package for package, names in WANTED.items() if not any(map(found, names))]


def found(name: str) -> bool:
    """A command on the path, or a file that may have a `*` for its version."""
    return any(Path("/").glob(name.lstrip("/"))) if "*" in name else shutil.which(name) is not None


def main() -> int:
    lacking = missing()
    if not lacking:
        return 0
    apt = shutil.which("apt-get")
    if apt and os.geteuid() == 0:
        print(f"installing {', '.join(lacking)} with apt-get")
        subprocess.run([apt, "update", "-qq"], check=False)
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run([apt, "install", "-y", "-qq", *lacking], check=False, env=environment, stdout=subprocess.DEVNULL)
        lacking = missing()
    if lacking:
        print(
            f"The tests need {', '.join(lacking)}. On Debian or Ubuntu: sudo apt-get install {' '.join(lacking)}",
            file=sys.stderr,
        )
    return 1 if "chromium" in lacking else 0


if __name__ == "__main__":
    sys.exit(main())
