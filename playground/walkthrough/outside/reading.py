"""Our reading beside an answer from outside, and whether the two agree."""

from __future__ import annotations

from dataclasses import replace

from playground.assembly.our_reading import RealRole, read_assume, read_use
from playground.aws.target import Target
from playground.aws.trouble import of_code
from playground.editor.text import KINDS
from playground.explain import FAIL, SKIP, Finding, in_words, to_data
from playground.iam import MalformedPolicy, Request, parse_policy
from playground.iam.writing.trust import BUILT_IN
from playground.providers.catalogue import BY_SLUG
from playground.sandbox.assuming.minting import session_ahead
from playground.sandbox.assuming.web_identity import Identity
from playground.sandbox.managed import AWS_MANAGED
from playground.tokens.case import effective_audience
from playground.tokens.jwt import take_apart
from playground.tokens.provider import RegisteredProvider
from playground.walkthrough.journey import Draft, Journey
from playground.walkthrough.outside.state import Answered, Outside
from playground.walkthrough.timeline import request_to_sts
from playground.walkthrough.token.checks import signed_in
from playground.walkthrough.token.holder import answer_of
from playground.walkthrough.token.in_session import Asking, keys_in_session
from playground.walkthrough.using import BY_NAME

NAME = "Our reading"
UNKNOWN = "there is no reading: the session policy `{}` is one that this site does not know"
DENIED = ("AccessDenied", "AccessDeniedException", "403")  # 403: the answer to a HEAD has no body that would name a code


def read_again(journey: Journey, outside: Outside) -> None:
    """Puts our reading into both answers, with the policies as they are known now."""
    if outside.answer:
        beside_the_call(journey, outside, outside.answer)
    if outside.used:
        beside_the_use(journey, outside, outside.used)


def beside_the_call(journey: Journey, outside: Outside, answered: Answered) -> None:
    """Puts our reading of the call into the answer. Without an answer, a trust policy or the token nothing is read."""
    answered.reading, answered.agrees = None, None
    sign_in, draft = journey.sign_in, Draft(**outside.sent)
    if not outside.trust.strip() or not answered.status or sign_in is None or sign_in.forgotten:
        return
    if _unknown(draft):
        answered.reading = to_data(Finding(NAME, SKIP, UNKNOWN, (_unknown(draft),)))
        return
    try:
        parse_policy(outside.trust, KINDS["trust"])
    except MalformedPolicy as error:  # none such can be in force, so there is nothing that could disagree
        answered.reading = to_data(_not_read("Trust policy", error))
        return
    target = outside.where
    request = request_to_sts(draft, sign_in.token, answered.host, secure=secure(target, "sts"))
    finding = read_assume(real_role(outside, sign_in.token), target.region, request, answered.at)
    answered.reading = to_data(finding)
    answered.agrees = None if of_code(answered.code) else finding.passed == answered.good


def beside_the_use(journey: Journey, outside: Outside, answered: Answered) -> None:
    """Puts our reading of a request into its answer, where the role's policies are known and it is one that policies decide."""
    answered.reading, answered.agrees = None, None
    given, draft = outside.given, Draft(**outside.sent)
    action = BY_NAME[given["operation"]].needs
    if not any(map(str.strip, outside.policies.values())) or not answered.status or not action.startswith("s3:"):
        return
    if _unknown(draft):
        answered.reading = to_data(Finding(NAME, SKIP, UNKNOWN, (_unknown(draft),)))
        return
    target = outside.where
    role = real_role(outside, "")
    asked = _asked(journey, outside, role, answered.at)
    try:
        finding = read_use(role, target.region, _narrowed(draft), asked)
    except MalformedPolicy as error:
        answered.reading = to_data(_not_read("Permission policy", error))
        return
    answered.reading, answered.agrees = to_data(finding), _agrees(finding, answered)


def _not_read(name: str, error: MalformedPolicy) -> Finding:
    why, values = in_words(error.reason)
    return Finding(name, FAIL, f"it cannot be read: {why}", values)


def real_role(outside: Outside, token: str) -> RealRole:
    """The role as it is known. An OIDC provider for the token's issuer is taken to be there: only the account knows better."""
    claims = take_apart(token).unverified_claims or {}
    issuer = str(claims.get("iss", "")).removeprefix("https://")
    audience = effective_audience(claims)
    issuers = {issuer: (audience,)} if issuer and issuer not in BUILT_IN and audience else {}
    return RealRole(outside.where.role_arn, outside.trust, outside.policies, outside.boundary, outside.longest, issuers)


def _agrees(finding: Finding, answered: Answered) -> bool | None:
    """A policy decides whether it is denied, and nothing else: an object that is not there was allowed to be asked for."""
    if answered.code in DENIED:
        return not finding.passed
    answers = answered.good or answered.status == 404
    return finding.passed if answers else None


def _asked(journey: Journey, outside: Outside, known: RealRole, at: float) -> Request:
    """The request of step 5, with what is known of the session: of the role its id, which the answer of STS tells."""
    target, given, draft = outside.where, outside.given, Draft(**outside.sent)
    provider = BY_SLUG[signed_in(journey).slug].of(target.account_id)
    federated = provider.federated(target.account_id) if provider.registered else ""
    identity = Identity(RegisteredProvider(provider.principal, federated), dict(answer_of(journey)))
    account = known.account(target.region)
    (role,) = account.roles.values()
    told = (outside.answer.fields.get("AssumedRoleUser") if outside.answer else None) or {}
    role = replace(role, role_id=str(told.get("AssumedRoleId", "")).partition(":")[0] or role.role_id)
    session = session_ahead(identity, account, role, draft.RoleSessionName, at)
    context = keys_in_session(session, target.region, Asking(at, secure(target, "s3")))
    if given["operation"] == "ListObjectsV2" and given["prefix"]:
        context["s3:prefix"] = given["prefix"]
    action = BY_NAME[given["operation"]].needs
    return Request(action, _resource(given, account.partition), session.arn, context, target.account_id)


def secure(target: Target, service: str) -> bool:
    """Whether the target is called over TLS."""
    return (target.url(service) or "https:").startswith("https:")


def _resource(given: dict[str, str], partition: str) -> str:
    if given["operation"] == "ListBuckets":
        return f"arn:{partition}:s3:::*"
    key = "" if given["operation"] == "ListObjectsV2" else f"/{given['key']}"
    return f"arn:{partition}:s3:::{given['bucket']}{key}"


def _unknown(draft: Draft) -> str:
    return next((arn for arn in draft.PolicyArns if arn not in AWS_MANAGED), "")


def _narrowed(draft: Draft) -> tuple[tuple[str, str], ...]:
    managed = [(arn, AWS_MANAGED[arn].document) for arn in draft.PolicyArns]
    return tuple(managed + ([("session policy", draft.Policy)] if draft.Policy.strip() else []))
