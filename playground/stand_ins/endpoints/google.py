"""Google's endpoints.  https://developers.google.com/identity/openid-connect/reference

csrf_exempt: an app's server posts a code and a secret, or a token; no cookie is looked at.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from playground.stand_ins.adapter import HOSTS, browser_url
from playground.stand_ins.catalogue import GOOGLE
from playground.stand_ins.keys import ALGORITHM, jwks
from playground.stand_ins.oauth.servers import SERVERS
from playground.stand_ins.people import BY_SLUG
from playground.stand_ins.tokens.known import brought, in_force, known

NO_STORE = {"Cache-Control": "no-cache, no-store, max-age=0, must-revalidate", "Pragma": "no-cache"}
ENDPOINTS = {
    "authorization_endpoint": "https://accounts.google.com/o/oauth2/v2/auth",
    "token_endpoint": "https://oauth2.googleapis.com/token",
    "userinfo_endpoint": "https://openidconnect.googleapis.com/v1/userinfo",
    "revocation_endpoint": "https://oauth2.googleapis.com/revoke",
    "jwks_uri": "https://www.googleapis.com/oauth2/v3/certs",
}


@require_safe
def openid_configuration(request: HttpRequest) -> JsonResponse:
    """The discovery document.  Whoever came by our own path is led on by our own path, and not to the real Google."""
    ours = request.META.get("HTTP_HOST") not in HOSTS
    endpoints = {name: settings.SITE_URL + browser_url(url) if ours else url for name, url in ENDPOINTS.items()}
    return JsonResponse(
        {
            "issuer": GOOGLE.issuer,
            **endpoints,
            "response_types_supported": ["code"],
            "response_modes_supported": ["query"],
            "grant_types_supported": ["authorization_code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": [ALGORITHM],
            "scopes_supported": list(GOOGLE.scopes),
            "token_endpoint_auth_methods_supported": ["client_secret_post", "client_secret_basic"],
            "code_challenge_methods_supported": ["S256"],
            "authorization_response_iss_parameter_supported": True,
        }
    )


@require_safe
def certs(_request: HttpRequest) -> JsonResponse:
    """The key set."""
    return JsonResponse(jwks(), headers={"Cache-Control": "public, max-age=300"})


@csrf_exempt
@require_POST
def token(request: HttpRequest) -> HttpResponse:
    """Trades a code for an ID token and an access token."""
    return SERVERS["google"].create_token_response(request)


@csrf_exempt
@require_POST
def revoke(request: HttpRequest) -> JsonResponse:
    """Ends an access token.  An ID token cannot be called back: that is what its `exp` is for."""
    row = known("google", request.POST.get("token") or request.GET.get("token", ""))
    if row is None or not in_force(row):
        return _invalid_token(400, "Token expired or revoked")
    row.revoked = True
    row.save(update_fields=["revoked"])
    return JsonResponse({})


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def userinfo(request: HttpRequest) -> JsonResponse:
    """The person's claims, for an access token."""
    row = known("google", brought(request))
    if row is None or not in_force(row):
        return _invalid_token(401, "Invalid Credentials")
    person, scopes = BY_SLUG[row.person], row.scope.split()
    about: dict[str, Any] = {"sub": person.google_sub}
    if "profile" in scopes:
        about |= {"name": person.name, "given_name": person.given_name, "family_name": person.family_name}
    if "email" in scopes:
        about |= {"email": person.email, "email_verified": person.email_verified}
    return JsonResponse(about | ({"hd": person.hosted_domain} if person.hosted_domain else {}), headers=NO_STORE)


def _invalid_token(status: int, words: str) -> JsonResponse:
    answer = JsonResponse({"error": "invalid_token", "error_description": words}, status=status, headers=NO_STORE)
    if status == 401:
        answer["WWW-Authenticate"] = f'Bearer error="invalid_token", error_description="{words}"'
    return answer
