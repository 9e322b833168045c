"""Login with Amazon's endpoints.  https://developer.amazon.com/docs/login-with-amazon/obtain-customer-profile.html

csrf_exempt: an app's server posts a code and a secret; no cookie is looked at.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from playground.stand_ins.oauth.servers import SERVERS
from playground.stand_ins.people import BY_SLUG
from playground.stand_ins.tokens.introspect import INVALID_TOKEN, introspect
from playground.stand_ins.tokens.known import brought, in_force, known

NO_STORE = {"Cache-Control": "no-store"}
NONE_BROUGHT = {
    "error": "invalid_request",
    "error_description": "The request is missing a required parameter : access_token",
}


@csrf_exempt
@require_POST
def token(request: HttpRequest) -> HttpResponse:
    """Trades a code, or a refresh token, for an access token."""
    return SERVERS["amazon"].create_token_response(request)


@require_safe
def tokeninfo(request: HttpRequest) -> JsonResponse:
    """Whose token it is and which app's."""
    presented = brought(request)
    if not presented:
        return JsonResponse(NONE_BROUGHT, status=400, headers=NO_STORE)
    status, answer = introspect("www.amazon.com", presented)
    return JsonResponse(answer, status=status, headers=NO_STORE)


@require_safe
def profile(request: HttpRequest) -> JsonResponse:
    """The person's profile, as far as the scopes reach."""
    presented = brought(request)
    if not presented:
        return JsonResponse(NONE_BROUGHT, status=400, headers=NO_STORE)
    row = known("amazon", presented)
    if row is None or not in_force(row):
        return JsonResponse(INVALID_TOKEN, status=400, headers=NO_STORE)
    person, scopes = BY_SLUG[row.person], row.scope.split()
    about = {"user_id": person.amazon_user_id}
    if "profile" in scopes:
        about |= {"name": person.name, "email": person.email}
    if "postal_code" in scopes:
        about |= {"postal_code": "98101"}
    return JsonResponse(about, headers=NO_STORE)
