"""Our reading beside an answer from outside, and whether the two agree."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from playground.assembly.our_reading import RealRole, read_assume, read_use
from playground.aws.target import Target
from playground.explain import FAIL, Finding, to_data
from playground.iam import MalformedPolicy, Request
from playground.iam.trust_writing import BUILT_IN
from playground.tokens.case import effective_audience
from playground.tokens.claims import session_context
from playground.tokens.jwt import take_apart
from playground.walkthrough.holder import answer_of
from playground.walkthrough.journey import Draft, Journey
from playground.walkthrough.outside.state import Answered, Outside
from playground.walkthrough.timeline import request_to_sts
from playground.walkthrough.token_checks import provider_of
from playground.walkthrough.using import BY_NAME


def beside_the_call(journey: Journey, outside: Outside, answered: Answered, draft: Draft) -> None:
    """Puts our reading of the call into the answer. Nothing came back, or no trust policy was given: nothing is read."""
    if not outside.trust.strip() or not answered.status or journey.sign_in is None:
        return
    target, token = outside.where, journey.sign_in.token
    request = request_to_sts(replace(draft, RoleArn=target.role_arn), token, answered.host)
    _put(answered, read_assume(_role(outside, target, token), target.region, request, answered.at))


def beside_the_use(journey: Journey, outside: Outside, answered: Answered, given: dict[str, str]) -> None:
    """Puts our reading of a request into its answer, where the permission policy was given and it is one that policies decide."""
    action = BY_NAME[given["operation"]].needs
    if not outside.permissions.strip() or not answered.status or not action.startswith("s3:") or journey.sign_in is None:
        return
    target = outside.where
    principal = target.role_arn.replace(":iam:", ":sts:").replace(":role/", ":assumed-role/") + "/session"
    context: dict[str, Any] = dict(session_context(provider_of(journey), answer_of(journey)))
    if given["operation"] == "ListObjectsV2" and given["prefix"]:
        context["s3:prefix"] = given["prefix"]
    asked = Request(action, _resource(given), principal, context, target.account_id)
    try:
        _put(answered, read_use(_role(outside, target, ""), target.region, outside.session_policy, asked))
    except MalformedPolicy as error:
        _put(answered, Finding("Permission policy", FAIL, "it cannot be read: {}", (str(error),)))


def _put(answered: Answered, finding: Finding) -> None:
    answered.reading, answered.agrees = to_data(finding), finding.passed == (answered.status < 400)


def _resource(given: dict[str, str]) -> str:
    if given["operation"] == "ListBuckets":
        return "arn:aws:s3:::*"
    key = "" if given["operation"] == "ListObjectsV2" else f"/{given['key']}"
    return f"arn:aws:s3:::{given['bucket']}{key}"


def _role(outside: Outside, target: Target, token: str) -> RealRole:
    """An OIDC provider for the token's issuer is taken to be there, with its audience: only the account knows better."""
    claims = take_apart(token).unverified_claims or {}
    issuer = str(claims.get("iss", "")).removeprefix("https://")
    audience = effective_audience(claims)
    issuers = {issuer: (audience,)} if issuer and issuer not in BUILT_IN and audience else {}
    return RealRole(target.role_arn, outside.trust, outside.permissions, issuers)
