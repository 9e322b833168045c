"""Step 5: sign a request, send it, and see which statement decides."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any

from playground.documents import Lines, lines_of
from playground.explain import FAIL, Finding, from_data
from playground.sandbox.gate_words import OF_STS, OF_USE
from playground.sandbox.headlines import headline_of_use
from playground.sandbox.seed import bucket_name
from playground.walkthrough.journey import Journey, Use
from playground.walkthrough.reading import pretty_xml
from playground.walkthrough.remedies import from_data as remedy_of
from playground.walkthrough.signature.spoiling import SPOILERS
from playground.walkthrough.step import Step
from playground.walkthrough.steps.read_answer import expires
from playground.walkthrough.token.holder import folder_of
from playground.walkthrough.using import BY_NAME, CHOICES
from playground.wire.masking import mask_body


@dataclass
class Spoken:
    """A row of the table: what one statement said. decides: the one that settled it.  elements: findings by name.

    policy: the type, as AWS names it.  document, span: where the statement stands.
    """

    label: str
    policy: str
    document: str
    span: Lines | None
    verdict: str
    words: str
    elements: dict[str, Finding]
    decides: bool = False


@dataclass
class Document:
    """A policy as it stands, with the lines of its statements lit by what they said."""

    name: str
    kind: str
    text: str
    marks: dict[int, str] = field(default_factory=dict)


def context(journey: Journey) -> dict[str, Any]:
    """The form, and the last request with its decision and its signature."""
    outcome = journey.outcome
    assert outcome is not None
    bucket = bucket_name(journey.account_id)
    folder = folder_of(journey)
    first = {"operation": "ListObjectsV2", "bucket": bucket, "prefix": folder, "key": f"{folder}notes.txt", "body": "Hello.\n"}
    given = first | (journey.use.given if journey.use else {})
    return {
        "choices": CHOICES,
        "spoilers": SPOILERS,
        "given": given,
        "takes": BY_NAME[given["operation"]].takes,
        "bucket": bucket,
        "outcome": outcome,
        "expires": expires(outcome),
        "left": expires(outcome) - time.time(),
        "sts_chain": from_data(outcome.finding).reasons,
        "sts_words": OF_STS,
        **(_result(journey.use) if journey.use else {"use": None}),
    }


def _result(use: Use) -> dict[str, Any]:
    finding = from_data(use.finding)
    decision = next((one for one in reversed(finding.reasons) if one.name in ("Decision", "Existence")), None)
    failed = next((one for one in finding.reasons if one.verdict is FAIL), None)
    sides = _sides(use)
    remedies = [remedy_of(one) for one in use.remedies]
    documents = [Document(one["name"], one["kind"], one["text"]) for one in use.documents]
    return {
        "use": use,
        "finding": finding,
        "failed": failed,
        "headline": _headline(sides, finding, failed),
        "way": finding.reasons,
        "service": BY_NAME[use.given["operation"]].service,
        "words": OF_USE,
        "decision": decision,
        "spoken": _spoken(decision, documents) if decision else [],
        "documents": documents,
        "remedies": remedies,
        "signed_number": "5.5" if remedies else "5.4",
        "sides": sides,
        **_body(use),
        "shown_headers": "\n".join(f"{name}: {value}" for name, value in use.headers.items()),
    }


def _sides(use: Use) -> dict[str, Any] | None:
    """Both sides of a signature that was spoiled, where they part."""
    kept = use.signed.get("sides")
    return {**kept, "difference": from_data(kept["difference"])} if kept else None


def _headline(sides: dict[str, Any] | None, finding: Finding, failed: Finding | None) -> Finding:
    """Where both sides are known, what differs between them says more than AWS can know."""
    if sides is None or failed is None or failed.name != "Signature":
        return headline_of_use(finding, failed)
    name = sides["difference"].name
    if name == "key":
        return failed._replace(says="both sides signed the same text with another secret", values=())
    return failed._replace(says="what was signed is not what arrived: the {} differs", values=(name,))


def _body(use: Use) -> dict[str, str]:
    kind = next((value for name, value in use.headers.items() if name.lower() == "content-type"), "")
    text = mask_body(kind, use.body)
    return {"body": pretty_xml(text), "body_kind": "xml"} if "xml" in kind else {"body": text, "body_kind": ""}


def _spoken(decision: Finding, documents: list[Document]) -> list[Spoken]:
    """A row a statement; marks the documents on the way."""
    by_name = {document.name: document for document in documents}
    rows = [_row(policy, statement, by_name) for policy in decision.reasons for statement in policy.reasons]
    for row in _deciding(decision, rows):
        row.decides = True
    for row in rows:
        _light(row, by_name)
    return rows


def _row(policy: Finding, statement: Finding, documents: dict[str, Document]) -> Spoken:
    document = documents.get(policy.document)
    span = lines_of(document.text).get(statement.pointer) if document else None
    elements: dict[str, Finding] = {}
    for one in statement.reasons:
        if one.name not in elements or one.verdict is FAIL:
            elements[one.name] = one
    words = {"pass": "Allows", "fail": "Denies", "skip": "Says nothing"}[statement.verdict.value]
    label, kind = str(statement.values[0]), str(policy.values[0])
    return Spoken(label, kind, policy.document, span, statement.verdict.value, words, elements)


def _light(row: Spoken, documents: dict[str, Document]) -> None:
    """Marks the statement's lines: allowed, denied, or, for one that is silent where it had to speak, simply lit."""
    mark = {"pass": "pass", "fail": "fail"}.get(row.verdict, "lit" if row.decides else "")
    if row.span and mark and row.document in documents:
        documents[row.document].marks |= dict.fromkeys(range(row.span.first, row.span.last + 1), mark)


def _deciding(decision: Finding, rows: list[Spoken]) -> list[Spoken]:
    """A deny decides alone; an allow with every other; without one, the type of policy that is silent where it had to allow."""
    denies = [row for row in rows if row.verdict == "fail"]
    if denies:
        return denies
    if decision.verdict is not FAIL:
        return [row for row in rows if row.verdict == "pass"]
    return [row for row in rows if row.policy in decision.says]


def note(journey: Journey | None) -> str:
    """What came back last."""
    if journey is None or journey.outcome is None or not journey.outcome.credentials:
        return "needs credentials"
    if journey.use is None:
        return "ready"
    return f"{journey.use.status} {journey.use.code}".strip()


def state(journey: Journey | None) -> str:
    """Done or failed with the last request."""
    if journey is None or journey.use is None:
        return "todo"
    return "done" if journey.use.status < 400 else "fail"


def stands(journey: Journey | None) -> tuple[str, str]:
    """Its place in the rail."""
    return state(journey), note(journey)


def needs(journey: Journey | None) -> str:
    """Credentials."""
    if journey and journey.outcome and journey.outcome.credentials:
        return ""
    none = (
        "your last call to STS was refused and gave you none"
        if journey and journey.outcome
        else "STS has not given you any yet"
    )
    return f"A request to S3 is signed with credentials, and {none}."


STEP = Step(5, "use", "Use the credentials", "steps/use_credentials.html", stands, needs, context)
