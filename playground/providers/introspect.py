"""Asks a real provider about an opaque token, as STS does: tokeninfo of Amazon, debug_token of Facebook.

https://developer.amazon.com/docs/login-with-amazon/obtain-customer-profile.html
https://developers.facebook.com/docs/facebook-login/guides/access-tokens/debugging
"""

from __future__ import annotations

import requests

from playground.providers.credentials import live_credentials
from playground.providers.live import as_live
from playground.providers.provider import Provider
from playground.providers.transport import LIVE, Transport
from playground.tokens.opaque_provider import Introspection, ProviderUnreachable


def ask_provider(provider: Provider, token: str, transport: Transport = LIVE) -> Introspection:
    """What the provider says of the token. Raises ProviderUnreachable when it says nothing that can be read."""
    app = live_credentials(provider)
    if app is None:
        raise ProviderUnreachable(f"{provider.name} is not switched on")
    query = {"access_token": token}
    if provider.slug == "facebook":
        query = {"input_token": token, "access_token": f"{app.client_id}|{app.client_secret}"}
    try:
        with requests.Session() as session:
            transport.mount(session)
            answer = session.get(as_live(provider).info_url, params=query, allow_redirects=False)
            body = answer.json()
    except (requests.RequestException, ValueError, RecursionError):
        raise ProviderUnreachable(f"{provider.name} gave no answer that can be read") from None
    return Introspection(answer.status_code, body if isinstance(body, dict) else {})
