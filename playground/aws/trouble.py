"""What went wrong on the way to AWS, or at its door, in one sentence with what helps."""

from __future__ import annotations

from botocore import exceptions as boto

_ON_THE_WAY: tuple[tuple[type[Exception], str], ...] = (
    (
        boto.SSLError,
        "the TLS certificate of `{host}` is not one that this site can trust; OUTBOUND_CA_FILE can name its authority",
    ),
    (boto.ConnectTimeoutError, "`{host}` did not take the connection in time; a firewall may stand between"),
    (boto.ReadTimeoutError, "`{host}` took the call and did not answer in time; try it again"),
    (boto.ConnectionClosedError, "`{host}` closed the connection without an answer; try it again"),
)
_AT_THE_DOOR = {
    "Throttling": "STS turned the call away because there were too many; wait some seconds, and twice as long the next time",
    "ThrottlingException": "the call was turned away because there were too many; wait some seconds, and twice as long the next time",
    "RequestLimitExceeded": "the call was turned away because there were too many; wait some seconds, and twice as long the next time",
    "SlowDown": "S3 asks for fewer requests; wait some seconds, and twice as long the next time",
    "RegionDisabledException": "STS is not switched on in this region for the role's account; switch it on in IAM, or choose `us-east-1`",
    "IDPCommunicationError": "STS could not reach the identity provider; try it again, as every SDK does",
    "PermanentRedirect": "the bucket is in another region; choose that one",
    "AuthorizationHeaderMalformed": "the bucket is in another region; choose that one",
    "InternalFailure": "the service failed inside; try it again, as every SDK does",
    "InternalError": "the service failed inside; try it again, as every SDK does",
    "ServiceUnavailable": "the service is not there just now; try it again, as every SDK does",
    "RequestTimeTooSkewed": "the clock of this machine differs from AWS's by more than 15 minutes; set it (NTP)",
}


def of_error(error: Exception, host: str) -> str:
    """For an exception of botocore's: nothing came back."""
    found = next((says for kind, says in _ON_THE_WAY if isinstance(error, kind)), None)
    if isinstance(error, boto.SSLError) and "certificate" not in str(error).lower():
        found = "`{host}` does not speak TLS as this site does; is its address `http://`?"
    if found is None and isinstance(error, boto.EndpointConnectionError):
        unknown = "resolve" in str(error.kwargs.get("error", ""))
        found = (
            "DNS knows no `{host}`; is the region right?" if unknown else "nobody answers at `{host}`; is the address right?"
        )
    return found.format(host=host) if found else str(error)[:300]


def unreadable(host: str, service: str) -> str:
    """For an answer that is none of the service's."""
    return f"`{host}` answered, and not as {service.upper()} does; is this the address of its API, and not of a console or a proxy?"


def of_code(code: str) -> str:
    """For an error that AWS answered, where there is something to do about it besides what the checks say; otherwise ""."""
    return _AT_THE_DOOR.get(code, "")
