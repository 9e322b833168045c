"""The remedies of a request that was denied: changes of the policies that bear on it, where they are the visitor's to change."""

from __future__ import annotations

from playground.editor.fixes import Changed, fixes
from playground.sandbox.gateway import Answer
from playground.walkthrough.remedies.remedy import Remedy, of_fix

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
    found = fixes(ruling.request, ruling.policies, ruling.decision)
    return tuple(of_fix(fix) for fix in found if all(map(_theirs, fix.changed)))


def _theirs(changed: Changed) -> bool:
    """Whether it is the visitor's to change: neither AWS's nor a managed session policy, which others use too."""
    return not changed.arn.startswith(AWS_MANAGED) and not (changed.kind == "SESSION" and changed.arn)
