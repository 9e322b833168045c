"""The operations of STS that the sandbox has, one file each.  https://docs.aws.amazon.com/STS/latest/APIReference/"""

from playground.sandbox.operation import Operation
from playground.sandbox.sts import (
    assume_role_with_web_identity,
    get_caller_identity,
    get_federation_token,
    get_session_token,
)

OPERATIONS: tuple[Operation, ...] = (
    assume_role_with_web_identity.OPERATION,
    get_caller_identity.OPERATION,
    get_session_token.OPERATION,
    get_federation_token.OPERATION,
)
