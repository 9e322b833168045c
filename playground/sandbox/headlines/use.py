"""The headline over a request that was made with temporary credentials and denied."""

from __future__ import annotations

from playground.explain import Finding
from playground.iam import PolicyType

_OF_ROLE = "the role would allow `{}`, and your session policy does not"
_OF_BUCKET = "the bucket policy would allow the role `{}`, and your session policy does not"


def headline_of_use(finding: Finding, failed: Finding | None) -> Finding:
    """The headline; what other policies would have allowed is said first."""
    decision = failed if failed and failed.name in ("Decision", "Existence") else None
    if failed is None or decision is None:
        return failed or finding
    if decision.name == "Existence":
        says = "there is no such object, and without `s3:ListBucket` you are not told so"
        return decision._replace(says=says, values=())
    allowing = [one for one in decision.reasons if one.verdict.value == "pass"]
    if "no session policy" in decision.says and allowing:
        own = any(PolicyType.IDENTITY.words in one.values for one in allowing)
        return decision._replace(says=_OF_ROLE if own else _OF_BUCKET)
    return decision
