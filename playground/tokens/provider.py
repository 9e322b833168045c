"""An identity provider as IAM knows it, and how one is looked up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playground.tokens.keys import KeySet

GOOGLE = "accounts.google.com"
AMAZON = "www.amazon.com"
FACEBOOK = "graph.facebook.com"
COGNITO = "cognito-identity.amazonaws.com"
GITHUB_ACTIONS = "token.actions.githubusercontent.com"
GITLAB = "gitlab.com"


@dataclass(frozen=True)
class RegisteredProvider:
    """A provider whose tokens an account takes.

    name: the URL without https://, the first half of its condition keys.  arn: of the IAM OIDC provider, "" for the four
    that are built in.  audiences: the client IDs on the provider's list; None for a built-in one, which has no list.
    """

    name: str
    arn: str = ""
    audiences: tuple[str, ...] | None = None

    @property
    def principal(self) -> str:
        """What a trust policy names under `Federated`, and what `aws:FederatedProvider` holds."""
        return self.arn or self.name

    @property
    def account(self) -> str:
        """The account that the provider is registered in; "" for a built-in one."""
        return self.arn.split(":")[4] if self.arn.count(":") >= 5 else ""


Providers = Callable[[str], RegisteredProvider | None]
"""The provider registered for an issuer (`https://…`) in the role's account, or None."""

Keys = Callable[[str, str], KeySet]
"""The keys of an issuer, for a `kid` ("" when the token has none; a fresh fetch may be wanted).  Raises KeysUnavailable."""
