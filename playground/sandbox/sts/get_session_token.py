"""GetSessionToken: only for long-term keys; temporary credentials are refused.

https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html
"""

from __future__ import annotations

from playground.sandbox.errors import access_denied
from playground.sandbox.exchange import HttpResponse
from playground.sandbox.operation import Call, Operation, nothing


def perform(_call: Call) -> HttpResponse:
    """Refuses, in AWS's words."""
    raise access_denied("Cannot call GetSessionToken with session credentials")


OPERATION = Operation("GetSessionToken", "sts", perform, nothing)
