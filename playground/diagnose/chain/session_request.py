"""The request that the session would make: what is known of it, and whether the session's policies let it.

What every request of a session has is filled in; what hangs on how it is made, or on the organisation, is left open.
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, NamedTuple

from playground.diagnose.chain.account import SOMEBODY
from playground.diagnose.chain.gates import HANGS, Decided, hanging, is_unknown
from playground.diagnose.chain.organisation import resource_control, service_control
from playground.diagnose.setup import Setup
from playground.explain import FAIL, OPEN, Finding, in_words
from playground.iam import MalformedPolicy, Request, decide
from playground.iam.arn import account_of, is_account_id
from playground.sandbox.assuming.minting import session_ahead
from playground.sandbox.assuming.web_identity import Identity
from playground.sandbox.authorization import policies_of
from playground.sandbox.credentials.session_token import Session
from playground.sandbox.exchange import HttpRequest
from playground.sandbox.request_context import request_context, session_context
from playground.sandbox.world import Account, Role

# Whose organisation the account is in, nobody said; how S3 was called, neither. A token has no organisation, so that the trust
# policy is judged without one.
_OF_ITS_OWN = frozenset(
    "aws:principalorgid aws:principalorgpaths"
    " s3:authtype s3:signatureversion s3:signatureage s3:tlsversion s3:x-amz-content-sha256".split()
)


class Asked(NamedTuple):
    """What came of the request of the session. finding: named after its action.  undecided: as in `Admitted`."""

    finding: Finding
    decided: Decided | None = None
    undecided: tuple[str, ...] = ()


def request_decision(setup: Setup, account: Account, role: Role, identity: Identity) -> Asked:
    """Whether the session's policies let it make the request."""
    session = session_ahead(identity, account, role, setup.session_name, setup.now)
    session = replace(session, session_policies=setup.session_policies or None)
    owner = owner_of(setup, account) if setup.bucket_policy.strip() else account.account_id
    request = Request(setup.action, setup.resource or "*", session.arn, _context(setup, account, session), owner)
    try:
        policies = policies_of(account, replace(role), session, setup.bucket_policy)
        policies = replace(policies, service_control=service_control(setup), resource_control=resource_control(setup))
    except MalformedPolicy as error:
        why, values = in_words(error.reason)
        return Asked(Finding(setup.action, FAIL, f"a policy cannot be read: {why}", values))
    decided = Decided(request, policies, decide(request, policies))
    finding = decided.decision.finding._replace(name=setup.action)
    undecided = hanging(decided, lambda key: key not in request.context and (key in _OF_ITS_OWN or is_unknown(setup, key)))
    if undecided:
        finding = finding._replace(verdict=OPEN, says=HANGS, values=(", ".join(undecided),))
    return Asked(finding, decided, undecided)


def owner_of(setup: Setup, account: Account) -> str:
    """The account of what the action is on: the ARN's; the role's own where it names none, as a bucket's, or nobody said the role's."""
    number = account_of(setup.resource)
    unknown = account.account_id == SOMEBODY and not setup.role_arn
    return number if is_account_id(number) and not unknown else account.account_id


def _context(setup: Setup, account: Account, session: Session) -> dict[str, Any]:
    """What every request has; where it comes from and which region it asks is not known."""
    context = request_context(HttpRequest("GET", "/", source_ip="", secure=True), setup.now, "")
    del context["aws:RequestedRegion"]
    context |= session_context(session) | {"aws:ResourceAccount": owner_of(setup, account)}
    if setup.action.lower().startswith("s3:"):
        context["s3:ResourceAccount"] = owner_of(setup, account)
    return context | dict(setup.context)
