"""A fault: what is wrong with a text that came from outside, and what would have been right."""

from __future__ import annotations

from typing import NamedTuple


class Fault(NamedTuple):
    """A constant template with `{}` placeholders, and the values that fill it: untrusted text is only ever a value."""

    says: str
    values: tuple[object, ...] = ()

    @property
    def sentence(self) -> str:
        """The words, with the values filled in."""
        return self.says.format(*self.values) if self.values else self.says
