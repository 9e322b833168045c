"""LookupEvents: the management events of the account, the newest first.

https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html
AWS answers for one region, and up to 15 minutes late; the sandbox for all regions, at once. Data events are in no answer of either.
"""

from __future__ import annotations

from typing import Any

from playground.sandbox.cloudtrail.cursor import read_cursor, write_cursor
from playground.sandbox.cloudtrail.looked_up import check_attributes, event_shape, matches
from playground.sandbox.cloudtrail.moments import moment
from playground.sandbox.errors import AwsError, Words
from playground.sandbox.exchange import HttpResponse
from playground.sandbox.operation import Asked, Call, Operation
from playground.sandbox.protocols.json_answer import answer

MOST = 50


def perform(call: Call) -> HttpResponse:
    """Answers a page of events. Raises AwsError with the exceptions that AWS documents."""
    assert call.account is not None
    given = call.parameters
    most = given.get("MaxResults", MOST)
    if not 1 <= most <= MOST:
        message = f"A maximum results value of {most} is invalid. Specify max results between 1 and {MOST}."
        raise AwsError("InvalidMaxResultsException", message, words=Words.UNCONFIRMED)
    start, end = _time(given, "StartTime"), _time(given, "EndTime")
    if start is not None and end is not None and start > end:
        message = "Time range specified is not valid. Start time must be before end time."
        raise AwsError("InvalidTimeRangeException", message, words=Words.UNCONFIRMED)
    before, attributes = read_cursor(call, given), given.get("LookupAttributes", [])
    check_attributes(attributes)
    kept = [] if _insights(given) else call.stores.trail.events(call.account.account_id, before)
    found = [(number, event) for number, event in kept if matches(event, attributes, start, end)]
    events: dict[str, Any] = {"Events": [event_shape(event) for _, event in found[:most]]}
    return answer(call, events | ({"NextToken": write_cursor(call, given, found[most - 1][0])} if len(found) > most else {}))


def _insights(given: dict[str, Any]) -> bool:
    """Whether Insights events are asked for, of which the sandbox has none. Raises InvalidEventCategoryException."""
    if given.get("EventCategory") not in (None, "insight"):
        message = "The event category is not valid. The valid value is insight."
        raise AwsError("InvalidEventCategoryException", message, words=Words.UNCONFIRMED)
    return "EventCategory" in given


def _time(given: dict[str, Any], name: str) -> float | None:
    if name not in given:
        return None
    value = moment(given[name])
    if value is None:
        raise AwsError("SerializationException", "", confirmed=False)
    return value


def asks(_call: Call) -> tuple[Asked, ...]:
    """cloudtrail:LookupEvents; it applies to no resource."""
    return (Asked("cloudtrail:LookupEvents", "*", {}, named=False),)


OPERATION = Operation("LookupEvents", "cloudtrail", perform, asks)
