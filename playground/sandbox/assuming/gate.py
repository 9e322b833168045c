"""A gate before a role that did not open."""

from __future__ import annotations

from typing import NamedTuple

from playground.explain import Finding
from playground.sandbox.errors import AwsError


class Closed(NamedTuple):
    """The gate's finding, and AWS's error."""

    finding: Finding
    error: AwsError
