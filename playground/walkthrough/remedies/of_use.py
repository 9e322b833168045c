"""The remedies of a request that was denied: changes of the policies that bear on it, where they are the visitor's to change."""

from __future__ import annotations

from dataclasses import replace

from playground.assembly.sandbox import stores
from playground.editor.fixes import Changed, fixes
from playground.iam.repair.repair import Words
from playground.sandbox.authorization import Ruling
from playground.sandbox.gateway import Answer
from playground.walkthrough.remedies.remedy import Remedy, of_fix

_NOT_THERE = "there is no object `{}`: once it is allowed, S3 answers 404, or still 403 while you may not list the bucket"
AWS_MANAGED = "arn:aws:iam::aws:"


def of_use(answer: Answer, account_id: str) -> tuple[Remedy, ...]:
    """The remedies for the decision that denied the request, the smallest first."""
    ruling = answer.ruling
    if answer.error != "AccessDenied" or ruling is None or ruling.decision.allowed:
        return ()
    if ruling.bucket is not None and ruling.bucket.account_id != account_id:
        return ()  # the other account would have to change something too, and what it has is nobody else's business
    if not any(one.name == "Decision" and one.verdict == "fail" for one in answer.finding.reasons):
        return ()
    found, besides = fixes(ruling.request, ruling.policies, ruling.decision), _what_then(ruling)
    return tuple(of_fix(replace(fix, cautions=(*fix.cautions, *besides))) for fix in found if all(map(_theirs, fix.changed)))


def _what_then(ruling: Ruling) -> tuple[Words, ...]:
    """A change of a policy makes no object."""
    _, slash, key = ruling.request.resource.partition("/")
    if ruling.request.action != "s3:GetObject" or not slash or ruling.bucket is None:
        return ()
    return () if stores().buckets.head(ruling.bucket.name, key) else (Words(_NOT_THERE, (key,)),)


def _theirs(changed: Changed) -> bool:
    """Whether it is the visitor's to change: neither AWS's nor a managed session policy, which others use too."""
    return not changed.arn.startswith(AWS_MANAGED) and not (changed.kind == "SESSION" and changed.arn)
