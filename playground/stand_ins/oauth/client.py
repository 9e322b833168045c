"""A registration as authlib's authorization server wants to see it."""

from __future__ import annotations

from hmac import compare_digest

from authlib.oauth2.rfc6749 import ClientMixin

from playground.stand_ins.registrations import Registration
from playground.stand_ins.stand_in import StandIn


class OAuthClient(ClientMixin):
    """The app that asks.  It is confidential: it has a secret and must show it."""

    def __init__(self, stand_in: StandIn, registration: Registration) -> None:
        self.stand_in = stand_in
        self.registration = registration

    @property
    def client_id(self) -> str:
        """The id that it sends."""
        return self.registration.client_id

    def get_client_id(self) -> str:
        """The id that it sends."""
        return self.client_id

    def get_default_redirect_uri(self) -> None:
        """None: the redirect URI has to be in the request, as the real providers ask."""

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        """Registered to the letter: no prefix, no other port, no slash more or less (RFC 9700 section 2.1)."""
        return redirect_uri in self.registration.redirect_uris

    def get_allowed_scope(self, scope: str | None) -> str | None:
        """Those of the scopes asked for that exist; None, which is refused, when there are none."""
        asked = (scope or self.stand_in.default_scope).split()
        return " ".join(name for name in self.stand_in.scopes if name in asked) or None

    def check_client_secret(self, client_secret: str) -> bool:
        """Compared in constant time."""
        return compare_digest(self.registration.client_secret.encode(), client_secret.encode())

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        """In the body or by HTTP Basic, never without."""
        return method in ("client_secret_post", "client_secret_basic")

    def check_response_type(self, response_type: str) -> bool:
        """The code flow only."""
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        """What the server registers for this stand-in; refreshing only where refresh tokens are given out."""
        return grant_type != "refresh_token" or self.stand_in.new_refresh_token is not None
