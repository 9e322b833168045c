"""Where a visitor's calls go: the sandbox, or the target that they chose and that the site still allows."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from playground.aws.clients import client
from playground.aws.target import Target, offered, why_not
from playground.walkthrough.journey import Journey
from playground.walkthrough.outside.state import Outside
from playground.walkthrough.syntax import Call
from playground.walkthrough.visitors.visitor import journey_of


class Going(NamedTuple):
    """Where calls go. live: beyond the sandbox.  words: in short.  kind: of the target."""

    live: bool
    words: str
    kind: str = "sandbox"


def chosen(journey: Journey | None) -> Outside | None:
    """The target, with what came of it; None for the sandbox, and for a target that is no longer allowed."""
    outside = journey.outside if journey else None
    return outside if outside and not why_not(outside.where) else None


def going(journey: Journey | None) -> Going | None:
    """Where the calls of steps 3 to 5 go; None where there is nothing to choose."""
    if not offered():
        return None
    outside = chosen(journey)
    return Going(True, outside.where.words, outside.where.kind) if outside else Going(False, "the sandbox")


def calls_go(request: HttpRequest) -> dict[str, object]:
    """For every template: `calls_go`, looked up once a page asks for it."""
    return {"calls_go": SimpleLazyObject(lambda: going(journey_of(request)))} if offered() else {"calls_go": None}


def call_of(journey: Journey, token: str = "") -> Call:
    """The call of step 3 as it goes out, and where to."""
    outside = chosen(journey)
    if outside is None:
        return Call(journey.draft, settings.AWS_URL, settings.AWS_REGION, token)
    target = outside.where
    return Call(replace(journey.draft, RoleArn=target.role_arn), endpoint(target, "sts"), target.region, token)


def endpoint(target: Target, service: str) -> str:
    """The address of `sts`, `s3` or `iam` there, AWS's own as botocore knows it."""
    return str(target.url(service) or client(service, None, target.region).meta.endpoint_url)
