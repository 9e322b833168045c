"""The RoleArn of a call that assumes a role: it must be a role's."""

from __future__ import annotations

from playground.iam.arn import Arn, parse_arn
from playground.sandbox.errors import validation_error
from playground.sandbox.operation import Call


def role_arn_of(call: Call) -> Arn:
    """The parameter RoleArn, read. Raises ValidationError."""
    text = call.parameters["RoleArn"]
    arn = parse_arn(text)
    if (
        arn is None
        or arn.partition not in ("aws", "aws-cn", "aws-us-gov")
        or not (arn.account.isascii() and arn.account.isdigit())
    ):
        raise validation_error(f"{text} is invalid")
    if arn.service != "iam" or not arn.resource.startswith("role/"):
        raise validation_error("Request ARN is invalid")
    return arn
