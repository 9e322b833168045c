"""The request that the session would make: what is known of it, and whether the session's policies let it.

What every request of a session has is filled in; what hangs on how it is made, or on the organisation, is left open.
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple

from playground.diagnose.chain.account import SOMEBODY
from playground.diagnose.chain.gates import is_unknown
from playground.diagnose.chain.hanging import HANGS, Decided, Unknown, hanging
from playground.diagnose.chain.organisation import resource_control, service_control
from playground.diagnose.setup import Setup
from playground.explain import FAIL, OPEN, Finding, in_words
from playground.iam import MalformedPolicy, PolicyType, Request, decide, parse_policy
from playground.iam.arn import account_of, is_account_id, parse_arn
from playground.iam.catalogue.actions import action as catalogued
from playground.iam.catalogue.actions import is_key
from playground.iam.catalogue.asking import has_resource, whatever_policies_say
from playground.iam.principals import Entry
from playground.sandbox.assuming.minting import session_ahead
from playground.sandbox.assuming.web_identity import Identity
from playground.sandbox.authorization import policies_of
from playground.sandbox.credentials.session_token import Session
from playground.sandbox.exchange import HttpRequest
from playground.sandbox.request_context import request_context, session_context
from playground.sandbox.world import Account, Role
from playground.tokens.refusals import Refusal

# Whose organisation the account is in, nobody said; how S3 was called, neither. A token has no organisation, so that the trust
# policy is judged without one.
_OF_ITS_OWN = frozenset(
    "aws:principalorgid aws:principalorgpaths"
    " s3:authtype s3:signatureversion s3:signatureage s3:tlsversion s3:x-amz-content-sha256".split()
)

# The id of the role, which nothing that is pasted has, and its name.
_OF_THE_ROLE = frozenset({"aws:userid", "aws:principalarn"})
# The tags of what the action is on.
_TAG = re.compile(r"[\w-]+:resourcetag/|s3:(existingobject|bucket)tag/")


class Asked(NamedTuple):
    """What came of the request of the session. finding: named after its action.  undecided: as in `Admitted`.

    refusal: AWS's answer, where it is no policy that decides.
    """

    finding: Finding
    decided: Decided | None = None
    undecided: tuple[str, ...] = ()
    refusal: Refusal | None = None


def unnamed(setup: Setup) -> bool:
    """Whether nobody said on what the action is, and it is on something of its own."""
    return setup.resource in ("", "*") and has_resource(setup.action)


def request_decision(setup: Setup, account: Account, role: Role, identity: Identity) -> Asked:
    """Whether the session's policies let it make the request."""
    if (plain := whatever_policies_say(setup.action)) is not None:
        message = f"Cannot call {setup.action.partition(':')[2]} with session credentials"
        return Asked(plain, refusal=None if plain.passed else Refusal("AccessDenied", message, 403))
    session = session_ahead(identity, account, role, setup.session_name, setup.now)
    session = replace(session, session_policies=setup.session_policies or None)
    owner = owner_of(setup, account) if setup.bucket_policy.strip() else account.account_id
    request = Request(setup.action, setup.resource or "*", session.arn, _context(setup, account, session), owner)
    try:
        policies = replace(
            policies_of(account, role, session, setup.bucket_policy),
            boundary=(parse_policy(setup.boundary, PolicyType.BOUNDARY),)
            if setup.boundary.strip()
            else None,  # nobody told its ARN
            service_control=service_control(setup),
            resource_control=resource_control(setup),
        )
    except MalformedPolicy as error:
        why, values = in_words(error.reason)
        return Asked(Finding(setup.action, FAIL, f"a policy cannot be read: {why}", values))
    decided = Decided(request, policies, decide(request, policies))
    finding = decided.decision.finding._replace(name=setup.action)
    unknown = Unknown(partial(_is_unknown, setup, request), partial(_named_by, setup, request), unnamed(setup))
    undecided = hanging(decided, unknown)
    if undecided:
        finding = finding._replace(verdict=OPEN, says=HANGS, values=(", ".join(undecided),))
    return Asked(finding, decided, undecided)


def _is_unknown(setup: Setup, request: Request, key: str) -> bool:
    """Whether nothing that was given tells what a condition key of the session's request holds."""
    if key in {given.lower() for given in setup.context}:
        return False
    if key in _OF_THE_ROLE:
        return key == "aws:userid" or not setup.role_arn
    if key in request.context:
        return False
    return key in _OF_ITS_OWN or bool(_TAG.match(key)) or is_unknown(setup, key) or _of_its_service(request.action, key)


def _of_its_service(action: str, key: str) -> bool:
    """Whether requests for an action may have a key that only what is asked fills: to whom a role is passed, through what, with which tags.

    What a request to S3 asks besides is known: where nobody said that it has a prefix, or a header, it has none.
    """
    service = action.partition(":")[0].lower()
    if service == "s3" or not key.startswith((f"{service}:", "aws:requesttag/", "aws:tagkeys")):
        return False
    found = catalogued(action)
    return found is None or is_key(key, found.keys)


def _named_by(setup: Setup, request: Request, entry: Entry) -> str:
    """The parameter of the call that tells whether an entry of a Principal element is this very role, or its session."""
    arn, asks = parse_arn(entry.text), request.principal
    kind, _, name = arn.resource.partition("/") if arn else ("", "", "")
    if (
        arn is None
        or arn.account != asks.account
        or kind not in ("role", "assumed-role")
        or entry.text in (asks.name, asks.role)
    ):
        return ""
    if not setup.role_arn:
        return "RoleArn"
    same = kind == "assumed-role" and name.partition("/")[0] == asks.role.rpartition("/")[2]
    return "RoleSessionName" if same and not setup.session_name else ""


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
