"""The operations of STS that the sandbox has, one file each.  https://docs.aws.amazon.com/STS/latest/APIReference/"""

from playground.sandbox.operation import Operation
from playground.sandbox.sts import (
    assume_role,
    assume_role_with_web_identity,
    decode_authorization_message,
    get_access_key_info,
    get_caller_identity,
    get_federation_token,
    get_session_token,
)

OPERATIONS: tuple[Operation, ...] = (
    assume_role_with_web_identity.OPERATION,
    assume_role.OPERATION,
    get_caller_identity.OPERATION,
    get_session_token.OPERATION,
    get_federation_token.OPERATION,
    get_access_key_info.OPERATION,
    decode_authorization_message.OPERATION,
)
