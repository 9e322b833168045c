"""Step 5, for a target: the request goes there, signed with the credentials that it gave."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

from playground.walkthrough.journey import Journey
from playground.walkthrough.outside.chosen import chosen, endpoint
from playground.walkthrough.outside.steps.read_answer import told
from playground.walkthrough.steps import use_credentials as sandbox
from playground.walkthrough.token.holder import folder_of
from playground.walkthrough.using import BY_NAME, CHOICES


def context(journey: Journey) -> dict[str, Any]:
    """The form, and the last request with its answer."""
    outside = chosen(journey)
    assert outside is not None
    bucket, folder = outside.where.bucket, folder_of(journey)
    first = {"operation": "GetCallerIdentity", "bucket": bucket, "prefix": "", "key": f"{folder}notes.txt", "body": "Hello.\n"}
    given = first | outside.given
    return {
        "outside": outside,
        "choices": CHOICES,
        "given": given,
        "takes": BY_NAME[given["operation"]].takes,
        "credentials": outside.credentials,
        "endpoints": {service: endpoint(outside.where, service) for service in ("s3", "sts")},
        "expires": outside.expires,
        "left": outside.expires - time.time(),
        "used": told(outside.used) if outside.used else None,
    }


def note(journey: Journey | None) -> str:
    """What came back last."""
    outside = chosen(journey)
    if outside is None or not outside.credentials:
        return "needs credentials"
    return f"{outside.used.status or ''} {outside.used.code}".strip() if outside.used else "ready"


def state(journey: Journey | None) -> str:
    """Done or failed with the last request."""
    outside = chosen(journey)
    if outside is None or outside.used is None:
        return "todo"
    return "done" if outside.used.good else "fail"


def needs(journey: Journey | None) -> str:
    """Credentials."""
    outside = chosen(journey)
    return "" if outside and outside.credentials else sandbox.needs(None)


def stands(journey: Journey | None) -> tuple[str, str]:
    """Its place in the rail."""
    return state(journey), note(journey)


STEP = replace(sandbox.STEP, template="outside/use_credentials.html", stands=stands, needs=needs, context=context)
