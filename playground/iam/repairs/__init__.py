"""The kinds of change that can make a request pass, one file a kind. Each offers; none decides: `repair.py` tries every offer."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from playground.iam.change import Change
from playground.iam.part import Part
from playground.iam.repairs.action import action
from playground.iam.repairs.comparison import comparison
from playground.iam.repairs.condition_key import condition_key
from playground.iam.repairs.condition_operator import condition_operator
from playground.iam.repairs.condition_value import condition_value
from playground.iam.repairs.exclusion import exclusion
from playground.iam.repairs.principal import principal
from playground.iam.repairs.resource import resource
from playground.iam.repairs.variable import variable
from playground.iam.repairs.version import version

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
