"""Actions: those that IAM does not have, those that mean every one, and `NotAction` beside an Allow.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from playground.iam.catalogue.actions import S3_OPERATIONS, actions_of, covered, nearest_action, services
from playground.iam.catalogue.resemblance import closest
from playground.iam.grammar import PolicyType
from playground.iam.lint.remark import Linted, Remark, warning
from playground.iam.repair.changes.cautions import LIMITS

_MOST = 500  # actions of a statement that are looked up

_NO_SERVICE = "IAM has no service `{}`, so `{}` matches nothing"
_NO_SERVICE_NEAR = "IAM has no service `{}`, so `{}` matches nothing; is `{}` meant?"
_OPERATION = "`{}` is an operation and no IAM action; it needs `{}`, and this line matches nothing"
_UNKNOWN = "`{}` is no IAM action and matches nothing"
_NEAR = "`{}` is no IAM action and matches nothing; is `{}` meant?"
_EVERY = "`{}` allows every action of every service, also those that AWS adds tomorrow; name the actions"
_NOT_ACTION = (
    "with `Allow`, `NotAction` allows every action but these, also those that AWS adds tomorrow; name them with `Action`"
)
_NOT_RESOURCE = (
    "with `Allow`, `NotResource` allows every resource but these, also those that are made tomorrow; name them with `Resource`"
)


def unknown_actions(linted: Linted) -> Iterator[Remark]:
    """An action that IAM does not have matches nothing, and nobody says so."""
    for action, pointer in islice(linted.values("Action", "NotAction"), _MOST):
        service, _, name = action.partition(":")
        if action == "*":
            continue
        if not actions_of(service):
            near = closest(service, services())
            meant = f"{near}:{name}"
            if near and covered(meant):
                yield warning(_NO_SERVICE_NEAR, (service, action, meant), pointer, linted.replaced(pointer, meant))
            else:
                yield warning(_NO_SERVICE, (service, action), pointer)
        elif not covered(action):
            meant = nearest_action(action)
            operation = service.lower() == "s3" and name.lower() in S3_OPERATIONS
            says = _OPERATION if operation else _NEAR if meant else _UNKNOWN
            fix = linted.replaced(pointer, meant) if meant and _may_stand(linted, meant) else ()
            yield warning(says, (action, meant) if meant else (action,), pointer, fix)


def _may_stand(linted: Linted, action: str) -> bool:
    """Whether a policy of this kind may name it: a trust policy has actions by which a role is assumed."""
    return linted.kind is not PolicyType.TRUST or action.lower().startswith(("sts:assume", "sts:tagsession", "sts:set"))


def every_action(linted: Linted) -> Iterator[Remark]:
    """`*`, in a policy that allows by itself; one that only limits may well say so."""
    if linted.allows and linted.kind not in LIMITS:
        for action, pointer in linted.values("Action"):
            if not action.replace(":", "").strip("*"):
                yield warning(_EVERY, (action,), pointer)


def all_but_these(linted: Linted) -> Iterator[Remark]:
    """An Allow by what it leaves out."""
    if linted.allows and linted.kind not in LIMITS:
        if "NotAction" in linted.statement:
            yield warning(_NOT_ACTION, (), f"{linted.place}/NotAction")
        if "NotResource" in linted.statement:
            yield warning(_NOT_RESOURCE, (), f"{linted.place}/NotResource")


RULES = (unknown_actions, every_action, all_but_these)
