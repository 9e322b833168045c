"""The records that CloudTrail would keep of a call, and of which calls it keeps none.

https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html
https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-s3-info.html
Refused tokens are not logged: "some non-authenticated AWS STS requests might not be logged". Of a denied trust policy, the log
hides even the message (seen in a record of 2023). S3's data events are kept where the account asks for them, as on AWS.
"""

from __future__ import annotations

import json
import re
import uuid
from typing import Any

from playground.documents import compact_json
from playground.sandbox.errors import AwsError
from playground.sandbox.operation import Call, Caller
from playground.sandbox.protocols.parameters import service_model
from playground.sandbox.regions import GLOBAL, region_of
from playground.sandbox.trail import details, identity, s3
from playground.sigv4.instant import iso_date

HIDDEN = "An unknown error occurred"
LONGEST = 32_768  # characters of what was asked, or given; AWS leaves out what is longer than 100 KB
# A call that is refused so is not "sufficiently valid to be trusted as a legitimate request"; or nobody is known to have made it.
NOT_LOGGED = (
    "InvalidIdentityToken",
    "ExpiredTokenException",
    "IDPCommunicationError",
    "ValidationError",
    "ValidationException",
    "MalformedInput",
    "SerializationException",
    "InternalError",
    "InternalFailure",
)

Event = dict[str, Any]


class Written(Event):
    """A record with its JSON, so that who keeps it need not write it again. It is not changed any more."""

    def __init__(self, event: Event, text: str) -> None:
        super().__init__(event)
        self.text = text


def records(call: Call, error: AwsError | None) -> list[tuple[str, Event]]:
    """Each account that keeps a record of the call, with the record: the caller's, and the role's where that is another."""
    if call.operation is None or call.account is None or (error and error.code in NOT_LOGGED):
        return []
    if call.operation.caller is Caller.TOKEN and call.identity is None:
        return []
    if call.service == "s3" and not s3.kept(call):
        return []
    event = _storable(_event(call, error))
    kept = [(call.account.account_id, event)]
    other = call.target[0] if call.target and error is None else None
    if other and other.account_id != call.account.account_id:
        shared = {"recipientAccountId": other.account_id, "eventID": str(uuid.uuid4()), "sharedEventID": event["eventID"]}
        kept.append((other.account_id, event | shared))
    return kept


def _event(call: Call, error: AwsError | None) -> Event:
    """The record, its parts not yet bounded."""
    assert call.operation is not None and call.account is not None
    management = call.service != "s3" or s3.is_management(call.operation)
    return {
        "eventVersion": "1.08",
        "userIdentity": identity.user_identity(call),
        "eventTime": iso_date(call.now),
        "eventSource": f"{call.service}.amazonaws.com",
        "eventName": s3.event_name(call.operation.name) if call.service == "s3" else call.operation.name,
        "awsRegion": GLOBAL if call.service == "iam" else region_of(call.request, call.account.region),
        "sourceIPAddress": call.request.source_ip,
        "userAgent": call.request.headers.get("user-agent", ""),
        **_outcome(call, error),
        **details.besides(call, error),
        "requestID": call.request_id,
        "eventID": str(uuid.uuid4()),
        "readOnly": details.read_only(call),
        **details.resources(call),
        "eventType": "AwsApiCall",
        "managementEvent": management,
        "recipientAccountId": call.account.account_id,
        "eventCategory": "Management" if management else "Data",
        "tlsDetails": {"clientProvidedHostHeader": call.request.headers.get("host", "")},
    }


def _outcome(call: Call, error: AwsError | None) -> Event:
    asked = details.asked(call)
    if error:
        hidden = call.operation is not None and call.operation.caller is Caller.TOKEN and error.code == "AccessDenied"
        message = HIDDEN if hidden else error.message
        return {
            "errorCode": _error_code(call, error.code),
            "errorMessage": message,
            "requestParameters": asked,
            "responseElements": None,
        }
    return {"requestParameters": asked, "responseElements": details.given(call)}


def _error_code(call: Call, code: str) -> str:
    """CloudTrail names an error as the service's model does: `NoSuchEntityException`, on the wire `NoSuchEntity`."""
    if call.service == "s3" or call.operation is None:
        return code
    errors = service_model(call.service).operation_model(call.operation.name).error_shapes
    return next((shape.name for shape in errors if shape.error_code == code), code)


def _storable(event: Event) -> Event:
    """The same without what is too long, and what a database may refuse as JSON: NUL, and bytes of a header that were no UTF-8."""
    text = compact_json(event)
    if len(text) * _WIDEST <= LONGEST and "\\u" not in text:
        return Written(event, text)
    text = _escaped(event)
    if len(text) > LONGEST:
        event |= {name: _bounded(event[name], name) for name in ("requestParameters", "responseElements")}
    kept: Event = _replaced(event) if _ESCAPED.search(text) else event
    return kept


def _bounded(part: Event | None, name: str) -> Event | None:
    size = len(_escaped(part))
    if size <= LONGEST:
        return part
    return {"omitted": True, "originalSize": size, "reason": f"{name} too large"}


def _replaced(value: Any) -> Any:
    if isinstance(value, dict):
        return {_replaced(key): _replaced(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_replaced(item) for item in value]
    return _UNSTORABLE.sub("\ufffd", value) if isinstance(value, str) else value


_escaped = json.JSONEncoder(default=str, check_circular=False).encode  # what a record is made of is a tree
_WIDEST = 12  # characters that one becomes when it is escaped
_ESCAPED = re.compile(r"\\u0000|\\ud[89a-f]")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
