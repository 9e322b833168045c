"""What an identity provider is: words for its card, its names in AWS, its addresses, and how its answer is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from playground.providers.signed_in import Exchange, SignedIn


@dataclass(frozen=True)
class Provider:
    """A provider that people sign in with.

    hands_over, how, in_the_call: the three sentences of its card; tile: two letters.
    principal: under `Federated` in a trust policy.  provider_id: ProviderId in the call, "" for OpenID Connect.
    audience_key, subject_key: its condition keys.
    settings: the two that switch the real one on, for the id and the secret; off_reason: what the card says without them.
    endpoints: its addresses by the names of RFC 8414; tokeninfo and debug_token stand as `introspection_endpoint`.
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
    settings: tuple[str, str]
    endpoints: Mapping[str, str]
    scope: str
    read: Callable[[Exchange], SignedIn]
    issuer: str = ""
    metadata_url: str = ""
    pkce: bool = True
    off_reason: str = "needs a client id"

    @property
    def authorize_url(self) -> str:
        """Where the browser is sent."""
        return self.endpoints["authorization_endpoint"]

    @property
    def info_url(self) -> str:
        """tokeninfo or debug_token, "" where tokens can be read."""
        return self.endpoints.get("introspection_endpoint", "")
