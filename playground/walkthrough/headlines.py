"""The sentence that explains a refusal, for the large letters: who trusts whom, without the long values that stand below it."""

from __future__ import annotations

from typing import Any

from playground.explain import Finding

_AUDIENCE = (":aud", ":app_id", ":oaud")
_SUBJECT = (":sub", ":user_id", "facebook.com:id")


def headline(failed: Finding, draft: dict[str, Any]) -> Finding:
    """A finding that says in one breath what the failed one says in detail; the failed one itself where it is short enough."""
    role = str(draft.get("RoleArn", "")).rpartition("/")[2]
    if failed.name == "Trust policy":
        return _of_trust(failed, role)
    if failed.name == "Parameters":
        return failed._replace(
            says="STS did not take the call: a value has not the length or the shape that it must have", values=()
        )
    return failed


def _of_trust(failed: Finding, role: str) -> Finding:
    compared = failed.compared
    if compared is not None:
        key = compared.got_from.lower()
        if key.endswith(_AUDIENCE):
            says = "the role `{}` trusts another app than the one this token was made for"
            return failed._replace(says=says, values=(role,))
        if key.endswith(_SUBJECT):
            return failed._replace(says="the role `{}` trusts somebody else than this token names", values=(role,))
        return failed._replace(says="the role `{}` wants another `{}` than this token has", values=(role, compared.got_from))
    principal = next((one for one in failed.walk() if one.name == "Principal" and len(one.values) > 1), None)
    if principal is not None and not any(one.name == "Action" for one in failed.walk()):
        says = "the role `{}` trusts `{}`, and this token comes from `{}`"
        return failed._replace(says=says, values=(role, *principal.values[:2]))
    return failed


def headline_of_use(finding: Finding, failed: Finding | None) -> Finding:
    """The same for a request with the credentials; what other policies would have allowed is said first."""
    decision = failed if failed and failed.name in ("Decision", "Existence") else None
    if failed is None or decision is None:
        return failed or finding
    allowing = [one for one in decision.reasons if one.verdict.value == "pass"]
    if "no session policy" in decision.says and allowing:
        return decision._replace(says="the role would allow `{}`, and your session policy does not")
    if decision.name == "Existence":
        says = "there is no such object, and without `s3:ListBucket` you are not told so"
        return decision._replace(says=says, values=())
    return decision
