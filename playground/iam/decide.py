"""The decision, read off its findings, top to bottom in the order in which AWS decides.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from playground.explain import FAIL, PASS, Finding
from playground.iam.grammar import PolicyType
from playground.iam.heard import Heard
from playground.iam.policy import Policy
from playground.iam.principals import ELEMENTS, Reach
from playground.iam.request import Request
from playground.iam.statement import Said


class Outcome(StrEnum):
    """The three answers; the names are those of AWS's policy simulator, in its past tense."""

    ALLOWED = "Allowed"
    IMPLICITLY_DENIED = "ImplicitlyDenied"
    EXPLICITLY_DENIED = "ExplicitlyDenied"


@dataclass(frozen=True, slots=True)
class Policies:
    """All policies that bear on one request. None: there is no policy of this type, which limits nothing.

    session: the inline `Policy` and the `PolicyArns` together; an Allow in any of them is the session's Allow.
    resource: the bucket policy; for an `sts:AssumeRole…` request, the role's trust policy.
    service_control: those of every level of the organisation; each level must allow.
    resource_control: those of the organisation that the resource is in; beside them stands `RCPFullAWSAccess`, so that they only deny.
    """

    identity: tuple[Policy, ...] = ()
    session: tuple[Policy, ...] | None = None
    boundary: tuple[Policy, ...] | None = None
    resource: Policy | None = None
    service_control: tuple[Policy, ...] | None = None
    resource_control: tuple[Policy, ...] | None = None


class Decision(NamedTuple):
    """An answer to a request, and why. by: the type of policy that decided.

    finding: reasons are the policies, theirs the statements, theirs the elements.  deciding: the statements that settled it.
    heard: everything that was said, by type of policy.
    """

    outcome: Outcome
    by: PolicyType
    finding: Finding
    request: Request
    deciding: tuple[Said, ...] = ()
    heard: tuple[tuple[PolicyType, tuple[Said, ...]], ...] = ()

    @property
    def allowed(self) -> bool:
        """Whether the request may go on."""
        return self.outcome is Outcome.ALLOWED


class _All:
    """Every group that was asked; None for a type of which there is no policy."""

    __slots__ = ("asked", "boundary", "bounded", "control", "identity", "resource", "session")

    def __init__(self, request: Request, policies: Policies) -> None:
        self.asked: list[Heard] = []
        self.bounded = policies.boundary is not None
        resource = None if policies.resource is None else (policies.resource,)
        self._ask(PolicyType.RESOURCE_CONTROL, policies.resource_control, request)
        self.control = self._ask(PolicyType.SERVICE_CONTROL, policies.service_control, request)
        self.resource = self._ask(resource[0].kind if resource else PolicyType.RESOURCE, resource, request)
        self.identity = self._ask(PolicyType.IDENTITY, policies.identity, request)
        self.boundary = self._ask(PolicyType.BOUNDARY, policies.boundary, request)
        self.session = self._ask(PolicyType.SESSION, policies.session, request)

    def _ask(self, kind: PolicyType, group: tuple[Policy, ...] | None, request: Request) -> Heard | None:
        if group is None:
            return None
        heard = Heard(kind, group, request, self.bounded)
        self.asked.append(heard)
        return heard


def decide(request: Request, policies: Policies) -> Decision:
    """Whether the request is allowed. A malformed policy cannot come here: parsing refuses it."""
    heard = _All(request, policies)
    weigh = _explicit if must_be_named(request, policies.resource) else _weigh
    outcome, by, says, deciding = _denied(heard) or weigh(heard, request)
    reasons = tuple([finding for group in heard.asked for finding in group.findings])
    verdict = PASS if outcome is Outcome.ALLOWED else FAIL
    finding = Finding("Decision", verdict, says, (request.action, request.resource), reasons)
    said = tuple([(group.kind, tuple(group.said)) for group in heard.asked])
    return Decision(outcome, by, finding, request, tuple(deciding), said)


_WHATEVER = ", and so allows `{{}}` whatever the others leave out"
_Answer = tuple[Outcome, PolicyType, str, "list[Said] | tuple[Said, ...]"]


def _denied(heard: _All) -> _Answer | None:
    """An explicit Deny anywhere ends it."""
    for group in heard.asked:
        if group.denies:
            says = f"an explicit deny in the {group.kind.words} refuses `{{}}`"
            return Outcome.EXPLICITLY_DENIED, group.kind, says, group.denies
    return None


def must_be_named(request: Request, resource: Policy | None) -> bool:
    """Whether nobody comes in whom the resource's own policy does not let in: into a role, to a KMS key, and no token or service.

    https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
    """
    if resource is None:
        return False
    return resource.kind is PolicyType.TRUST or request.action_lower.startswith("kms:") or request.principal.kind in ELEMENTS


def _explicit(heard: _All, request: Request) -> _Answer:
    """The resource's policy must allow. A token or a service has no policies of its own; an AWS principal needs its account's too."""
    resource = heard.resource
    assert resource is not None
    words = resource.kind.words
    if not resource.allows:
        return Outcome.IMPLICITLY_DENIED, resource.kind, f"no statement of the {words} allows `{{}}`", ()
    if request.principal.kind in ELEMENTS:
        return Outcome.ALLOWED, resource.kind, f"the {words} allows `{{}}`", resource.allows
    return _weigh(heard, request)


def _weigh(heard: _All, request: Request) -> _Answer:
    """Organisation, resource policy, identity, boundary, session."""
    if heard.control and heard.control.silent():
        return _none(PolicyType.SERVICE_CONTROL)
    assert heard.identity is not None
    own, resource = heard.identity.allows, heard.resource
    if request.principal.account != request.account:
        # Across accounts both sides must allow.
        if not resource or not resource.allows:
            return _none(PolicyType.RESOURCE)
        return _limited(heard, own, resource.allows)
    if resource and resource.allows:
        direct = resource.reaching(Reach.DIRECT)
        if direct:
            itself = any(one.statement.principals and one.statement.principals.names(request.principal) for one in direct)
            says = "the {} names " + ("the caller itself" if itself else "everybody") + _WHATEVER
            # Without it, the others might do: then they are named too, so that nobody takes it for the only one.
            other = _limited(heard, [*own, *resource.reaching(Reach.ROLE)], [])
            settled = (*direct, *other[3]) if other[0] is Outcome.ALLOWED else direct
            return Outcome.ALLOWED, resource.kind, says.format(resource.kind.words), settled
        own = [*own, *resource.reaching(Reach.ROLE)]
    return _limited(heard, own, [])


def _limited(heard: _All, allows: list[Said], also: list[Said]) -> _Answer:
    """An Allow of the identity counts as far as boundary and session policy allow it too."""
    if not allows:
        return _none(PolicyType.IDENTITY)
    settled = allows + also
    for limit in (heard.boundary, heard.session):
        if limit is not None:
            if not limit.allows:
                return _none(limit.kind)
            settled = settled + limit.allows
    return Outcome.ALLOWED, PolicyType.IDENTITY, "every policy that must allow `{}` does", settled


def _none(kind: PolicyType) -> _Answer:
    return Outcome.IMPLICITLY_DENIED, kind, f"no {kind.words} allows `{{}}`", ()
