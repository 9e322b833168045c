"""A Cognito user pool's endpoints: those of its hosted sign-in, and those of the issuer.

https://docs.aws.amazon.com/cognito/latest/developerguide/federation-endpoints.html
csrf_exempt: an app's server posts a code and a secret, or a token; no cookie is looked at.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from playground.stand_ins.adapter import HOSTS, browser_url
from playground.stand_ins.catalogue.user_pool import HOST, ISSUER, SLUG, USER_POOL
from playground.stand_ins.keys import ALGORITHM, jwks
from playground.stand_ins.oauth.servers import SERVERS
from playground.stand_ins.people import BY_SLUG
from playground.stand_ins.tokens.known import brought, in_force, known

NO_STORE = {"Cache-Control": "no-cache, no-store, max-age=0, must-revalidate", "Pragma": "no-cache"}
ENDPOINTS = {
    "authorization_endpoint": f"https://{HOST}/oauth2/authorize",
    "token_endpoint": f"https://{HOST}/oauth2/token",
    "userinfo_endpoint": f"https://{HOST}/oauth2/userInfo",
    "jwks_uri": f"{ISSUER}/.well-known/jwks.json",
}


@require_safe
def openid_configuration(request: HttpRequest) -> JsonResponse:
    """The discovery document.  Whoever came by our own path is led on by our own path."""
    ours = request.META.get("HTTP_HOST") not in HOSTS
    endpoints = {name: settings.SITE_URL + browser_url(url) if ours else url for name, url in ENDPOINTS.items()}
    return JsonResponse(
        {
            "issuer": ISSUER,
            **endpoints,
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": [ALGORITHM],
            "scopes_supported": list(USER_POOL.scopes),
            "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
        }
    )


@require_safe
def keys(_request: HttpRequest) -> JsonResponse:
    """The key set."""
    return JsonResponse(jwks(), headers={"Cache-Control": "public, max-age=300"})


@csrf_exempt
@require_POST
def token(request: HttpRequest) -> HttpResponse:
    """Trades a code for an ID token and an access token."""
    return SERVERS[SLUG].create_token_response(request)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def userinfo(request: HttpRequest) -> JsonResponse:
    """The person's claims, for an access token."""
    presented = brought(request)
    if not presented:
        return _refused(400, "invalid_request", "Bad OAuth2 request at UserInfo Endpoint")
    row = known(SLUG, presented)
    if row is None or not in_force(row):
        words = "Access token is expired, disabled, or deleted, or the user has globally signed out."
        return _refused(401, "invalid_token", words)
    person, scopes = BY_SLUG[row.person], row.scope.split()
    about: dict[str, Any] = {"sub": person.cognito_sub, "username": person.slug}
    about |= person.names if "profile" in scopes else {}
    about |= {"email": person.email, "email_verified": str(person.email_verified).lower()} if "email" in scopes else {}
    return JsonResponse(about, headers=NO_STORE)


def _refused(status: int, error: str, words: str) -> JsonResponse:
    """As the guide shows it: the header names no scheme."""
    headers = {"WWW-Authenticate": f'error="{error}", error_description="{words}"', **NO_STORE}
    return JsonResponse({"error": error, "error_description": words}, status=status, headers=headers)
