"""Whether a signed call is allowed: the role's policies, its boundary, the session's policies and the bucket's, decided together.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics.html
"""

from __future__ import annotations

from playground.explain import FAIL, Finding
from playground.iam import MalformedPolicy, Policies, Policy, PolicyType, Request, decide, parse_policy
from playground.iam.decide import Decision
from playground.iam.denial import denial
from playground.sandbox.credentials import Session
from playground.sandbox.errors import AwsError, access_denied
from playground.sandbox.managed import managed_document
from playground.sandbox.operation import Asked, Call
from playground.sandbox.request_context import request_context, session_context, signing_context
from playground.sandbox.world import Account, Role

BUCKET_POLICY = "bucket policy"


def authorize_call(call: Call) -> None:
    """Everything the operation asks for must be allowed. Adds a finding each. Raises AccessDenied in AWS's words."""
    assert call.operation is not None
    for asked in call.operation.asks(call):
        decision, request = ask(call, asked)
        call.decision = decision
        call.findings.append(shown(call, decision))
        if not decision.allowed:
            raise refusal(call, request, decision)


def shown(call: Call, decision: Decision) -> Finding:
    """The decision's finding; without the bucket's policy when that is another account's, which is nobody else's business."""
    if not _anothers(call):
        return decision.finding
    reasons = tuple(reason for reason in decision.finding.reasons if reason.document != BUCKET_POLICY)
    return decision.finding._replace(reasons=reasons)


def _anothers(call: Call) -> bool:
    return bool(call.bucket and call.session and call.bucket.account_id != call.session.account_id)


def refusal(call: Call, request: Request, decision: Decision) -> AwsError:
    """AccessDenied. Across accounts S3 gives no reason."""
    if _anothers(call):
        return access_denied("Access Denied")
    return access_denied(denial(request, decision, quoted=call.service == "s3"))


def ask(call: Call, asked: Asked) -> tuple[Decision, Request]:
    """The decision on one thing, and the request that was decided."""
    session, account = call.session, call.account
    assert session is not None and account is not None
    context = request_context(call.request, call.now, account.region) | session_context(session) | asked.context
    owner = call.bucket.account_id if call.bucket else session.account_id
    context["aws:ResourceAccount"] = owner
    if call.service == "s3":
        context |= signing_context(call.request, call.now, owner)
    request = Request(asked.action, asked.resource, session.arn, context, owner)
    bucket = call.bucket.policy if call.bucket else ""
    try:
        return decide(request, policies_of(account, call.role, session, bucket)), request
    except MalformedPolicy as error:
        says = "a policy that bears on `{}` cannot be read, so nothing is allowed: {}"
        call.findings.append(Finding("Decision", FAIL, says, (asked.action, error.reason), (), "", error.pointer))
        raise access_denied("Access Denied", confirmed=False) from error


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
    attached = [(arn, managed_document(account, arn)) for arn in role.attached]
    managed = [parse_policy(text, PolicyType.IDENTITY, arn.rpartition("/")[2], arn) for arn, text in attached if text]
    return (*inline, *managed)


def session_policies(documents: tuple[tuple[str, str], ...] | None) -> tuple[Policy, ...] | None:
    """The session policies, inline and managed together; None when none was passed."""
    if documents is None:
        return None
    return tuple(parse_policy(text, PolicyType.SESSION, name) for name, text in documents)


def _boundary(account: Account, role: Role) -> tuple[Policy, ...]:
    text = managed_document(account, role.boundary)
    # A boundary that is gone allows nothing: AWS keeps one from being deleted while it is in use.
    return (parse_policy(text, PolicyType.BOUNDARY, role.boundary),) if text else ()
