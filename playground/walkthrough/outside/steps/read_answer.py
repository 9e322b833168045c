"""Step 4, for a target: its answer as it came, and our reading beside it."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

from playground.aws.target import Target
from playground.explain import FAIL, Finding, from_data
from playground.providers.catalogue import BY_SLUG
from playground.sandbox.gate_words import OF_STS
from playground.sandbox.headlines import headline
from playground.walkthrough.carrying import Place, carried
from playground.walkthrough.journey import Journey
from playground.walkthrough.outside.chosen import chosen, endpoint
from playground.walkthrough.outside.state import Answered, Outside
from playground.walkthrough.reading import pretty_xml
from playground.walkthrough.steps import read_answer as sandbox
from playground.walkthrough.token.holder import answer_of
from playground.wire.loose import mask


def context(journey: Journey) -> dict[str, Any]:
    """The answer, our reading, and the credentials where there are any."""
    outside = chosen(journey)
    assert outside is not None and outside.answer is not None
    name = outside.where.role_arn.rpartition("/")[2]
    opened = told(outside.answer)
    reading = opened["reading"]
    failed = next((one for one in reading.reasons if one.verdict is FAIL), None) if reading else None
    shared: dict[str, Any] = {
        "outside": outside,
        "answered": outside.answer,
        "told": opened,
        "role_name": name,
        "sign_in": journey.sign_in,
        "provider": BY_SLUG[journey.sign_in.slug] if journey.sign_in else None,
        "words": OF_STS,
        "headline": headline(failed, name, answer_of(journey) if journey.sign_in else {}) if failed else None,
        "failed": failed,
        "credentials": outside.credentials,
    }
    return shared | (_granted(outside) if outside.credentials else {})


def told(answered: Answered) -> dict[str, Any]:
    """An answer with our reading opened."""
    return {
        "answered": answered,
        "body": pretty_xml(answered.body) if answered.body.startswith("<") else answered.body,
        "headers": "\n".join(f"{name}: {value}" for name, value in answered.headers.items()),
        "trouble": Finding("Trouble", FAIL, answered.trouble) if answered.trouble else None,
        "reading": from_data(answered.reading) if answered.reading else None,
    }


def _granted(outside: Outside) -> dict[str, Any]:
    credentials = outside.credentials
    return {
        "fields": outside.answer.fields if outside.answer else {},
        "secret_masked": mask(credentials["SecretAccessKey"]),
        "token_masked": mask(credentials["SessionToken"]),
        "token_length": len(credentials["SessionToken"]),
        "expires": outside.expires,
        "left": outside.expires - time.time(),
        "carried": carried(credentials["AccessKeyId"], outside.sent, place(outside.where)),
    }


def place(target: Target) -> Place:
    """For a terminal. The AWS CLI and every SDK find AWS's own endpoints by the region."""
    bucket = target.bucket or "your-bucket"
    if target.kind == "aws":
        return Place("", target.region, bucket)
    return Place(endpoint(target, "s3"), target.region, bucket, target.sts_url)


def note(journey: Journey | None) -> str:
    """What came back."""
    outside = chosen(journey)
    if outside is None or outside.answer is None:
        return "needs a call"
    if not outside.credentials:
        return f"{outside.answer.status or 'no answer:'} {outside.answer.code}".strip()
    return f"credentials for {int((outside.expires - time.time()) // 60)} min"


def state(journey: Journey | None) -> str:
    """Done with credentials, failed with a refusal."""
    outside = chosen(journey)
    if outside is None or outside.answer is None:
        return "todo"
    return "done" if outside.answer.good else "fail"


def needs(journey: Journey | None) -> str:
    """A call."""
    outside = chosen(journey)
    return "" if outside and outside.answer else sandbox.needs(None)


def stands(journey: Journey | None) -> tuple[str, str]:
    """Its place in the rail."""
    return state(journey), note(journey)


STEP = replace(sandbox.STEP, template="outside/read_answer.html", stands=stands, needs=needs, context=context)
