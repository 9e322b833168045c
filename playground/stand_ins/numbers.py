"""Numbers and hashes that a forge would give to things, worked out of their names: the same thing has the same number always."""

from __future__ import annotations

from hashlib import sha1, sha256
from uuid import NAMESPACE_URL, uuid5


def number_of(*names: str, digits: int = 9) -> str:
    """A number of this many digits."""
    least = 10 ** (digits - 1)
    return str(least + int(sha256("/".join(names).encode()).hexdigest(), 16) % (9 * least))


def commit_of(*names: str) -> str:
    """A commit, as Git names one."""
    return sha1("/".join(names).encode(), usedforsecurity=False).hexdigest()


def uuid_of(*names: str) -> str:
    """A UUID."""
    return str(uuid5(NAMESPACE_URL, "/".join(names)))
