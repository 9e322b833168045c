"""What is said of a message that denies a request: who asked for what, what is likely, what to paste next, and whether it agrees."""

from __future__ import annotations

from playground.diagnose.examine import Diagnosis
from playground.diagnose.reading.denial import Denial
from playground.diagnose.telling import silent_role
from playground.explain import FAIL, OPEN, WARN, Finding
from playground.iam.arn import parse_arn
from playground.iam.catalogue.actions import action as catalogued

_ALONE = "`{}` is on nothing of its own: only a statement whose `Resource` is `*` covers it, and none with the ARN of something"
_NEXT = "to see which statement it is, paste the token's claims, the role's trust policy and {}; action and resource stand in the form"
_ENDPOINT = "the policy of an endpoint is not looked at here; whoever runs the network has it"
# What to paste, by the type of policy that the message names.
_WANTED = {
    "identity-based policy": "its permission policy",
    "session policy": "its permission policy and the session policy",
    "permissions boundary": "its permission policy and the boundary",
    "resource-based policy": "its permission policy and the policy of the resource",
    "service control policy": "its permission policy and the service control policy",
    "resource control policy": "its permission policy and the resource control policy",
    "": "whatever policies bear on it",
}


def told(denial: Denial) -> Finding:
    """The message in one sentence: who asked for what, and what was in the way."""
    role, name = denial.session
    arn = parse_arn(denial.caller)
    who, values = "`{}`", [denial.caller]
    if role and arn:
        who, values = "the session `{}` of the role `{}` in account `{}`", [name, role, arn.account]
    on = [denial.resource] if denial.resource else []
    says, last = _in_the_way(denial)
    return Finding(
        "Message", FAIL, f"{who} asked for `{{}}`{' on `{}`' if on else ''}{says}", (*values, denial.action, *on, *last)
    )


def _in_the_way(denial: Denial) -> tuple[str, tuple[str, ...]]:
    policy = denial.policy
    if not denial.explicit:
        return f", and no {policy} allows it" if policy else "; which policy was in the way is not said", ()
    if not policy:
        return ", and a `Deny` speaks about it; where it stands is not said", ()
    article = "the" if policy.startswith("role trust") else "an" if policy[0] in "aeiou" else "a"
    says = f", and {article} {policy} denies it"
    return (f"{says}: `{{}}`", (denial.arn,)) if denial.arn else (says, ())


def hint(denial: Denial) -> Finding | None:
    """What is likely wrong with this very request; None where nothing is known of it."""
    found = catalogued(denial.action)
    others = denial.explicit or denial.policy == "resource-based policy" or denial.action.startswith("s3:")
    return None if found is None or found.resources or others else Finding("Hint", FAIL, _ALONE, (denial.action,))


def next_step(denial: Denial, filled: bool) -> Finding | None:
    """What to paste next. filled: whether the form holds the request now."""
    if denial.policy == "VPC endpoint policy":
        return Finding("Next", OPEN, _ENDPOINT)
    wanted = _WANTED.get(denial.policy)
    return Finding("Next", OPEN, _NEXT.replace("{}", wanted)) if wanted and filled else None


def beside_the_message(found: Diagnosis, denial: Denial | None) -> Finding | None:
    """Where AWS's message and this reading of the same request come apart."""
    decided = found.request
    if denial is None or decided is None or found.undecided or (found.failed and found.failed.name != denial.action):
        return None
    if (denial.action, denial.resource) != (found.setup.action, found.setup.resource):
        return None
    named = denial.policy or "policy"
    if decided.decision.allowed:
        says = (
            f"the message says that AWS refused this, and nothing that was pasted does: the {named} was another or is not all here, or"
            " the request had other condition keys"
        )
        return Finding("Message", WARN, says)
    untold = silent_role(found) and not found.setup.policies
    if untold or not denial.policy or decided.decision.by.words == denial.policy:
        return None
    says = f"the message names the {named}, and of what was pasted the {decided.decision.by.words} stands in the way; AWS names one"
    return Finding("Message", WARN, says)
