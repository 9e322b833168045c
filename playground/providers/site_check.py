"""The verdict of this site's own client on a token, before STS sees it."""

from __future__ import annotations

from playground.explain import FAIL, PASS, Compared, Finding

NAME = "This site’s own check"
TWO_CLOCKS = "this site allows for {} seconds between two clocks"
"""How a sentence ends that another clock would make untrue."""


def takes(says: str, *values: object, reasons: tuple[Finding, ...] = ()) -> Finding:
    """It is good enough to let somebody in."""
    return Finding(NAME, PASS, says, values, reasons)


def refuses(says: str, *values: object, pointer: str = "", compared: Compared | None = None) -> Finding:
    """It is not.  pointer: the place in the token."""
    return Finding(NAME, FAIL, says, values, document="token" if pointer else "", pointer=pointer, compared=compared)


def though_kept(finding: Finding) -> Finding:
    """A refusal as the demo shows it: the token is kept, so that one can see what AWS makes of it."""
    return finding._replace(says=f"{finding.says}; a real site would stop here")
