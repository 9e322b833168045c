"""AWS's own sentence for a denied request.

https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
"""

from __future__ import annotations

from playground.iam.decide import Decision, Outcome
from playground.iam.request import Request


def denial(request: Request, decision: Decision, *, quoted: bool = False, named: bool = True, arn: str = "") -> str:
    """`User: … is not authorized to perform: … on resource: … because …`; S3 puts the resource in quotes.

    named: whether the resource is told at all; of an action that applies to none it is not.
    arn: of the policy that denies explicitly, named since January 2026 (AWS Security Blog, "Enhanced access denied error messages").
    """
    resource = f'"{request.resource}"' if quoted else request.resource
    start = f"User: {request.principal.name} is not authorized to perform: {request.action}" + (
        f" on resource: {resource}" if named else ""
    )
    words = decision.by.words
    if decision.outcome is Outcome.EXPLICITLY_DENIED:
        article = "the" if words.startswith("role trust") else "an" if words[0] in "aeiou" else "a"
        return f"{start} with an explicit deny in {article} {words}" + (f": {arn}" if arn else "")
    return f"{start} because no {words} allows the {request.action} action"
