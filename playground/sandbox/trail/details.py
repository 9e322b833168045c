"""What a CloudTrail record says of the call itself: what was asked, what was given, and on which resources.

https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
Names begin with a small letter there. The secret access key is never kept; the session token, which AWS keeps, is cut here.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from botocore.model import Shape

from playground.sandbox.assuming.chained_tags import handed_on
from playground.sandbox.assuming.minting import size_of, utilization
from playground.sandbox.credentials.session_token import Session
from playground.sandbox.errors import AwsError
from playground.sandbox.operation import Call, Caller
from playground.sandbox.protocols.parameters import service_model
from playground.sandbox.protocols.query_answer import extended_id
from playground.sandbox.regions import is_global, region_of
from playground.sandbox.trail import s3
from playground.tokens.checks.roles_claim import CLAIM as ROLES_CLAIM

CUT = "••••••••"
_READING = ("Get", "List", "Simulate", "Lookup", "Decode", "Describe", "Head", "AssumeRole")
_SENSITIVE = ("webIdentityToken", "tokenCode")
_ROLES = ("AssumeRole", "AssumeRoleWithWebIdentity")

Details = dict[str, Any]


def read_only(call: Call) -> bool:
    """Whether the operation changes nothing. CloudTrail counts AssumeRole and its like among those."""
    assert call.operation is not None
    return call.operation.name.startswith(_READING)


def asked(call: Call) -> Details | None:
    """requestParameters."""
    assert call.operation is not None
    if call.service == "s3":
        return s3.asked(call)
    if not call.parameters:
        return None
    given = {_small(name): _lowered(value) for name, value in call.parameters.items()}
    for name in _SENSITIVE:
        given.pop(name, None)
    if call.operation.caller is Caller.TOKEN:
        given.pop("providerId", None)
    return given | _carried(call)


def _carried(call: Call) -> Details:
    """The tags and the source identity that a token brought; they count as asked for. So do the tags that a session hands on."""
    if call.operation is None or not isinstance(call.session, Session):
        return {}
    if call.operation.caller is not Caller.TOKEN:
        incoming = handed_on(call.session) if call.operation.name in _ROLES else {}
        return {"incomingTransitiveTags": incoming} if incoming else {}
    tags, session = call.identity.tags.tags, call.session
    carried: Details = {"sourceIdentity": session.source_identity} if session.source_identity else {}
    if tags:
        carried |= {"principalTags": dict(tags), "transitiveTagKeys": list(session.transitive_tag_keys)}
    return carried


def given(call: Call) -> Details | None:
    """responseElements; null for an operation that changes nothing, but for those that give out credentials."""
    assert call.operation is not None
    if call.operation.name in _ROLES:
        return _credentials(call)
    if call.service != "iam" or read_only(call) or not call.event.get("result"):
        return None
    shape = service_model("iam").operation_model(call.operation.name).output_shape
    return None if shape is None else _written(shape, call.event["result"])


def _credentials(call: Call) -> Details:
    session = call.event.get("minted") or call.session
    assert isinstance(session, Session)
    size = size_of(call, session)
    told: Details = {
        "credentials": {
            "accessKeyId": session.access_key_id,
            "sessionToken": CUT,
            "expiration": _moment(session.expires),
        }
    }
    user = {"assumedRoleUser": {"assumedRoleId": session.user_id, "arn": session.arn}}
    if call.identity:
        told |= {"subjectFromWebIdentityToken": call.identity.subject} | user
        told |= {"provider": call.identity.provider.principal, "audience": call.identity.audience}
    else:
        told |= user
    told |= {"sourceIdentity": session.source_identity} if session.source_identity else {}
    told |= {"packedPolicySize": utilization(size)} if call.event.get("packed") else {}
    return told | {"sessionTokenUtilization": utilization(size), "sessionTokenSize": size}


def besides(call: Call, error: AwsError | None) -> Details:
    """additionalEventData, where there is something to say: how S3 was signed, and of a call that STS answered where, and of its token.

    Seen in records of 2026: https://awsteele.com/blog/, and others of AssumeRole and GetCallerIdentity.
    """
    if call.service == "s3":
        return {"additionalEventData": s3.besides(call)}
    if error or call.service != "sts" or call.account is None:
        return {}
    told = {"ExtendedRequestId": extended_id(call), "RequestDetails": _served(call, call.account.region)}
    return {"additionalEventData": (_of_token(call) if call.identity else {}) | told}


def _of_token(call: Call) -> Details:
    # How the issuer's TLS certificate was trusted: here always as one that a public authority signed, never by a thumbprint.
    told: Details = {"identityProviderConnectionVerificationMethod": "IAMTrustStore"} if call.identity.provider.arn else {}
    return told | ({"RoleAuthorizedByIdp": True} if ROLES_CLAIM in call.identity.claims else {})


def _served(call: Call, home: str) -> Details:
    kind = "global" if is_global(call.request.headers.get("host", "").lower()) else "regional"
    return {"awsServingRegion": region_of(call.request, home), "endpointType": kind}


def resources(call: Call) -> Details:
    """The role that is assumed; the bucket and the object."""
    assert call.operation is not None
    if call.service == "s3":
        return s3.resources(call)
    arn = call.parameters.get("RoleArn") if call.operation.name in _ROLES else None
    return {"resources": [{"accountId": arn.split(":")[4], "type": "AWS::IAM::Role", "ARN": arn}]} if arn else {}


def _written(shape: Shape, values: Details) -> Details:
    """The values of an answer as CloudTrail writes them: dates in words."""
    found = {name: (member, values[name]) for name, member in shape.members.items() if values.get(name) is not None}
    return {_small(name): _value(member, value) for name, (member, value) in found.items()}


def _value(shape: Shape, value: Any) -> Any:
    if shape.type_name == "structure":
        return _written(shape, value)
    if shape.type_name == "list":
        return [_value(shape.member, item) for item in value]
    return _moment(value) if shape.type_name == "timestamp" else value


def _lowered(value: Any) -> Any:
    if isinstance(value, dict):
        return {_small(name): _lowered(item) for name, item in value.items()}
    return [_lowered(item) for item in value] if isinstance(value, list) else value


def _small(name: str) -> str:
    return name[0].lower() + name[1:]


def _moment(seconds: float) -> str:
    """`Nov 21, 2026, 8:38:17 PM`."""
    return _second(int(seconds))


@lru_cache(maxsize=256)
def _second(seconds: int) -> str:
    """Calls of the same second have credentials that end in the same."""
    at = datetime.fromtimestamp(seconds, UTC)
    return f"{at:%b} {at.day}, {at.year}, {at.hour % 12 or 12}:{at:%M:%S} {at:%p}"
