"""Whom a trust or bucket policy can name: identity providers, roles and accounts.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
"""

from __future__ import annotations

import re

from playground.iam.completion.offer import Asked, Offer
from playground.iam.grammar import PolicyType
from playground.iam.writing.trust import BUILT_IN

_ACCOUNT = re.compile(r"(?<![0-9])[0-9]{12}(?![0-9])")
_EXAMPLE = "111122223333"
_PUBLIC = (
    ("token.actions.githubusercontent.com", "GitHub Actions"),
    ("gitlab.com", "GitLab"),
)
_KINDS = {
    "Federated": "an identity provider",
    "AWS": "a role, a user or an account",
    "Service": "a service of AWS",
    "CanonicalUser": "an account, by its canonical ID",
}
_BUILT_IN = {
    "accounts.google.com": "Google, known to AWS without a provider of your own",
    "www.amazon.com": "Login with Amazon",
    "graph.facebook.com": "Facebook",
    "cognito-identity.amazonaws.com": "an Amazon Cognito identity pool",
}


def principal_kinds(asked: Asked) -> list[Offer]:
    """The kinds that are not there yet."""
    there = asked.caret.here()
    trust = asked.kind is PolicyType.TRUST
    names = [one for one in _KINDS if one not in there and (one != "CanonicalUser" or not trust)]
    ordered = names if trust else sorted(names, key=lambda one: one != "AWS")
    return [Offer(one, _KINDS[one]) for one in ordered]


def principals(asked: Asked, kind: str) -> list[Offer]:
    """The principals of one kind."""
    account = next(iter(_ACCOUNT.findall(asked.caret.whole)), _EXAMPLE)
    if kind == "Federated":
        own = [Offer(asked.provider, "the provider of this sign-in")] if asked.provider else []
        made = [Offer(f"arn:aws:iam::{account}:oidc-provider/{name}", words) for name, words in _PUBLIC]
        listed = [*own, *(Offer(name, _BUILT_IN[name]) for name in BUILT_IN), *made]
        return list({one.text: one for one in listed}.values())
    if kind == "AWS":
        role = Offer(f"arn:aws:iam::{account}:role/RoleName", "a role, in each of its sessions")
        return [role, Offer(f"arn:aws:iam::{account}:root", "everybody whom the account's own policies allow it")]
    return [Offer(name, "a service of AWS") for name in _SERVICES] if kind == "Service" else []


_SERVICES = ("ec2.amazonaws.com", "ecs-tasks.amazonaws.com", "lambda.amazonaws.com", "cloudfront.amazonaws.com")
