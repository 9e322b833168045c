"""The condition operators, one file a family. `OPERATORS` lists them all; `Null` is of its own kind (see block.py)."""

from playground.iam.conditions import arn, binary, boolean, date, ip, numeric, string
from playground.iam.conditions.operator import Operator

OPERATORS: tuple[Operator, ...] = (
    *string.OPERATORS,
    *numeric.OPERATORS,
    *date.OPERATORS,
    *boolean.OPERATORS,
    *binary.OPERATORS,
    *ip.OPERATORS,
    *arn.OPERATORS,
)

BY_NAME = {operator.name: operator for operator in OPERATORS}
