"""What can differ from provider to provider, in the order of the five steps.  A new aspect is one entry here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playground.every_provider.known import Known
from playground.tokens.moments import span

WHOSE = {"person": "somebody who signs in", "job": "a job or a pod", "pool": "an identity of the pool"}


@dataclass(frozen=True)
class Aspect:
    """One of them.  group: the step that it belongs to.  code: whether its values are names as AWS writes them."""

    group: str
    title: str
    value: Callable[[Known], str]
    code: bool = False


def _lifetime(known: Known) -> str:
    claims = known.claims
    if "data" in claims or known.provider.kind == "opaque":
        return span(claims.get("exp") or claims["expires_at"] - claims["issued_at"])
    return span(claims["exp"] - claims["iat"])


def _checked(known: Known) -> str:
    if known.provider.kind == "opaque":
        return f"STS asks {known.provider.info_url.removeprefix('https://')}"
    return "by its signature, with the issuer’s published keys"


def _besides(known: Known) -> str:
    tests = (f"{operator} {key} = {value}" for operator, keys in known.provider.trusts.items() for key, value in keys.items())
    return "; ".join(tests) or "nothing: the audience is enough"


def _in_session(known: Known) -> str:
    return ", ".join(sorted({row.key for row in known.rows if row.key and row.in_session}))


TOKEN, CALL, ANSWER, USE = "The token", "The call and the trust policy", "The answer", "With the credentials"
ASPECTS: tuple[Aspect, ...] = (
    Aspect(TOKEN, "Who it speaks for", lambda one: WHOSE[one.provider.whose]),
    Aspect(TOKEN, "What is handed over", lambda one: one.provider.hands_over),
    Aspect(TOKEN, "How one gets it", lambda one: one.provider.how),
    Aspect(TOKEN, "Can be read", lambda one: "yes, a JSON Web Token" if one.provider.kind == "jwt" else "no, it is opaque"),
    Aspect(TOKEN, "Issuer", lambda one: one.provider.issuer or str(one.claims.get("iss", "says none")), code=True),
    Aspect(TOKEN, "Lives for", _lifetime),
    Aspect(CALL, "Action", lambda _: "AssumeRoleWithWebIdentity, unsigned", code=True),
    Aspect(CALL, "RoleSessionName, Policy, PolicyArns, DurationSeconds", lambda _: "as you like, within the same bounds"),
    Aspect(CALL, "ProviderId", lambda one: one.provider.provider_id or "must be left out", code=True),
    Aspect(CALL, "RoleArn", lambda one: one.role_arn, code=True),
    Aspect(CALL, "IAM has to know it", lambda one: "as an OIDC provider" if one.provider.registered else "no, it is built in"),
    Aspect(CALL, "Principal", lambda one: one.federated, code=True),
    Aspect(CALL, "Key of the audience", lambda one: one.provider.audience_key, code=True),
    Aspect(CALL, "Audience", lambda one: ", ".join(one.audiences), code=True),
    Aspect(CALL, "The policy must test besides", _besides),
    Aspect(CALL, "How STS checks the token", _checked),
    Aspect(ANSWER, "SubjectFromWebIdentityToken", lambda one: one.subject, code=True),
    Aspect(ANSWER, "Provider", lambda one: one.federated, code=True),
    Aspect(ANSWER, "Credentials", lambda _: "AccessKeyId, SecretAccessKey, SessionToken, Expiration", code=True),
    Aspect(USE, "Variable for one folder a subject", lambda one: f"${{{one.provider.subject_key}}}", code=True),
    Aspect(USE, "Keys that the session keeps", _in_session, code=True),
)
