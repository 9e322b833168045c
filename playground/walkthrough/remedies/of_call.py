"""The remedies of a call that STS refused: another role, another duration, or a trust policy changed as little as will do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from urllib.parse import urlsplit

from django.conf import settings

from playground.assembly.rehearsal import rehearse
from playground.assembly.sandbox import stores
from playground.editor.fixes import fixes
from playground.explain import Finding, first_failed
from playground.iam.repair.repair import Words
from playground.providers.catalogue import BY_SLUG
from playground.sandbox.assuming.admission import PLAIN_LIMIT
from playground.sandbox.authorization import Ruling
from playground.sandbox.world import Account, Role
from playground.tokens.checks.signature import KEYS_NOT_HAD
from playground.walkthrough.journey import Draft, Journey, SignIn
from playground.walkthrough.remedies.remedy import Remedy, of_fix
from playground.walkthrough.timeline import request_to_sts

# "This is often a transient error … Retry the request a limited number of times" (API reference of STS)
NOT_REACHED = "IDPCommunicationError"
ROLE_LIMIT = 43_200  # seconds; the highest MaxSessionDuration


def of_call(journey: Journey) -> tuple[Remedy, ...]:
    """The remedies, as things stand now, the smallest first; none when only the learner can know.

    The same call is put to STS's own code once more, on no wire and in no trail, at the moment at which it was refused.
    """
    outcome, account = journey.outcome, stores().accounts.get(journey.account_id)
    if outcome is None or account is None or journey.sign_in is None:
        return ()
    draft = Draft(**outcome.draft)
    answer = rehearse(request_to_sts(draft, journey.sign_in.token, urlsplit(settings.AWS_URL).netloc), outcome.at)
    failed = first_failed(answer.finding.reasons)
    if failed is None:
        return (Remedy(Words("what stopped it has changed since, and the same call would pass now: send it again")),)
    if outcome.code == NOT_REACHED:
        return (Remedy(Words("send the same call again in a moment: neither the token nor a policy is what stopped it")),)
    return _other_provider_id(journey.sign_in, draft, failed, outcome.at) or _at_check(account, draft, failed, answer.ruling)


def _at_check(account: Account, draft: Draft, failed: Finding, ruling: Ruling | None) -> tuple[Remedy, ...]:
    if failed.name == "Trust policy" and failed.document != "token":
        return _for_trust(account, draft, failed, ruling)
    found = _REMEDIES.get(failed.name)
    if found:
        return found(account, draft, failed)
    if failed.says.startswith(KEYS_NOT_HAD):
        words = Words(
            "mend what the issuer publishes, then send the same call again: another token fails at `{}`, too", (failed.name,)
        )
    elif failed.name == "Trust policy":
        words = Words("get another token in step 1: no change of a policy helps a token with such a claim")
    else:
        words = Words("get another token in step 1: no change of a policy helps a token that fails at `{}`", (failed.name,))
    return (Remedy(words, new_token=True),)


def _other_provider_id(sign_in: SignIn, draft: Draft, failed: Finding, at: float) -> tuple[Remedy, ...]:
    """The ProviderId that goes with the token, where another one, or none, is what the call was stopped for."""
    right = BY_SLUG[sign_in.slug].provider_id
    if draft.ProviderId == right or _failed(replace(draft, ProviderId=right), sign_in.token, at) == failed.name:
        return ()
    says = (
        "fill in the `ProviderId` `{}`: the token is opaque"
        if right
        else "leave `ProviderId` out: the token is a JSON Web Token"
    )
    return (Remedy(Words(says, (right,) if right else ()), {"ProviderId": right}),)


def _failed(draft: Draft, token: str, at: float) -> str:
    """The check at which a call would be stopped."""
    failed = first_failed(rehearse(request_to_sts(draft, token, urlsplit(settings.AWS_URL).netloc), at).finding.reasons)
    return failed.name if failed else ""


def _for_trust(account: Account, draft: Draft, failed: Finding, ruling: Ruling | None) -> tuple[Remedy, ...]:
    role = account.role_with_arn(draft.RoleArn)
    if role is None:
        known = ", ".join(map(account.role_arn, account.roles.values()))
        return (Remedy(Words("name a role that is there: `{}`", (known,))),)
    found = [of_fix(fix) for fix in fixes(ruling.request, ruling.policies, ruling.decision)] if ruling else []
    return (*_other_role(account, role, failed), *found)


def _other_role(account: Account, role: Role, failed: Finding) -> tuple[Remedy, ...]:
    """The role that trusts the token's provider, where this one trusts another: nothing has to be allowed for it."""
    provider = next((one.values[1] for one in failed.walk() if one.name == "Principal" and len(one.values) > 1), "")
    other = next((one for one in account.roles.values() if provider and f'"{provider}"' in one.trust_policy), None)
    if other is None or other.name == role.name or f'"{provider}"' in role.trust_policy:
        return ()
    words = Words("ask for the role that trusts `{}`: `{}`", (provider, other.name))
    return (Remedy(words, {"RoleArn": account.role_arn(other)}),)


def _for_duration(account: Account, draft: Draft, _failed: Finding) -> tuple[Remedy, ...]:
    role = account.role_with_arn(draft.RoleArn)
    if role is None:
        return ()
    most, wanted = role.max_session_duration, int(draft.DurationSeconds)
    less = Remedy(Words("ask for at most `{}` seconds", (str(most),)), {"DurationSeconds": str(most)})
    words = Words("raise the MaxSessionDuration of `{}` to `{}` seconds", (role.name, str(wanted)))
    caution = Words("every session of this role may then be so long, and temporary credentials cannot be taken back one by one")
    return (less, Remedy(words, most=wanted, cautions=(caution,))) if wanted <= ROLE_LIMIT else (less,)


def _for_policy(account: Account, draft: Draft, failed: Finding) -> tuple[Remedy, ...]:
    if any(arn in failed.values for arn in draft.PolicyArns):
        known = ", ".join(map(account.policy_arn, account.policies)) or "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"
        return (Remedy(Words("leave that one out of `PolicyArns`, or name one that is there: `{}`", (known,))),)
    if PLAIN_LIMIT in failed.values:
        return (Remedy(Words("shorten the session policies, or bring fewer and shorter session tags")),)
    return (Remedy(Words("correct the session policy in step 3; the line is marked there")),)


def _for_parameters(_account: Account, draft: Draft, failed: Finding) -> tuple[Remedy, ...]:
    has = len(draft.Policy)
    if has > PLAIN_LIMIT:
        says = "shorten `Policy` by `{}` characters: it has `{}`, and may have `{}`"
        return (Remedy(Words(says, (has - PLAIN_LIMIT, has, PLAIN_LIMIT))),)
    if "'webIdentityToken'" in failed.sentence:
        return (Remedy(Words("get another token in step 1: nothing in step 3 makes this one shorter"), new_token=True),)
    return (Remedy(Words("correct the values in step 3; beside each field stands what it takes")),)


_REMEDIES: dict[str, Callable[[Account, Draft, Finding], tuple[Remedy, ...]]] = {
    "Duration": _for_duration,
    "Session policy and tags": _for_policy,
    "Parameters": _for_parameters,
}
