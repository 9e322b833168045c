"""Makes the change of a remedy: in the call, in the role, or in a document, provided that it still says what it said then.

What IAM and S3 would not keep is not kept: the change leads to a policy that works, but it may be one too long.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, replace

from playground.assembly.sandbox import stores
from playground.editor.fixes import Changed
from playground.sandbox.errors import AwsError
from playground.sandbox.iam_api.documents import check_inline_policy, check_managed_policy, check_trust_policy
from playground.sandbox.stores import Bucket
from playground.sandbox.world import Account, Role
from playground.walkthrough.editing.documents import of_bucket
from playground.walkthrough.editing.refused import of_s3
from playground.walkthrough.journey import Draft, Journey
from playground.walkthrough.remedies.remedy import Remedy
from playground.worlds.buckets import set_bucket_policy

NEW = "AllowedByTheExplainer"  # the name of an inline policy that was not there


class _Stale(Exception):
    """A document is no longer what the remedy was made for."""


class _Refused(Exception):
    """S3 would not keep a bucket's policy.  Its text: why."""


def apply(journey: Journey, remedy: Remedy) -> str:
    """Changes the journey's draft and the visitor's account. Answers what kept it from that; empty when all is done."""
    assert journey.outcome is not None
    draft = Draft(**journey.outcome.draft)
    try:
        bucket = journey.use.given["bucket"] if journey.use else ""
        draft = _in_call(draft, remedy)
        kept = [(_bucket(bucket, journey.account_id, one), one) for one in remedy.changed if one.kind == "RESOURCE"]
        _in_account(journey.account_id, draft.RoleArn, remedy)
        for found, one in kept:
            set_bucket_policy(found.name, one.text)
    except _Stale:
        return "a policy was changed in the meantime, so this change no longer fits: send it again, and there is a fresh one"
    except AwsError as error:
        return f"IAM would refuse the changed policy: edit it in step 3 instead (AWS: {error.message})"
    except _Refused as why:
        return f"S3 would refuse the changed policy: edit it in step 3 instead ({why})"
    journey.draft = Draft(**asdict(draft) | dict(remedy.draft))
    return ""


def _in_call(draft: Draft, remedy: Remedy) -> Draft:
    for one in remedy.changed:
        if one.kind == "SESSION":
            _same(draft.Policy, one)
            draft = replace(draft, Policy=one.text)
    return draft


def _same(text: str, changed: Changed) -> None:
    if text != changed.before:
        raise _Stale


def _in_account(account_id: str, role_arn: str, remedy: Remedy) -> None:
    """The role and the managed policies, all at once or none."""
    concerned = [one for one in remedy.changed if one.kind in _WAYS]
    if not concerned and not remedy.most:
        return

    def edit(account: Account) -> Account:
        role = account.role_with_arn(role_arn)
        if role is None:
            raise _Stale
        if remedy.most:
            account = account.with_role(replace(role, max_session_duration=remedy.most))
        for one in concerned:
            account = _WAYS[one.kind](account, account.roles[role.name], one)
        return account

    stores().accounts.change(account_id, edit)


def _trust(account: Account, role: Role, changed: Changed) -> Account:
    _same(role.trust_policy, changed)
    check_trust_policy(account, changed.text)
    return account.with_role(replace(role, trust_policy=changed.text))


def _identity(account: Account, role: Role, changed: Changed) -> Account:
    if changed.arn:
        return _managed(account, role, changed)
    name = changed.name or NEW
    _same(role.inline.get(name, ""), changed)
    check_inline_policy(role, name, changed.text)
    return account.with_role(replace(role, inline={**role.inline, name: changed.text}))


def _managed(account: Account, _role: Role, changed: Changed) -> Account:
    policy = account.policy_with_arn(changed.arn)
    if policy is None:
        raise _Stale
    _same(policy.document, changed)
    check_managed_policy(changed.text)
    return account.with_policy(replace(policy, document=changed.text))


_WAYS: dict[str, Callable[[Account, Role, Changed], Account]] = {
    "TRUST": _trust,
    "IDENTITY": _identity,
    "BOUNDARY": _managed,
}


def _bucket(name: str, account_id: str, changed: Changed) -> Bucket:
    bucket, account = stores().buckets.find(name), stores().accounts.get(account_id)
    if bucket is None or account is None or bucket.account_id != account_id:
        raise _Stale
    _same(bucket.policy, changed)
    found = of_s3(account, bucket, replace(of_bucket(bucket), text=changed.text))
    if found.problem:
        raise _Refused(found.problem)
    return bucket
