"""The record that CloudTrail would keep of a call, and which calls it does not keep.

https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html
Refused tokens are not logged: "some non-authenticated AWS STS requests might not be logged". Of a denied trust policy, the log
hides even the message (seen in a record of 2023). S3's data events are off unless somebody pays for them; so are ours.
"""

from __future__ import annotations

import json
import re
import uuid
from datetime import UTC, datetime
from typing import Any

from playground.sandbox.errors import AwsError
from playground.sandbox.operation import Call, Caller
from playground.sandbox.request_context import iso
from playground.tokens.checks.roles_claim import CLAIM as ROLES_CLAIM

HIDDEN = "An unknown error occurred"
NOT_LOGGED = ("InvalidIdentityToken", "ExpiredTokenException", "IDPCommunicationError", "ValidationError")


def record(call: Call, error: AwsError | None) -> dict[str, Any] | None:
    """The event, or None for a call that CloudTrail does not keep."""
    if call.service != "sts" or call.operation is None or call.account is None:
        return None
    token = call.operation.caller is Caller.TOKEN
    if token and (call.identity is None or (error and error.code in NOT_LOGGED)):
        return None
    event = {
        "eventVersion": "1.08",
        "userIdentity": _web_identity_user(call) if token else _assumed_role(call),
        "eventTime": iso(call.now),
        "eventSource": "sts.amazonaws.com",
        "eventName": call.operation.name,
        "awsRegion": call.account.region,
        "sourceIPAddress": call.request.source_ip,
        "userAgent": call.request.headers.get("user-agent", ""),
        **_outcome(call, error, token),
        **_besides(call, error),
        "requestID": call.request_id,
        "eventID": str(uuid.uuid4()),
        "readOnly": True,
        **({"resources": [_role(call)]} if token else {}),
        "eventType": "AwsApiCall",
        "managementEvent": True,
        "recipientAccountId": call.account.account_id,
        "eventCategory": "Management",
        "tlsDetails": {"clientProvidedHostHeader": call.request.headers.get("host", "")},
    }
    kept: dict[str, Any] = _storable(event) if _ESCAPED.search(json.dumps(event)) else event
    return kept


def _storable(value: Any) -> Any:
    """The same without what a database may refuse to keep as JSON: NUL, and bytes of a header that were no UTF-8."""
    if isinstance(value, dict):
        return {_storable(key): _storable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_storable(item) for item in value]
    return _UNSTORABLE.sub("\ufffd", value) if isinstance(value, str) else value


_ESCAPED = re.compile(r"\\u0000|\\ud[89a-f]")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def _web_identity_user(call: Call) -> dict[str, Any]:
    identity = call.identity
    provider = identity.provider.principal
    return {
        "type": "WebIdentityUser",
        "principalId": f"{provider}:{identity.audience}:{identity.subject}",
        "userName": identity.subject,
        "identityProvider": provider,
    }


def _assumed_role(call: Call) -> dict[str, Any]:
    session = call.session
    if session is None:
        return {"type": "Unknown"}
    return {
        "type": "AssumedRole",
        "principalId": session.user_id,
        "arn": session.arn,
        "accountId": session.account_id,
        "accessKeyId": session.access_key_id,
        "sessionContext": {
            "sessionIssuer": {
                "type": "Role",
                "principalId": session.role_id,
                "arn": session.role_arn,
                "accountId": session.account_id,
                "userName": session.role_name,
            },
            "attributes": {"creationDate": iso(session.issued), "mfaAuthenticated": "false"},
        },
    }


def _role(call: Call) -> dict[str, str]:
    arn = call.parameters["RoleArn"]
    return {"accountId": arn.split(":")[4], "type": "AWS::IAM::Role", "ARN": arn}


def _outcome(call: Call, error: AwsError | None, token: bool) -> dict[str, Any]:
    asked = _asked(call) if token else None
    if error:
        message = HIDDEN if token else error.message
        return {"errorCode": error.code, "errorMessage": message, "requestParameters": asked, "responseElements": None}
    return {"requestParameters": asked, "responseElements": _given(call) if token else None}


def _besides(call: Call, error: AwsError | None) -> dict[str, Any]:
    """additionalEventData, where there is something to say: that the token itself named the role."""
    named = error is None and call.identity is not None and ROLES_CLAIM in call.identity.claims
    return {"additionalEventData": {"RoleAuthorizedByIdp": True}} if named else {}


def _asked(call: Call) -> dict[str, Any]:
    session, given = call.session, call.parameters
    asked: dict[str, Any] = {"roleArn": given["RoleArn"], "roleSessionName": given["RoleSessionName"]}
    if "DurationSeconds" in given:
        asked["durationSeconds"] = given["DurationSeconds"]
    if "Policy" in given:
        asked["policy"] = given["Policy"]
    if "PolicyArns" in given:
        asked["policyArns"] = given["PolicyArns"]
    if session and session.source_identity:
        asked["sourceIdentity"] = session.source_identity
    if session and call.identity.tags.tags:
        asked["principalTags"] = dict(call.identity.tags.tags)
        asked["transitiveTagKeys"] = list(session.transitive_tag_keys)
    return asked


def _given(call: Call) -> dict[str, Any]:
    """The answer without the secret access key, which CloudTrail never keeps; the session token, which it does, is cut here."""
    session = call.session
    assert session is not None
    ends = datetime.fromtimestamp(session.expires, UTC)
    hour = ends.hour % 12 or 12
    expiration = f"{ends:%b} {ends.day}, {ends.year}, {hour}:{ends:%M:%S} {ends:%p}"
    given = {
        "credentials": {"accessKeyId": session.access_key_id, "sessionToken": "••••••••", "expiration": expiration},
        "subjectFromWebIdentityToken": call.identity.subject,
        "assumedRoleUser": {"assumedRoleId": session.user_id, "arn": session.arn},
        "provider": call.identity.provider.principal,
        "audience": call.identity.audience,
    }
    return given | ({"sourceIdentity": session.source_identity} if session.source_identity else {})
