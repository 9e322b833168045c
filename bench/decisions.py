"""Decisions per second of playground.iam, with every explanation it gives; the case is case.json, for the peer as well."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.iam_simulate import iam_simulate
from bench.npm import Unavailable
from bench.table import Row
from playground.iam import Outcome, Policies, PolicyType, Request, decide, parse_policy
from playground.iam.verdict import verdict

CASE = Path(__file__).with_name("case.json")
FORMS = ("request built each time", "request built before")
GOALS = (2,)
LEAST = 100_000  # a second, without explanations
ROUNDS = 5
SECONDS = 0.6


def measure() -> tuple[list[Row], list[str]]:
    """A row for each form, and notes. The best of the rounds counts on both sides, one thread each."""
    works = _works(json.loads(CASE.read_text()))
    ours: list[list[float]] = [[], [], []]
    theirs: list[list[float]] = [[], []]
    notes = []
    try:
        with iam_simulate(CASE) as ask:
            for _ in range(ROUNDS):
                _round(ours, [_rate(work) for work in works])
                _round(theirs, ask(SECONDS))
    except Unavailable as reason:
        notes.append(f"iam-simulate was not measured: {reason}")
        for _ in range(ROUNDS):
            _round(ours, [_rate(work) for work in works])
    rows = [
        Row("Decision, explained", form, max(mine), "iam-simulate", max(other) if other else None, GOALS)
        for form, mine, other in zip(FORMS, ours[:2], theirs, strict=True)
    ]
    best = max(theirs[1]) if theirs[1] else None
    return [*rows, Row("Decision, outcome alone", FORMS[1], max(ours[2]), "iam-simulate", best, (), least=LEAST)], notes


def _round(kept: list[list[float]], rates: list[float]) -> None:
    for rates_of_form, rate in zip(kept, rates, strict=True):
        rates_of_form.append(rate)


def _works(case: dict[str, Any]) -> tuple[Callable[[], object], ...]:
    policies = Policies(
        identity=(parse_policy(case["rolePolicy"], PolicyType.IDENTITY, "role"),),
        session=(parse_policy(case["sessionPolicy"], PolicyType.SESSION, "session"),),
    )

    def request() -> Request:
        return Request(case["action"], case["resource"], case["principal"], case["context"], case["account"])

    before = request()
    assert decide(before, policies).outcome is Outcome.ALLOWED
    assert verdict(before, policies) is Outcome.ALLOWED
    return lambda: decide(request(), policies), lambda: decide(before, policies), lambda: verdict(before, policies)


def _rate(work: Callable[[], object]) -> float:
    """Calls per second, in batches long enough that looking at the clock costs nothing."""
    made, start = 0, time.perf_counter()
    while (took := time.perf_counter() - start) < SECONDS:
        for _ in range(200):
            work()
        made += 200
    return made / took
