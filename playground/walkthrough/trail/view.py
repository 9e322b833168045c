"""A record as the page shows it, and what there is to filter by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from playground.documents import write_json
from playground.worlds.trail import DatabaseTrail, Kept

SERVICES = {"sts": "STS", "iam": "IAM", "s3": "S3", "cloudtrail": "CloudTrail"}


@dataclass(frozen=True)
class Shown:
    """A record. day, time: UTC.  text: the record as JSON.  marks: its lines that hold a token's subject.  about: a resource."""

    number: int
    day: str
    time: str
    moment: str
    name: str
    service: str
    who: str
    error: str
    about: str
    kind: str
    text: str
    marks: dict[int, str]


def shown(kept: Kept) -> Shown:
    """One record, laid out."""
    event, text = kept.event, write_json(kept.event)
    at = event["eventTime"]
    return Shown(
        number=kept.number,
        day=at[:10],
        time=at[11:19],
        moment=at,
        name=event["eventName"],
        service=service_of(event["eventSource"]),
        who=kept.who,
        error=event.get("errorCode", ""),
        about=next((name for _, name in kept.resources), ""),
        kind="data" if event["eventCategory"] == "Data" else "",
        text=text,
        marks=_marks(event, text),
    )


def service_of(source: str) -> str:
    """`sts.amazonaws.com` as `STS`."""
    name = source.partition(".")[0]
    return SERVICES.get(name, name)


def subject_of(event: dict[str, Any]) -> str:
    """The subject of the token, where a token was the caller, or where its provider's word on the user goes with its session."""
    identity = event.get("userIdentity", {})
    if identity.get("type") == "WebIdentityUser":
        return str(identity.get("userName", ""))
    reported = identity.get("sessionContext", {}).get("webIdFederationData", {}).get("attributes", {})
    return next((str(value) for key, value in reported.items() if key.rpartition(":")[2] in ("sub", "user_id", "id")), "")


def _marks(event: dict[str, Any], text: str) -> dict[int, str]:
    subject = subject_of(event)
    return {number: "lit" for number, line in enumerate(text.split("\n"), 1) if subject and subject in line}


def choices(account_id: str) -> dict[str, Any]:
    """What the kept records can be filtered by, and how many of them hold a token's subject."""
    events = [event for _, event in DatabaseTrail().events(account_id)]
    sources = sorted({event["eventSource"] for event in events})
    return {
        "names": sorted({event["eventName"] for event in events}),
        "sources": [(source, service_of(source)) for source in sources],
        "errors": sorted({event["errorCode"] for event in events if event.get("errorCode")}),
        "total": len(events),
        "subjects": len([event for event in events if subject_of(event)]),
        "a_subject": next((subject_of(event) for event in events if subject_of(event)), ""),
    }
