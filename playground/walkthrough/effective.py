"""Step 3.3: the table of permissions for the role and the policies as they stand in the form, and the visitor's own row of it."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

from django.conf import settings

from playground.explain import OfField
from playground.iam import MalformedPolicy, Policies
from playground.iam.catalogue.actions import actions_of
from playground.iam.catalogue.asking import has_resource, objection, whatever_policies_say, written
from playground.sandbox.assuming.minting import session_ahead
from playground.sandbox.assuming.web_identity import Identity
from playground.sandbox.authorization import policies_of, session_policies
from playground.sandbox.exchange import HttpRequest
from playground.sandbox.managed import managed_document
from playground.sandbox.stores import Bucket
from playground.sandbox.world import Account, Role
from playground.walkthrough.journey import Draft, Journey, Looking
from playground.walkthrough.permissions import Asked, Row, columns, questions, switches, table
from playground.walkthrough.token.checks import provider_of
from playground.walkthrough.token.holder import answer_of, folder_of
from playground.walkthrough.token.in_session import Asking, keys_in_session


def effective(
    journey: Journey, account: Account, role: Role | None, bucket: Bucket | None, name: str, asking: Asking | None = None
) -> dict[str, Any]:
    """rows, columns, switches; empty without a role or with a policy that cannot be read.  own_problem: what is wrong with the row.

    name: the bucket's.  asking: how S3 is asked, where that is not the sandbox's.
    """
    looking = journey.looking
    own, problem = _own(looking)
    shown = {"looking": looking, "own_problem": problem, "rows": [], "columns": [], "switches": []}
    if role is None:
        return shown
    try:
        policies = _policies(journey.draft, account, role, bucket)
    except MalformedPolicy:
        return shown
    asked = (*questions(name, folder_of(journey)), *([own] if own else []))
    rows = _rows(journey, account, role, policies, asked, asking or _here())
    return shown | {"rows": rows, "columns": columns(policies), "switches": switches(policies, looking.without)}


def _policies(draft: Draft, account: Account, role: Role, bucket: Bucket | None) -> Policies:
    documents = [(arn, managed_document(account, arn) or "{}") for arn in draft.PolicyArns]
    documents += [("session policy", draft.Policy)] if draft.Policy.strip() else []
    policies = policies_of(account, role, None, bucket.policy if bucket else "")
    return replace(policies, session=session_policies(tuple(documents) or None))


def _here() -> Asking:
    """As the pages themselves ask the sandbox."""
    return Asking(time.time(), settings.AWS_URL.startswith("https:"), HttpRequest.source_ip)


def _rows(
    journey: Journey, account: Account, role: Role, policies: Policies, asked: tuple[Asked, ...], asking: Asking
) -> list[Row]:
    identity = Identity(provider_of(journey), dict(answer_of(journey)))
    session = session_ahead(identity, account, role, journey.draft.RoleSessionName, asking.at)
    values = keys_in_session(session, account.region, asking)
    return table(asked, policies, journey.looking.without, session.arn, account.account_id, values)


def _own(looking: Looking) -> tuple[Asked | None, str]:
    """The visitor's own row, or what is wrong with it."""
    if not looking.action and not looking.resource:
        return None, ""
    if not looking.action:
        says = f"a resource needs an action to ask about, as in `s3:GetObject`; `{looking.resource}` has none beside it"
        return None, OfField("own_action", says)
    service, colon, name = looking.action.partition(":")
    if not colon or not service or not name or "*" in looking.action:
        says = f"an action reads `s3:GetObject`: a service, a colon and a name; `{looking.action}` does not"
        return None, OfField("own_action", says)
    if looking.resource and looking.resource != "*" and not looking.resource.startswith("arn:"):
        says = f"a resource is an ARN, as in `arn:aws:s3:::bucket/key`, or `*`; `{looking.resource}` is neither"
        return None, OfField("own_resource", says)
    asked, (context, problem) = written(looking.action), _context(looking.context)
    if not problem and (wrong := _wrong(asked, looking.resource)):
        return None, wrong
    words = "yours" if name.lower() in actions_of(service) else "yours; IAM’s catalogue has no such action"
    return Asked(asked, words, looking.resource or "*", looking.resource or "*", context), problem


def _wrong(asked: str, resource: str) -> str:
    """Why no policies can be asked about it; empty when they can."""
    if (plain := whatever_policies_say(asked)) is not None:
        return OfField("own_action", plain.sentence)
    found = objection(asked, resource)
    if found is None and not resource and has_resource(asked):
        return OfField(
            "own_resource", f"`{asked}` is on something of its own: name that beside it, as in `arn:aws:s3:::bucket/key`"
        )
    return OfField(f"own_{found.of}", found.says) if found else ""


def _context(text: str) -> tuple[dict[str, str], str]:
    found = {}
    for line in filter(None, (piece.strip() for piece in text.replace("\n", ",").split(","))):
        key, mark, value = line.partition("=")
        if not mark or ":" not in key:
            return {}, OfField("own_context", f"a condition key reads `s3:prefix=photos/`, and `{line}` does not")
        found[key.strip()] = value.strip()
    return found, ""
