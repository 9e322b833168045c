"""The client id and the client secret that a provider knows this site by.  https://www.rfc-editor.org/rfc/rfc6749#section-2.3.1"""

from __future__ import annotations

from dataclasses import dataclass, field

from django.conf import settings

from playground.providers.provider import Provider


@dataclass(frozen=True)
class ClientCredentials:
    """client_secret does not show in its repr."""

    client_id: str
    client_secret: str = field(repr=False)


def live_credentials(provider: Provider) -> ClientCredentials | None:
    """Those of the real provider, from the settings; None, which switches it off, unless both are set.

    An issuer of the operator's own may do without a secret: it is then told apart by PKCE alone (RFC 8252 section 8.5).
    """
    own = settings.OIDC_ISSUERS.get(provider.slug)
    if own:
        return ClientCredentials(own["client_id"], own["client_secret"]) if own["client_id"] else None
    if not provider.settings:
        return None
    client_id, client_secret = (getattr(settings, name) for name in provider.settings)
    return ClientCredentials(client_id, client_secret) if client_id and client_secret else None


def live_audience(provider: Provider) -> str:
    """What trust policies compare for the app at the real provider; "" where it is off.

    Amazon gives an app two ids: the one that signs in is not the one that AWS compares, and only its owner or a token tells it.
    """
    app = live_credentials(provider)
    other = settings.LOGIN_WITH_AMAZON_APP_ID if provider.slug == "amazon" else ""
    return (other or app.client_id) if app else ""
