"""Below the floors, for the settings alone: reads them from the environment, and refuses aloud what no setting can be.

https://12factor.net/config
"""

from __future__ import annotations

import re
import secrets
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.core.exceptions import ImproperlyConfigured
from environs import Env, validate

env = Env(expand_vars=False)
COUNT, SOME = validate.Range(min=0), validate.Range(min=1)


def secret_key(name: str, folder: Path) -> str:
    """The key that is given, else one made once and kept in a file in `folder` that only its owner can read."""
    given = env.str(name, "")
    if given:
        return given
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    kept = folder / "secret-key"
    with NamedTemporaryFile("w", dir=folder) as file, suppress(FileExistsError):
        file.write(secrets.token_urlsafe(48))
        file.flush()
        kept.hardlink_to(file.name)  # whole or not at all, for two processes may start at once
    return kept.read_text().strip()


def port(name: str, default: int) -> int:
    """A TCP port. Raises ImproperlyConfigured."""
    number = env.int(name, default)
    if not 0 < number < 65536:
        raise ImproperlyConfigured(f"{name} is {number}; a port is a number from 1 to 65535")
    return number


def origin(name: str, default: str) -> str:
    """An address that is reached over HTTP, without a slash at its end. Raises ImproperlyConfigured."""
    given = env.str(name, default)
    if not re.match("https?://[^/]", given):
        raise ImproperlyConfigured(f"{name} is {given}; an address that is reached is like https://playground.example.org")
    return given.rstrip("/")
