"""Which records a look-up finds, and how it shows them.

https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupAttribute.html
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from playground.sandbox.cloudtrail.moments import moment
from playground.sandbox.errors import AwsError, Words

Event = dict[str, Any]


def check_attributes(attributes: list[dict[str, str]]) -> None:
    """A look-up has one attribute at most. Raises InvalidLookupAttributesException."""
    if len(attributes) > 1:
        message = "You can specify only one lookup attribute."
        raise AwsError("InvalidLookupAttributesException", message, words=Words.UNCONFIRMED)


def matches(event: Event, attributes: list[dict[str, str]], start: float | None, end: float | None) -> bool:
    """Whether a look-up finds a record. start, end: seconds since 1970, both included."""
    at = moment(event["eventTime"]) or 0.0
    if not event.get("managementEvent") or (start is not None and at < start) or (end is not None and at > end):
        return False
    return all(_ATTRIBUTES[one["AttributeKey"]](event, one["AttributeValue"]) for one in attributes)


def event_shape(event: Event) -> dict[str, Any]:
    """A record as LookupEvents shows it."""
    shape = {
        "EventId": event["eventID"],
        "EventName": event["eventName"],
        "ReadOnly": _truth(event),
        "EventTime": moment(event["eventTime"]),
        "EventSource": event["eventSource"],
        "Resources": [{"ResourceType": kind, "ResourceName": name} for kind, name in _every_resource(event)],
        "CloudTrailEvent": json.dumps(event, separators=(",", ":"), ensure_ascii=False),
    }
    key, user = _signing_key(event), user_name(event)
    return shape | ({"AccessKeyId": key} if key else {}) | ({"Username": user} if user else {})


def user_name(event: Event) -> str:
    """Who: a user's name, a session's, or the subject of a token."""
    identity = event.get("userIdentity", {})
    if identity.get("type") == "AssumedRole":
        return str(identity.get("principalId", "")).partition(":")[2]
    return str(identity.get("userName", ""))


def access_key(event: Event) -> str:
    """The access key that signed, or that was given out."""
    given = (event.get("responseElements") or {}).get("credentials") or {}
    return str(event.get("userIdentity", {}).get("accessKeyId") or given.get("accessKeyId") or "")


def _signing_key(event: Event) -> str:
    """The access key that signed, https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_Event.html  A token signs nothing."""
    return str(event.get("userIdentity", {}).get("accessKeyId") or "")


def _every_resource(event: Event) -> list[tuple[str, str]]:
    """What a look-up names: before the others the session that was given out, by its key, its ARN, its id and its name.

    Seen in look-ups of AssumeRole that people published.
    """
    given = event.get("responseElements") or {}
    user = given.get("assumedRoleUser") or {}
    key, session = str((given.get("credentials") or {}).get("accessKeyId", "")), str(user.get("assumedRoleId", ""))
    made = [("AWS::IAM::AccessKey", key)]
    made += [(_SESSION, name) for name in (str(user.get("arn", "")), session, session.partition(":")[2])]
    return [(kind, name) for kind, name in made if name] + resources(event)


_SESSION = "AWS::STS::AssumedRole"


def resources(event: Event) -> list[tuple[str, str]]:
    """The resources of a record, type and name."""
    found = [(one.get("type", ""), one.get("ARN", "")) for one in event.get("resources", ())]
    for name, kind in _NAMED.items():
        value = (event.get("requestParameters") or {}).get(name)
        if isinstance(value, str):
            found.append((kind, value))
    return [(kind, name) for kind, name in dict.fromkeys(found) if kind and name]


_NAMED = {
    "roleName": "AWS::IAM::Role",
    "policyArn": "AWS::IAM::Policy",
    "policyName": "AWS::IAM::Policy",
    "openIDConnectProviderArn": "AWS::IAM::OIDCProvider",
    "userName": "AWS::IAM::User",
    "bucketName": "AWS::S3::Bucket",
}


def _truth(event: Event) -> str:
    return "true" if event.get("readOnly") else "false"


_ATTRIBUTES: dict[str, Callable[[Event, str], bool]] = {
    "EventId": lambda event, value: event["eventID"] == value,
    "EventName": lambda event, value: event["eventName"] == value,
    "ReadOnly": lambda event, value: _truth(event) == value.lower(),
    "Username": lambda event, value: user_name(event) == value,
    "ResourceType": lambda event, value: any(kind == value for kind, _ in _every_resource(event)),
    "ResourceName": lambda event, value: any(name == value for _, name in _every_resource(event)),
    "EventSource": lambda event, value: event["eventSource"] == value,
    "AccessKeyId": lambda event, value: _signing_key(event) == value,
}
