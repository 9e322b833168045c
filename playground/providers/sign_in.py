"""Signing in: the redirect there, and everything after the redirect back.  The same for a real provider and for its stand-in.

https://www.rfc-editor.org/rfc/rfc6749#section-4.1, with PKCE and state; with a nonce for OpenID Connect
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import Any

import requests
from authlib.integrations.django_client import OAuthError
from django.http import HttpRequest, HttpResponseRedirect

from playground.providers import refusals
from playground.providers.client import Client, kept_metadata
from playground.providers.credentials import ClientCredentials
from playground.providers.discovery import ALGORITHMS, NAMES_ITSELF, NotTheIssuer, NotUsable
from playground.providers.openid import LEEWAY, IdTokenOfAProject, claims_options
from playground.providers.provider import Provider
from playground.providers.signed_in import Exchange, SignedIn
from playground.providers.site_check import though_kept
from playground.providers.transport import Transport


def begin(
    request: HttpRequest,
    provider: Provider,
    credentials: ClientCredentials,
    redirect_uri: str,
    transport: Transport,
) -> HttpResponseRedirect:
    """Sends the browser to the provider.  Raises SignInRefused when its discovery document cannot be had."""
    client = Client(provider, credentials, transport, request.session)
    with _in_plain_words(provider, redirect_uri):
        there = client.authorize_redirect(request, redirect_uri)
    return HttpResponseRedirect(transport.browser_url(there.url))


def finish(
    request: HttpRequest,
    provider: Provider,
    credentials: ClientCredentials,
    transport: Transport,
    demo: bool,
) -> SignedIn:
    """Takes the browser back: `request` is the one with `code` and `state` in its query.

    demo: a token that this site's own check refuses is kept, and `site_check` says so.  Otherwise, and for everything
    else that goes wrong, raises SignInRefused.
    """
    client = Client(provider, credentials, transport, request.session)
    redirect_uri = _redirect_uri_of(request, client)
    _refuse_errors(request, client, demo)
    with _in_plain_words(provider, redirect_uri):
        token = client.authorize_access_token(
            request,
            claims_options=claims_options(provider.issuer, credentials.client_id),
            claims_cls=IdTokenOfAProject,
            leeway=LEEWAY,
        )
        _refuse_missing(token, provider)
        signed_in = provider.read(_exchange(client, credentials, token))
    return _judged(signed_in, provider, demo)


def _redirect_uri_of(request: HttpRequest, client: Client) -> str:
    """The redirect URI that went out with this `state`.  Raises SignInRefused for a state that this browser was not given."""
    remembered = client.framework.get_state_data(request.session, request.GET.get("state", ""))
    if remembered:
        return str(remembered["redirect_uri"])
    if client.framework.is_under_way(request.session):
        raise refusals.state_mismatch()
    raise refusals.no_sign_in_under_way()


def _refuse_errors(request: HttpRequest, client: Client, demo: bool) -> None:
    """Raises SignInRefused for an answer without a code; such a state is spent, too."""
    answer, provider = request.GET, client.provider
    error = answer.get("error") or answer.get("error_code", "")
    names_itself = kept_metadata(client.session, provider, client.client_id).get(NAMES_ITSELF) is True
    unsaid = "" if names_itself else provider.issuer  # who says that it names itself has to (RFC 9207 section 2.4)
    if answer.get("code") and not error and answer.get("iss", unsaid) == provider.issuer:
        return
    client.framework.clear_state_data(request.session, answer["state"])
    if error:
        message = answer.get("error_description") or answer.get("error_message", "")
        raise refusals.sent_back_with(provider, error, message, demo=demo)
    raise refusals.no_code(provider) if not answer.get("code") else refusals.issuer_mismatch(provider)


def _refuse_missing(token: Mapping[str, Any], provider: Provider) -> None:
    for name in ("access_token", "id_token") if provider.kind == "jwt" else ("access_token",):
        if not isinstance(token.get(name), str) or not token[name]:
            raise refusals.token_missing(provider, name)


def _exchange(client: Client, credentials: ClientCredentials, token: Mapping[str, Any]) -> Exchange:
    return Exchange(
        client_id=credentials.client_id,
        client_secret=credentials.client_secret,
        token=token,
        now=int(time.time()),
        ask=partial(_ask, client, None),
        ask_as_bearer=partial(_ask, client, token),
        app_token=client.app_token,
        endpoints=client.provider.endpoints,
        algorithms=tuple(client.server_metadata.get(ALGORITHMS, ())),
        refusal=client.refusal,
    )


def _ask(client: Client, token: Mapping[str, Any] | None, url: str, query: Mapping[str, str]) -> tuple[int, dict[str, Any]]:
    """GETs a JSON object.  Raises requests.RequestException or ValueError when there is none."""
    answer = client.get(url, params=query, token=token, withhold_token=token is None)
    if answer.status_code >= 500:
        answer.raise_for_status()
    data = answer.json()
    if not isinstance(data, dict):
        raise ValueError("not a JSON object")
    return answer.status_code, data


def _judged(signed_in: SignedIn, provider: Provider, demo: bool) -> SignedIn:
    check = signed_in.site_check
    if check.passed:
        return signed_in
    if not demo:
        raise refusals.not_good_enough(provider, check)
    return replace(signed_in, site_check=though_kept(check))


@contextmanager
def _in_plain_words(provider: Provider, redirect_uri: str) -> Iterator[None]:
    """Turns what the libraries raise into SignInRefused; `from None`, because their messages hold URLs with tokens in them."""
    try:
        yield
    except NotTheIssuer:
        raise refusals.named_otherwise(provider) from None
    except NotUsable as error:
        raise refusals.not_usable(provider, error.reason) from None
    except OAuthError as error:
        raise refusals.of_token_endpoint(provider, error.error, redirect_uri) from None
    except (requests.RequestException, ValueError, RecursionError) as error:
        raise refusals.of_transport(provider, error) from None
