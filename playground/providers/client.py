"""This site as a client of one provider: authlib's, over a transport.  https://docs.authlib.org/en/stable/client/django.html"""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

import requests
from authlib.integrations.django_client import DjangoOAuth2App
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core.util import create_half_hash
from django.contrib.sessions.backends.base import SessionBase
from joserfc.errors import InvalidClaimError, JoseError
from joserfc.jws import extract_compact

from playground.providers.browser_state import BrowserState
from playground.providers.credentials import ClientCredentials
from playground.providers.discovery import AUTHENTICATION, NEEDED, NotUsable, taken_over, usable_keys
from playground.providers.provider import Provider
from playground.providers.transport import Transport

METADATA_LIFETIME = 3600  # seconds


def kept_metadata(session: SessionBase, provider: Provider, client_id: str) -> dict[str, Any]:
    """What the visitor's session still has of the discovery document; empty when that is nothing, or old."""
    kept = session.get(f"_metadata_{provider.slug}", {})
    fresh = kept.get("for") == client_id and kept["until"] > time.time()
    return dict(kept["metadata"]) if fresh else {}


class Client(DjangoOAuth2App):
    """authlib's Django client, with our transport in every session that it opens.

    refusal: why the ID token was not taken; None when it was, or when there was none.
    """

    def __init__(self, provider: Provider, credentials: ClientCredentials, transport: Transport, session: SessionBase) -> None:
        discovered = bool(provider.metadata_url)
        super().__init__(
            BrowserState(provider.slug),
            name=provider.slug,
            client_id=credentials.client_id,
            client_secret=credentials.client_secret,
            authorize_url=None if discovered else provider.authorize_url,
            access_token_url=None if discovered else provider.endpoints["token_endpoint"],
            client_kwargs={
                "scope": provider.scope,
                "code_challenge_method": "S256" if provider.pkce else None,
                "max_redirects": 0,  # a code or a secret goes where it was sent, and no further
            },
        )
        self.provider, self.transport, self.session = provider, transport, session
        self.refusal: Exception | None = None

    def client_cls(self, **options: Any) -> OAuth2Session:
        """A session to talk in."""
        session = OAuth2Session(token_endpoint_auth_method=self._authentication(), **options)
        self.transport.mount(session)
        return session

    def _authentication(self) -> str:
        """How the token endpoint learns who asks.  https://openid.net/specs/openid-connect-core-1_0.html#ClientAuthentication"""
        if not self.client_secret:
            return "none"
        unsaid = (
            ["client_secret_basic"] if self.provider.metadata_url else ["client_secret_post"]
        )  # OpenID's own; Amazon's, Facebook's
        offered = self.server_metadata.get(AUTHENTICATION, unsaid)
        return "client_secret_post" if "client_secret_post" in offered else "client_secret_basic"

    def load_server_metadata(self) -> dict[str, Any]:
        """The discovery document: asked for once, then kept for an hour, in the visitor's session.

        Raises NotTheIssuer or NotUsable.
        """
        if self.provider.metadata_url and not self.server_metadata:
            kept = kept_metadata(self.session, self.provider, self.client_id)
            self.server_metadata.update(kept or self._fetched_metadata())
        metadata: dict[str, Any] = self.server_metadata
        return metadata

    def _fetched_metadata(self) -> dict[str, Any]:
        own = self.provider.own
        document = {"issuer": self.provider.issuer} if own.keys() >= set(NEEDED) else self._fetched_document()
        metadata = taken_over(document, self.provider.issuer, own)
        until = int(time.time()) + METADATA_LIFETIME
        self.session[f"_metadata_{self.provider.slug}"] = {"for": self.client_id, "until": until, "metadata": metadata}
        return metadata

    def _fetched_document(self) -> object:
        with self.client_cls(max_redirects=0) as session:
            answer = session.get(self.provider.metadata_url, withhold_token=True)
        answer.raise_for_status()
        return answer.json()

    def app_token(self) -> str:
        """The app's own token, by the client credentials grant (RFC 6749 section 4.4).  Raises ValueError without one."""
        token = self.fetch_access_token(grant_type="client_credentials").get("access_token")
        if not isinstance(token, str):
            raise ValueError("no access_token")
        return token

    def fetch_jwk_set(self, force: bool = False) -> dict[str, Any]:
        """The issuer's keys, as far as they verify anything.  Raises NotUsable."""
        self.server_metadata["jwks"] = usable_keys(super().fetch_jwk_set(force))
        return dict(self.server_metadata["jwks"])

    def parse_id_token(self, token: dict[str, Any], nonce: str, **options: Any) -> Any:
        """authlib's verification; a refusal is kept in `refusal`, so that a token broken on purpose can still be looked at."""
        if not isinstance(token["id_token"], str):
            return None  # there is none, whatever else stands in its place
        self.fetch_jwk_set()
        try:
            claims = super().parse_id_token(token, nonce, **options)
            _compare_at_hash(claims, token)
        except (requests.RequestException, NotUsable):
            raise
        except (JoseError, ValueError) as error:
            self.refusal = error
            return None
        return claims


def _compare_at_hash(claims: Mapping[str, Any], token: Mapping[str, Any]) -> None:
    """Whether the ID token came with this very access token, where it says so (OpenID Connect Core, section 3.1.3.8).

    Raises InvalidClaimError.  authlib leaves it out when it is given a class for the claims.
    """
    if "at_hash" in claims and isinstance(token.get("access_token"), str):
        header = extract_compact(token["id_token"].encode()).protected
        wanted = create_half_hash(token["access_token"], header["alg"])
        if wanted is None or claims["at_hash"] != wanted.decode():
            raise InvalidClaimError("at_hash")
