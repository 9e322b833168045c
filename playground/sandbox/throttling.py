"""Who calls too often is told so as AWS tells it, and SDKs wait and try again by themselves.

https://docs.aws.amazon.com/AWSEC2/latest/APIReference/throttling.html
https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#ErrorCodeList
"""

from __future__ import annotations

from playground.sandbox.errors import AwsError, Words
from playground.sandbox.operation import Call
from playground.sandbox.trail.details import read_only


def throttle_address(call: Call) -> None:
    """Before anything is verified: how often calls come from one address. Raises AwsError."""
    _throttle(call, _address(call))


def throttle_account(call: Call) -> None:
    """When it is known whose call this is. What is refused to one account counts for no other at its address. Raises AwsError."""
    if call.account:
        try:
            _throttle(call, call.account.account_id)
        except AwsError:
            call.stores.give_back(_counted(call), _address(call))
            raise


def _address(call: Call) -> str:
    return f"address {call.request.source_ip}"


def _throttle(call: Call, who: str) -> None:
    what = _counted(call)
    if what and not call.stores.within(what, who):
        raise _too_often(call.service)


def _counted(call: Call) -> str:
    """What kind of call is counted: one that gives out credentials, or one that writes. Reading is not."""
    assert call.operation is not None
    if call.operation.gates:
        return "assume"
    if call.service == "s3":
        return "" if call.request.method in ("GET", "HEAD", "OPTIONS") else "write"
    return "" if read_only(call) else "write"


def slow_down() -> AwsError:
    """S3's, also of more at once than can be held."""
    return AwsError("SlowDown", "Please reduce your request rate.", 503, words=Words.DOCUMENTED)


def _too_often(service: str) -> AwsError:
    if service == "s3":
        return slow_down()
    code = "ThrottlingException" if service == "cloudtrail" else "Throttling"
    return AwsError(code, "Rate exceeded", 400, words=Words.DOCUMENTED)
