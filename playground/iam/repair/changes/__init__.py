"""The kinds of change that can make a request pass, one file a kind. Each offers; none decides: `repair.py` above tries every offer."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from playground.iam.repair.change import Change
from playground.iam.repair.changes.action import action
from playground.iam.repair.changes.comparison import comparison
from playground.iam.repair.changes.condition_key import condition_key
from playground.iam.repair.changes.condition_operator import condition_operator
from playground.iam.repair.changes.condition_value import condition_value
from playground.iam.repair.changes.exclusion import exclusion
from playground.iam.repair.changes.principal import principal
from playground.iam.repair.changes.resource import resource
from playground.iam.repair.changes.variable import variable
from playground.iam.repair.changes.version import version
from playground.iam.repair.part import Part

# For one element of an Allow statement that does not let the request through.
OF_PARTS: tuple[Callable[[Part], Iterator[Change]], ...] = (
    condition_value,
    condition_operator,
    condition_key,
    comparison,
    exclusion,
    version,
    variable,
    action,
    resource,
    principal,
)
