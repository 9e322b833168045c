"""What signing in comes to: the token for STS, and everything that was learned on the way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from playground.explain import Finding

Ask = Callable[[str, Mapping[str, str]], tuple[int, dict[str, Any]]]
"""GETs an address with these query parameters: the HTTP status and the JSON object that came back."""


@dataclass(frozen=True)
class SignedIn:
    """Somebody came back from a provider.  The secrets do not show in its repr.

    token: what goes to STS as WebIdentityToken.  access_token: "" when there was none beside it.
    answer: the claims of an ID token, else what tokeninfo or debug_token said; unverified until STS says so.
    profile: name, e-mail and the like, for the page only; empty when the provider would not tell.
    issued_at, expires_at: seconds since 1970, as the token or the provider says, else by the token response.
    site_check: what this site's own client thinks of the token.  A failure is there only in demo mode.
    """

    token: str = field(repr=False)
    kind: Literal["jwt", "opaque"]
    access_token: str = field(repr=False)
    answer: Mapping[str, Any]
    profile: Mapping[str, Any]
    issued_at: int
    expires_at: int
    site_check: Finding


@dataclass(frozen=True)
class Exchange:
    """The code is traded; this is what a provider's reader has in hand.

    client_id, client_secret: ours.  token: the token response.  now: seconds since 1970.  endpoints: the provider's.
    ask: as above.  ask_as_bearer: the same, with the access token in the Authorization header.  app_token: the app's own
    token, by the client credentials grant.  algorithms: those that the issuer signs with.  refusal: why authlib does not
    take the ID token, None when it does.
    """

    client_id: str
    client_secret: str = field(repr=False)
    token: Mapping[str, Any] = field(repr=False)
    now: int
    ask: Ask
    ask_as_bearer: Ask
    app_token: Callable[[], str]
    endpoints: Mapping[str, str]
    algorithms: tuple[str, ...] = ()
    refusal: Exception | None = None

    @property
    def access_token(self) -> str:
        """The access token."""
        return str(self.token["access_token"])

    @property
    def expires_at(self) -> int:
        """When the token response says that it ends; seconds since 1970."""
        return self.now + int(self.token.get("expires_in") or 0)
