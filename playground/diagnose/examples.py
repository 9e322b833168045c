"""Refusals of real life, each a set-up to start from. The dates in the tokens are made for the moment of asking."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from playground.diagnose.form import Form
from playground.documents import write_json
from playground.tokens.session_tags import CLAIM as TAGS
from playground.tokens.session_tags import PRINCIPAL_TAGS

GITHUB, GOOGLE, COGNITO = "token.actions.githubusercontent.com", "accounts.google.com", "cognito-identity.amazonaws.com"
EKS, OWN = "oidc.eks.eu-west-1.amazonaws.com/id/5CC1A0D2E3F4B596", "id.example.com"
POOL = "eu-west-1:0c4a7e0e-7d3b-4c3e-9a53-2f5a1f0d8b11"
ACCOUNT = "111122223333"
BUILT_IN = (GOOGLE, COGNITO)


@dataclass(frozen=True)
class Example:
    """A set-up. conditions: of the trust policy.  rest: other fields of the form.  age, left: seconds since `iat` and until `exp`."""

    slug: str
    title: str
    issuer: str
    claims: Mapping[str, Any]
    conditions: Mapping[str, Mapping[str, Any]]
    rest: Mapping[str, str] = field(default_factory=dict)
    age: int = 60
    left: int = 540
    account: str = ACCOUNT

    def form(self, now: float) -> Form:
        """The form with it filled in."""
        issued = int(now) - self.age
        slash = "/" if self.slug == "slash" else ""
        dates = {"iat": issued, "exp": int(now) + self.left}
        claims = {"iss": f"https://{self.issuer}{slash}", **self.claims, **dates}
        return Form(token=write_json(claims), trust=write_json(self._trust()), **self.rest)

    def _trust(self) -> dict[str, Any]:
        arn = f"arn:aws:iam::{self.account}:oidc-provider/{self.issuer}"
        statement = {
            "Effect": "Allow",
            "Principal": {"Federated": self.issuer if self.issuer in BUILT_IN else arn},
            "Action": "sts:AssumeRoleWithWebIdentity",
            "Condition": dict(self.conditions),
        }
        return {"Version": "2012-10-17", "Statement": [statement]}


def _github(slug: str, title: str, subject: str, wanted: str, **more: Any) -> Example:
    conditions = {"StringEquals": {f"{GITHUB}:aud": "sts.amazonaws.com", f"{GITHUB}:sub": wanted}}
    claims = {"aud": more.pop("aud", "sts.amazonaws.com"), "sub": subject}
    return Example(slug, title, GITHUB, claims, conditions, **more)


MAIN = "repo:acme/site:ref:refs/heads/main"
_GUEST = {"aud": POOL, "sub": "eu-west-1:157d6171-eeb0-4d6c-8f2d-1d1c3b6f5a02", "amr": ["unauthenticated"]}
_COGNITO = {"StringEquals": {f"{COGNITO}:aud": POOL}}

_ONLY_OURS = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Sid": "OnlyOurRepositories",
            "Effect": "Deny",
            "Principal": "*",
            "Action": "sts:AssumeRoleWithWebIdentity",
            "Resource": "*",
            "Condition": {
                "StringNotLikeIfExists": {f"{GITHUB}:sub": "repo:acme-corp/*"},
                "Null": {f"{GITHUB}:sub": "false"},
            },
        }
    ],
}

EXAMPLES: tuple[Example, ...] = (
    _github("environment", "GitHub: a job for an environment", "repo:acme/site:environment:prod", MAIN),
    _github("case", "GitHub: capital letters", "repo:Acme/site:ref:refs/heads/main", MAIN),
    _github("immutable", "GitHub: the immutable subject", "repo:acme@1342004/site@8675309:ref:refs/heads/main", MAIN),
    _github("audience", "GitHub: the default audience", MAIN, MAIN, aud="https://github.com/acme"),
    Example(
        "azp",
        "Google: azp and aud",
        GOOGLE,
        {"azp": "10987.apps.googleusercontent.com", "aud": "12345.apps.googleusercontent.com", "sub": "107691503500061507151"},
        {"StringEquals": {f"{GOOGLE}:aud": "12345.apps.googleusercontent.com"}},
    ),
    Example(
        "slash",
        "Your own issuer: a slash at the end",
        OWN,
        {"aud": "my-app", "sub": "maya"},
        {"StringEquals": {f"{OWN}:aud": "my-app"}},
    ),
    Example(
        "namespace",
        "EKS: another namespace",
        EKS,
        {"aud": ["sts.amazonaws.com"], "sub": "system:serviceaccount:payments:api"},
        {"StringEquals": {f"{EKS}:aud": "sts.amazonaws.com", f"{EKS}:sub": "system:serviceaccount:default:api"}},
    ),
    Example(
        "star",
        "EKS: a star under StringEquals",
        EKS,
        {"aud": ["sts.amazonaws.com"], "sub": "system:serviceaccount:payments:api"},
        {"StringEquals": {f"{EKS}:aud": "sts.amazonaws.com", f"{EKS}:sub": "system:serviceaccount:payments:*"}},
    ),
    Example(
        "tags",
        "Cognito: tags without sts:TagSession",
        COGNITO,
        {**_GUEST, "amr": ["authenticated"], TAGS: {PRINCIPAL_TAGS: {"team": ["blue"]}}},
        _COGNITO,
    ),
    _github(
        "duration",
        "More time than the role gives",
        MAIN,
        MAIN,
        rest={"duration": "7200", "max_session_duration": "3600"},
    ),
    Example(
        "amr",
        "Cognito: a guest in the role of users",
        COGNITO,
        _GUEST,
        {**_COGNITO, "ForAnyValue:StringLike": {f"{COGNITO}:amr": "authenticated"}},
    ),
    _github(
        "account",
        "A provider of another account",
        MAIN,
        MAIN,
        rest={"role_arn": "arn:aws:iam::444455556666:role/deploy"},
    ),
    _github(
        "organisation", "A policy of the organisation", MAIN, MAIN, rest={"resource_control_policy": write_json(_ONLY_OURS)}
    ),
    _github("four-minutes", "Expired for four minutes", MAIN, MAIN, age=840, left=-240),
    _github("six-minutes", "Expired for six minutes", MAIN, MAIN, age=960, left=-360),
)
BY_SLUG = {example.slug: example for example in EXAMPLES}
