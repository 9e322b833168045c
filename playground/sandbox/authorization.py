"""Whether a signed call is allowed: the role's policies, its boundary, the session's policies and the bucket's, decided together.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics.html
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from playground.explain import FAIL, PASS, Finding, in_words
from playground.iam import MalformedPolicy, Policies, Policy, PolicyType, Request, decide, parse_policy
from playground.iam.decide import Decision, Outcome
from playground.iam.denial import denial
from playground.sandbox.credentials.session_token import Session
from playground.sandbox.credentials.user_key import UserKey
from playground.sandbox.errors import AwsError, Words, access_denied
from playground.sandbox.managed import managed_document
from playground.sandbox.operation import Asked, Call
from playground.sandbox.regions import region_of
from playground.sandbox.request_context import request_context, session_context, signing_context
from playground.sandbox.stores import Bucket
from playground.sandbox.world import Account, Role

BUCKET_POLICY = "bucket policy"


_OWN = "`{}` is allowed to whoever began the upload; no policy denies it"


class Ruling(NamedTuple):
    """A decision, and what it was made on. bucket: whose policy bore on it, if any did."""

    decision: Decision
    request: Request
    policies: Policies
    bucket: Bucket | None


def authorize_call(call: Call) -> None:
    """Everything the operation asks for must be allowed. Adds a finding each. Raises AccessDenied in AWS's words.

    What a partial operation is refused is kept with the call, and the rest goes on.
    """
    assert call.operation is not None
    for place, asked in enumerate(call.operation.asks(call)):
        ruling = ask(call, asked)
        call.decision, call.decided = ruling.decision, (ruling.request, ruling.policies)
        if asked.unless_denied and ruling.decision.outcome is Outcome.IMPLICITLY_DENIED:
            call.findings.append(shown(call, ruling)._replace(verdict=PASS, says=_OWN, values=(asked.action,)))
            continue
        call.findings.append(shown(call, ruling))
        if ruling.decision.allowed:
            continue
        if not call.operation.partial:
            raise refusal(call, ruling, asked)
        call.refused[place] = refusal(call, ruling, asked)


def shown(call: Call, ruling: Ruling) -> Finding:
    """The decision's finding; without the bucket's policy when that is another account's, which is nobody else's business."""
    finding = ruling.decision.finding
    if not _anothers(call, ruling.bucket):
        return finding
    return finding._replace(reasons=tuple(reason for reason in finding.reasons if reason.document != BUCKET_POLICY))


def _anothers(call: Call, bucket: Bucket | None) -> bool:
    return bool(bucket and call.session and bucket.account_id != call.session.account_id)


def refusal(call: Call, ruling: Ruling, asked: Asked) -> AwsError:
    """AccessDenied for what was asked. Across accounts S3 gives no reason."""
    if _anothers(call, ruling.bucket):
        return access_denied("Access Denied")
    arn = _denying(ruling.decision, ruling.policies)
    sentence = denial(ruling.request, ruling.decision, quoted=call.service == "s3", named=asked.named, arn=arn)
    words = asked.words
    named = sentence.replace(f"on resource: {ruling.request.resource}", f"on resource: {words}") if words else sentence
    return access_denied(named, words=Words.DOCUMENTED)


def _denying(decision: Decision, policies: Policies) -> str:
    """The ARN of the policy that denies explicitly; an inline policy and a bucket's have none."""
    if decision.outcome is not Outcome.EXPLICITLY_DENIED:
        return ""
    statement = decision.deciding[0].statement
    attached = (*policies.identity, *(policies.boundary or ()), *(policies.session or ()))
    return next((policy.arn for policy in attached if statement in policy.statements), "")


def ask(call: Call, asked: Asked) -> Ruling:
    """The decision on one thing."""
    session, account, bucket = call.session, call.account, asked.bucket or call.bucket
    assert session is not None and account is not None
    region = region_of(call.request, account.region)
    context = request_context(call.request, call.now, region) | session_context(session) | asked.context
    owner = bucket.account_id if bucket else session.account_id
    context["aws:ResourceAccount"] = owner
    if call.service == "s3":
        context |= signing_context(call.request, call.now, owner)
    request = Request(asked.action, asked.resource, session.arn, context | call.context, owner)
    try:
        policies = policies_bearing(account, call.role, session, bucket.policy if bucket else "")
    except MalformedPolicy as error:
        why, values = in_words(error.reason)
        says = f"a policy that bears on `{{}}` cannot be read, so nothing is allowed: {why}"
        call.findings.append(Finding("Decision", FAIL, says, (asked.action, *values), (), "", error.pointer))
        raise access_denied("Access Denied", confirmed=False) from error
    return Ruling(decide(request, policies), request, policies, bucket)


def policies_bearing(account: Account, role: Role | None, session: Session | UserKey, bucket_policy: str = "") -> Policies:
    """Every policy that bears on whoever signs: a session of a role, or a user, who has no session policies."""
    if isinstance(session, Session):
        return policies_of(account, role, session, bucket_policy)
    return replace(policies_of(account, None, None, bucket_policy), identity=attached_policies(account, session.user.attached))


def policies_of(account: Account, role: Role | None, session: Session | None, bucket_policy: str = "") -> Policies:
    """Every policy that bears on a session of the role, named as a page names them."""
    return Policies(
        identity=role_policies(account, role) if role else (),
        session=session_policies(session.session_policies) if session else None,
        boundary=_boundary(account, role) if role and role.boundary else None,
        resource=parse_policy(bucket_policy, PolicyType.RESOURCE, BUCKET_POLICY) if bucket_policy else None,
    )


def role_policies(account: Account, role: Role) -> tuple[Policy, ...]:
    """The inline policies of a role, then the managed ones attached to it."""
    inline = [parse_policy(text, PolicyType.IDENTITY, name) for name, text in role.inline.items()]
    return (*inline, *attached_policies(account, role.attached))


def attached_policies(account: Account, arns: tuple[str, ...]) -> tuple[Policy, ...]:
    """Managed policies by their ARNs; all that a user has, and a role besides."""
    texts = [(arn, managed_document(account, arn)) for arn in arns]
    return tuple(parse_policy(text, PolicyType.IDENTITY, arn.rpartition("/")[2], arn) for arn, text in texts if text)


def session_policies(documents: tuple[tuple[str, str], ...] | None) -> tuple[Policy, ...] | None:
    """The session policies, inline and managed together; None when none was passed."""
    if documents is None:
        return None
    return tuple(
        parse_policy(text, PolicyType.SESSION, name, name if name.startswith("arn:") else "") for name, text in documents
    )


def _boundary(account: Account, role: Role) -> tuple[Policy, ...]:
    text = managed_document(account, role.boundary)
    # A boundary that is gone allows nothing: AWS keeps one from being deleted while it is in use.
    return (parse_policy(text, PolicyType.BOUNDARY, role.boundary, role.boundary),) if text else ()
