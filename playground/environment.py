"""Below the floors, for the settings alone: reads them from the environment, and refuses aloud what no setting can be.

https://12factor.net/config
"""

from __future__ import annotations

import os
import re
import secrets
from contextlib import suppress
from fcntl import LOCK_EX, flock
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from environs import Env, EnvValidationError, validate

env = Env(expand_vars=False)
COUNT, SOME = validate.Range(min=0), validate.Range(min=1)
GRAPH = validate.Regexp(r"v[0-9]+\.[0-9]+\Z", error="A version of the Graph API is like v21.0.")
REGION = validate.Regexp(r"[a-z]{2,4}(-[a-z]+)+-[0-9]\Z", error="A region is like eu-west-1.")


def secret_key(name: str, folder: Path) -> str:
    """The key that is given, else one made once and kept in a file in `folder` that only its owner can read.

    Raises ImproperlyConfigured where nothing can be kept.
    """
    given = env.str(name, "")
    if given:
        return given
    kept = folder / "secret-key"
    try:
        return (kept.read_text().strip() if kept.exists() else "") or _make(kept)
    except OSError as why:
        says = f"{kept} cannot be read or made ({why.strerror}); PLAYGROUND_VAR is a folder that this process may write into"
        raise ImproperlyConfigured(says) from why


def _make(kept: Path) -> str:
    """Behind a lock, for processes may start at once: whoever comes second takes the first one's key."""
    kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    kept.touch(mode=0o600)
    with kept.open("r+") as file:
        flock(file, LOCK_EX)
        key = file.read().strip() or secrets.token_urlsafe(48)
        file.seek(0)
        file.write(key)
        file.flush()
    return key


def port(name: str, default: int) -> int:
    """A TCP port. Raises ImproperlyConfigured."""
    number = env.int(name, default)
    if not 0 < number < 65536:
        raise ImproperlyConfigured(f"{name} is {number}; a port is a number from 1 to 65535")
    return number


def origin(name: str, default: str) -> str:
    """An address that is reached over HTTP: scheme, host and port, without a slash at its end. Raises ImproperlyConfigured."""
    given = env.str(name, default)
    if not _is_address(given, "https?://[^/?#@\\s]+/*"):
        raise ImproperlyConfigured(f"{name} is {given}; an address that is reached is like https://playground.example.org")
    return given.rstrip("/").lower()


def redis(name: str) -> str:
    """An address of Redis, or nothing. Raises ImproperlyConfigured, without the address: it may hold a password."""
    given = env.str(name, "")
    if given and not _is_address(given, "rediss?://[^/?#]+(/[0-9]*)?([?].*)?|unix:///.+"):
        raise ImproperlyConfigured(f"{name} is no address of Redis, which is like redis://localhost:6379/0")
    return given


def database_url(name: str, default: str) -> dict[str, Any]:
    """What Django makes of it. Raises ImproperlyConfigured, without the address: it may hold a password."""
    taken = "sqlite:///FILE or postgres://USER:PASSWORD@HOST/NAME"
    given = env.str(name, default)
    with suppress(EnvValidationError):
        if _is_address(given, "sqlite:///(?!:memory:).+|(postgres|postgresql|pgsql)://.*"):
            read: dict[str, Any] = env.dj_db_url(name, default, conn_max_age=None)
            return read
    raise ImproperlyConfigured(f"{name} is no address of a database that is taken, which is like {taken}")


def folder_of_processes(name: str) -> None:
    """A folder that a library reads from the environment itself: made when it is missing. Raises ImproperlyConfigured."""
    if not os.environ.get(name):  # the library would take an empty one for the folder that it runs in
        os.environ.pop(name, None)
        return
    folder = Path(os.environ[name])
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    if not folder.is_dir() or not os.access(folder, os.W_OK | os.X_OK):
        raise ImproperlyConfigured(f"{name} is {folder}; it is a folder that this process may write into")


def names(name: str, default: tuple[str, ...] = ()) -> list[str]:
    """What stands between commas, with or without spaces."""
    given: list[str] = env.list(name, list(default))
    return [one.strip() for one in given if one.strip()]


def _is_address(given: str, form: str) -> bool:
    with suppress(ValueError):  # of a port that is none
        return bool(re.fullmatch(form, given, re.IGNORECASE)) and urlsplit(given).port != 0
    return False
