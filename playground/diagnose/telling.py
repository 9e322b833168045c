"""The first sentence of a diagnosis, and what it adds in the second."""

from __future__ import annotations

from playground.diagnose.chain.account import federated_principals
from playground.diagnose.chain.session_request import owner_of
from playground.diagnose.chain.token_checks import NOT_TAKEN
from playground.diagnose.examine import Diagnosis
from playground.explain import FAIL, PASS, WARN, Finding
from playground.iam import PolicyType
from playground.iam.arn import parse_arn
from playground.iam.decide import Outcome
from playground.sandbox.assuming.trust import NAME as TRUST_POLICY
from playground.sandbox.headlines import headline, headline_of_use


def first_sentence(found: Diagnosis) -> Finding:
    """What came of it, in one sentence."""
    failed = found.failed
    if found.undecided:
        keys = ", ".join(found.undecided)
        if any(one.name == TRUST_POLICY and one.passed for one in found.chain):
            says = "the role lets this in, and whether `{}` is allowed hangs on `{}`, which was not given"
            return Finding("Result", FAIL, says, (found.setup.action, keys))
        return Finding("Result", FAIL, "whether the role lets this in hangs on `{}`, which was not given", (keys,))
    if failed is None:
        return _allowed(found)
    if failed.name == "Registered provider":
        plain = failed if failed.says == NOT_TAKEN else _anothers_provider(found, failed)
        return plain or headline(failed, found.role.name, found.setup.pasted.unverified_claims)
    if failed.name == found.setup.action:
        untold = not found.setup.policies and silent_role(found)
        plain = failed._replace(says=_NOT_GIVEN, values=(failed.name,)) if untold else failed
        return headline_of_use(plain, plain._replace(name="Decision"))
    return headline(failed, found.role.name, _claims(found))


_NOT_GIVEN = "no permission policy of the role was given, and nothing that was given allows `{}`"


def silent_role(found: Diagnosis) -> bool:
    """Whether what is missing is an Allow of the role's own policies."""
    decision = found.request.decision if found.request else None
    return decision is not None and (decision.outcome, decision.by) == (Outcome.IMPLICITLY_DENIED, PolicyType.IDENTITY)


def _claims(found: Diagnosis) -> dict[str, object]:
    return dict(found.setup.pasted.unverified_claims or found.setup.pasted.answer)


def _must_allow_too(found: Diagnosis) -> str:
    """The policy of what the action is on, where nothing goes without it; an empty text where it was given, or is not needed.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
    """
    action, owner = found.setup.action.lower(), owner_of(found.setup, found.account)
    if action in ("sts:assumerole", "sts:tagsession", "sts:setsourceidentity"):
        return "the trust policy of the role that is asked for"
    if found.setup.bucket_policy.strip():
        return ""
    if action.startswith("kms:"):
        return "the key's own policy"
    return "" if owner == found.account.account_id else f"the resource's own policy in account {owner}"


def _allowed(found: Diagnosis) -> Finding:
    if found.setup.action and found.request is None:  # no policy decides it
        return found.chain[-1]._replace(name="Result")
    if found.setup.action and (theirs := _must_allow_too(found)):
        says = f"`{{}}` would be allowed as far as could be judged; {theirs}, which was not given, must allow it too"
        return Finding("Result", PASS, says, (found.setup.action,))
    if found.setup.action:
        says = "`{}` would be allowed: the token passes, the role lets it in, and every policy that must allow it does"
        return Finding("Result", PASS, says, (found.setup.action,))
    if not found.setup.trust.strip():
        return Finding(
            "Result", PASS, "nothing is wrong with the token as far as it was given; whom the role trusts is left open"
        )
    if found.open:
        return Finding("Result", PASS, "the role `{}` trusts this token, as far as could be judged", (found.role.name,))
    return Finding("Result", PASS, "STS would say yes: the token passes and the role `{}` lets it in", (found.role.name,))


def _anothers_provider(found: Diagnosis, failed: Finding) -> Finding | None:
    """The trust policy names a provider of this very issuer, in another account."""
    url = str(found.setup.pasted.unverified_claims.get("iss", "")).removeprefix("https://")
    arns = [arn for text in federated_principals(found.setup.trust) if (arn := parse_arn(text))]
    strange = next(
        (arn for arn in arns if arn.resource == f"oidc-provider/{url}" and arn.account != found.account.account_id), None
    )
    if strange is None:
        return None
    says = (
        "the trust policy names the identity provider of account `{}`, and the role is in `{}`: STS takes only a provider of "
        "the role's own account"
    )
    return failed._replace(says=says, values=(strange.account, found.account.account_id))


def beside_the_record(found: Diagnosis) -> Finding | None:
    """Where CloudTrail's record of the call and this reading of it come apart, and what that can come of."""
    record = found.setup.pasted.record
    if record is None or found.undecided or not found.setup.trust.strip():
        return None
    if not record.error and found.failed and found.failed.name != found.setup.action:
        says = (
            "the record says that AWS let this call in, so what was pasted is not what decided then: it was changed since, or is"
            " another role's"
        )
        return Finding("Record", WARN, says)
    if record.error == "AccessDenied" and found.allowed:
        says = (
            "the record says `{}`, and nothing that was pasted refuses it: the role is not there, its trust policy was another, a policy"
            " of the organisation denies it, or the token has tags or a source identity that the record leaves out"
        )
        return Finding("Record", WARN, says, (record.error,))
    return None


def then(found: Diagnosis) -> Finding | None:
    """What would stop the call once the first thing is mended."""
    if not found.later:
        return None
    return headline(found.later[0], found.role.name, _claims(found))
