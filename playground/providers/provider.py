"""What an identity provider is: words for its card, its names in AWS, its addresses, and how its answer is read.

`{account}` in a name or in a condition stands for the number of the account that the token is meant for (`Provider.of`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

from playground.providers.openid import read_id_token
from playground.providers.signed_in import Exchange, SignedIn

Conditions = Mapping[str, Mapping[str, str | list[str]]]
"""A policy's Condition: operator to key to value or values."""


class Usual(NamedTuple):
    """How its usual client is told to use it.  kind: of the text, for its colours; `{account}` in it stands for the number."""

    title: str
    note: str
    text: str
    kind: str = ""


@dataclass(frozen=True)
class Provider:
    """A provider that vouches for people, jobs or pods.

    hands_over, how, in_the_call: the three sentences of its card; tile: its picture, one of static/img/providers.
    lesson: what changes with it; usual: how its usual client is told to use it.
    whose: who gets its tokens: a person who signs in, a job or a pod that is described, or an identity of a pool.
    principal: its name in AWS, the first half of its condition keys.  provider_id: ProviderId in the call, "" for OpenID Connect.
    registered: whether an account takes its tokens only once it has an IAM OIDC provider for it.
    audience_key, subject_key: its condition keys.  trusts: what a trust policy has to test besides the audience.
    settings: the two that switch the real one on, for the id and the secret, none for one that cannot be switched on here;
    off_reason: what the card says without them.
    endpoints: its addresses by the names of RFC 8414; tokeninfo and debug_token stand as `introspection_endpoint`.
    own: those that the operator has put in their place; they count more than the discovery document, too.
    metadata_url: the discovery document, "" without one.
    pkce: whether it takes a code challenge.  read: makes of a traded code what the walkthrough needs.
    """

    slug: str
    name: str
    tile: str
    kind: Literal["jwt", "opaque"]
    protocol: Literal["OpenID Connect", "OAuth 2.0"]
    hands_over: str
    how: str
    in_the_call: str
    principal: str
    provider_id: str
    audience_key: str
    subject_key: str
    settings: tuple[str, ...] = ()
    endpoints: Mapping[str, str] = field(default_factory=dict)
    own: Mapping[str, str] = field(default_factory=dict)
    scope: str = ""
    read: Callable[[Exchange], SignedIn] = read_id_token
    whose: Literal["person", "job", "pool"] = "person"
    registered: bool = False
    trusts: Conditions = field(default_factory=dict)
    lesson: tuple[str, ...] = ()
    usual: tuple[Usual, ...] = ()
    issuer: str = ""
    metadata_url: str = ""
    pkce: bool = True
    off_reason: str = "needs a client id"

    def of(self, account_id: str) -> Provider:
        """It, as an account of the sandbox knows it."""

        def filled(text: str) -> str:
            return text.replace("{account}", account_id)

        def value(of: str | list[str]) -> str | list[str]:
            return filled(of) if isinstance(of, str) else [filled(one) for one in of]

        return replace(
            self,
            principal=filled(self.principal),
            audience_key=filled(self.audience_key),
            subject_key=filled(self.subject_key),
            issuer=filled(self.issuer),
            trusts={operator: {filled(key): value(one) for key, one in keys.items()} for operator, keys in self.trusts.items()},
        )

    def federated(self, account_id: str) -> str:
        """What a trust policy of this account names under `Federated`: the name, or the ARN of the provider in IAM."""
        name = self.of(account_id).principal
        return f"arn:aws:iam::{account_id}:oidc-provider/{name}" if self.registered else name

    @property
    def authorize_url(self) -> str:
        """Where the browser is sent."""
        return self.endpoints["authorization_endpoint"]

    @property
    def info_url(self) -> str:
        """tokeninfo or debug_token, "" where tokens can be read."""
        return self.endpoints.get("introspection_endpoint", "")
