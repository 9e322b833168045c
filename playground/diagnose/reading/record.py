"""CloudTrail's record of AssumeRoleWithWebIdentity: what it tells of the token, the call and the answer.

https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from ipaddress import ip_address
from typing import Any

from playground.diagnose.unusable import Unusable
from playground.tokens.case import shown
from playground.tokens.provider import AMAZON, FACEBOOK
from playground.tokens.session_tags import CLAIM as TAGS
from playground.tokens.session_tags import PRINCIPAL_TAGS, TRANSITIVE_TAG_KEYS

EVENT = "AssumeRoleWithWebIdentity"
SOURCE_IDENTITY = "https://aws.amazon.com/source_identity"


@dataclass(frozen=True)
class Record:
    """claims, or for an opaque token answer: what the record tells of the token, which is not all of it.

    moment: seconds since 1970.  error: AWS's code; empty for a call that was let in.  context: condition keys that it tells.
    """

    moment: float
    role_arn: str
    session_name: str
    duration: int | None
    error: str
    message: str
    claims: dict[str, Any] = field(default_factory=dict)
    answer: dict[str, Any] = field(default_factory=dict)
    provider_id: str = ""
    context: dict[str, str] = field(default_factory=dict)


def read_record(data: Mapping[str, Any]) -> Record:
    """A record of CloudTrail's. Raises Unusable for that of another event, and for one that tells of no token."""
    if data["eventName"] != EVENT:
        raise Unusable("token", f"this record is of {data['eventName']}; the one that tells of a token is of {EVENT}")
    identity, asked = _object(data, "userIdentity"), _object(data, "requestParameters")
    principal, subject = _text(identity, "principalId"), _text(identity, "userName")
    provider = _text(identity, "identityProvider") or _provider_of(principal)
    if not provider or not subject:
        says = (
            "this record does not say whose token it was; in `userIdentity` there should be `identityProvider` and `userName`"
        )
        raise Unusable("token", says)
    name = provider.partition(":oidc-provider/")[2] or provider
    audience = _between(principal, name, subject)
    return Record(
        _moment(shown(data.get("eventTime", ""))),
        _text(asked, "roleArn"),
        _text(asked, "roleSessionName"),
        asked.get("durationSeconds") if isinstance(asked.get("durationSeconds"), int) else None,
        _text(data, "errorCode"),
        _text(data, "errorMessage"),
        {} if name in _OPAQUE else _claims(name, asked, audience, subject),
        _OPAQUE[name](audience, subject) if name in _OPAQUE else {},
        name if name in _OPAQUE else "",
        _context(data),
    )


def _provider_of(principal: str) -> str:
    """The provider that `provider:audience:subject` begins with; Athena's table has no column for it alone."""
    found = re.match(r"arn:[^:]*:iam::\d*:oidc-provider/[^:]+|[^:]+(?=:)", principal)
    return found[0] if found else ""


def _context(data: Mapping[str, Any]) -> dict[str, str]:
    """The condition keys that the record tells: from where, over what and in which region.

    Over a VPC endpoint there is no aws:SourceIp:
    https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourceip
    """
    told = {name: _text(data, name) for name in ("sourceIPAddress", "userAgent", "awsRegion", "vpcEndpointId")}
    address = "aws:VpcSourceIp" if told["vpcEndpointId"] else "aws:SourceIp"
    keys = {
        address: told["sourceIPAddress"] if _is_address(told["sourceIPAddress"]) else "",
        "aws:SourceVpce": told["vpcEndpointId"],
        "aws:UserAgent": told["userAgent"],
        "aws:RequestedRegion": told["awsRegion"],
    }
    return {key: value for key, value in keys.items() if value}


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


_OPAQUE: dict[str, Callable[[str, str], dict[str, Any]]] = {
    AMAZON: lambda audience, subject: {"app_id": audience, "user_id": subject},
    FACEBOOK: lambda audience, subject: {"data": {"app_id": audience, "user_id": subject, "is_valid": True}},
}


def _claims(name: str, asked: Mapping[str, Any], audience: str, subject: str) -> dict[str, Any]:
    claims: dict[str, Any] = {"iss": f"https://{name}", "aud": audience, "sub": subject}
    tags = _object(asked, "principalTags")
    if tags:
        transitive = asked.get("transitiveTagKeys")
        claims[TAGS] = {
            PRINCIPAL_TAGS: {key: [_text(tags, key)] for key in tags},
            TRANSITIVE_TAG_KEYS: transitive if isinstance(transitive, list) else [],
        }
    if asked.get("sourceIdentity"):
        claims[SOURCE_IDENTITY] = _text(asked, "sourceIdentity")
    return claims


def _between(text: str, start: str, end: str) -> str:
    """The audience out of `provider:audience:subject`; all three may have colons, and an account's number may be blotted out."""
    _, found, rest = text.partition(f"{start}:")
    return rest[: -len(end) - 1] if found and rest.endswith(f":{end}") else ""


def _object(data: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = data.get(name)
    return value if isinstance(value, dict) else {}


def _text(data: Mapping[str, Any], name: str) -> str:
    """A member as text; "" where it is absent or null."""
    return "" if data.get(name) is None else shown(data[name])


def _moment(text: str) -> float:
    try:
        moment = datetime.fromisoformat(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    except ValueError as error:
        raise Unusable("token", f"the record's eventTime is `{text}`, and should be like 2026-11-21T20:31:07Z") from error
