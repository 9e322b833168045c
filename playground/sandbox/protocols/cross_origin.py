"""What STS, IAM, CloudTrail and Cognito answer to a page of another origin: any page may call them, and read the answer.

S3 is another matter: there a bucket's own configuration decides. The headers were seen in answers of all four to a preflight,
and of Cognito to the call behind it; which services allow it is listed in https://github.com/aws/aws-sdk-js/blob/master/SERVICES.md
https://fetch.spec.whatwg.org/#http-cors-protocol
"""

from __future__ import annotations

from playground.sandbox.errors import AwsError
from playground.sandbox.exchange import HttpRequest, HttpResponse
from playground.sandbox.s3.addressing import address

_ANY = ("Access-Control-Allow-Origin", "*")
_EXPOSED = ("Access-Control-Expose-Headers", "x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date")
_TWO_DAYS = ("Access-Control-Max-Age", "172800")


def preflight(request: HttpRequest, request_id: str, host: str) -> HttpResponse | None:
    """The answer to OPTIONS by which a browser asks before it calls one of them; None to any other. host: the endpoint's, without a port.

    All of them are called at the root, and S3 takes no POST there.
    """
    method = request.headers.get("access-control-request-method", "")
    if "origin" not in request.headers or not _is_theirs(request, method, host):
        return None
    asked = request.headers.get("access-control-request-headers", "")
    allowed = (("Access-Control-Allow-Headers", asked),) if asked else ()
    methods = ("Access-Control-Allow-Methods", method)
    return HttpResponse(200, (("x-amzn-RequestId", request_id), _ANY, *allowed, methods, _EXPOSED, _TWO_DAYS))


def _is_theirs(request: HttpRequest, method: str, host: str) -> bool:
    if method != "POST" and (method != "GET" or "Action" not in request.parameters):
        return False
    try:
        return address(request, host) == ("", "")
    except AwsError:
        return False


def opened(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The answer to a call, which the page that made it may read."""
    if "origin" not in request.headers:
        return response
    return HttpResponse(response.status, (*response.headers, _ANY, _EXPOSED), response.body)
