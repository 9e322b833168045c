"""The condition keys that every request has, whoever calls.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
"""

from __future__ import annotations

from typing import Any

from playground.sandbox.credentials.session_token import Session
from playground.sandbox.credentials.user_key import UserKey
from playground.sandbox.exchange import HttpRequest
from playground.sigv4.instant import iso_date, read_amz_date

PRESENTED = {"aws:useragent": "user-agent", "aws:referer": "referer"}


def request_context(request: HttpRequest, now: float, region: str) -> dict[str, Any]:
    """Time, source and transport. A key whose header is absent is absent; nobody calls for somebody else here."""
    context: dict[str, Any] = {
        "aws:CurrentTime": iso_date(now),
        "aws:EpochTime": str(int(now)),
        "aws:SecureTransport": request.secure,
        "aws:RequestedRegion": region,
        "aws:ViaAWSService": False,
        "aws:PrincipalIsAWSService": False,
    }
    if request.source_ip:
        context["aws:SourceIp"] = request.source_ip
    for key, header in PRESENTED.items():
        if request.headers.get(header):
            context[key] = request.headers[header]
    return context


def signing_context(request: HttpRequest, now: float, owner: str) -> dict[str, Any]:
    """The keys of S3 that say how a request was signed, and whose the bucket is. s3:signatureAge: milliseconds.

    https://docs.aws.amazon.com/AmazonS3/latest/API/bucket-policy-s3-sigv4-conditions.html
    """
    presigned = "X-Amz-Signature" in request.parameters
    signed_at = read_amz_date(request.parameters.get("X-Amz-Date", "")) if presigned else None
    context: dict[str, Any] = {
        "s3:authType": "REST-QUERY-STRING" if presigned else "REST-HEADER",
        "s3:signatureversion": "AWS4-HMAC-SHA256",
        "s3:ResourceAccount": owner,
    }
    if signed_at is not None:
        context["s3:signatureAge"] = str(int((now - signed_at) * 1000))
    payload = request.headers.get("x-amz-content-sha256")
    return context | ({"s3:x-amz-content-sha256": payload} if payload else {})


def session_context(session: Session | UserKey) -> dict[str, Any]:
    """What policies can read of who signs. For a role's session there is no `aws:username`, and `aws:PrincipalArn` is the role's.

    Temporary credentials say whether a second factor was used, and a token's session never has one; a user's key says nothing of it.
    Seen: https://github.com/aws/aws-sdk-java-v2/issues/2554
    """
    if isinstance(session, UserKey):
        return {
            "aws:userid": session.user_id,
            "aws:username": session.user.name,
            "aws:PrincipalType": "User",
            "aws:PrincipalArn": session.arn,
            "aws:PrincipalAccount": session.account_id,
        }
    return {
        "aws:userid": session.user_id,
        "aws:PrincipalType": "AssumedRole",
        "aws:PrincipalArn": session.role_arn,
        "aws:PrincipalAccount": session.account_id,
        "aws:TokenIssueTime": iso_date(session.issued),
        "aws:MultiFactorAuthPresent": False,
        **({"aws:SourceIdentity": session.source_identity} if session.source_identity else {}),
        **{f"aws:PrincipalTag/{key}": value for key, value in session.tags.items()},
        **session.context,
    }
