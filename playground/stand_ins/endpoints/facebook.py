"""Facebook's endpoints, for any version of the Graph API.  https://developers.facebook.com/docs/graph-api/reference/debug_token/

csrf_exempt: an app's server posts a code and a secret; no cookie is looked at.
"""

from __future__ import annotations

import hmac
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from playground.stand_ins.models import AccessToken
from playground.stand_ins.oauth.facebook import app_of, graph_error
from playground.stand_ins.oauth.servers import SERVERS
from playground.stand_ins.people import BY_SLUG, Person
from playground.stand_ins.registrations import find
from playground.stand_ins.tokens.introspect import introspect
from playground.stand_ins.tokens.known import brought, in_force, known

NO_STORE = {"Cache-Control": "no-store"}
NOT_THE_APP = "(#100) You must provide an app access token, or a user access token that is an owner or developer of the app"
ANOTHER_APP = "(#100) The App_id in the input_token did not match the Viewing App"


@csrf_exempt
@require_http_methods(["GET", "POST"])
def access_token(request: HttpRequest, **_: str) -> HttpResponse:
    """Trades a code for an access token, or an app's id and secret for the app's own token."""
    return SERVERS["facebook"].create_token_response(request)


@require_safe
def debug_token(request: HttpRequest, **_: str) -> JsonResponse:
    """What a token is, for the app that it was given to."""
    app_id = app_of(brought(request))
    if app_id is None:
        return _refused(NOT_THE_APP, 100)
    if "input_token" not in request.GET:
        return _refused("(#100) The parameter input_token is required", 100)
    status, answer = introspect("graph.facebook.com", request.GET["input_token"])
    if answer["data"].get("app_id", app_id) != app_id:
        return _refused(ANOTHER_APP, 100)
    return JsonResponse(answer, status=status, headers=NO_STORE)


@require_safe
def me(request: HttpRequest, **_: str) -> JsonResponse:
    """The person, in the fields asked for."""
    presented = brought(request)
    row = known("facebook", presented)
    if row is None or not in_force(row):
        error = introspect("graph.facebook.com", presented)[1]["data"]["error"]
        return _refused(error["message"], error["code"], error.get("subcode", 0))
    if not _proven(request.GET.get("appsecret_proof"), row, presented):
        return _refused("Invalid appsecret_proof provided in the API argument", 100)
    fields = [field for field in request.GET.get("fields", "id,name").split(",") if field]
    about = _about(BY_SLUG[row.person], row.scope.split())
    unknown = next((field for field in fields if field not in ("email", *about)), None)
    if unknown:
        return _refused(f"(#100) Tried accessing nonexisting field ({unknown}) on node type (User)", 100)
    return JsonResponse({field: about[field] for field in ("id", *fields) if field in about}, headers=NO_STORE)


def _about(person: Person, scopes: list[str]) -> dict[str, Any]:
    about = {"name": person.name, "first_name": person.given_name, "last_name": person.family_name, "id": person.facebook_id}
    return about | ({"email": person.email} if "email" in scopes else {})


def _proven(proof: str | None, row: AccessToken, token: str) -> bool:
    """Whether the caller knows the app's secret, if it says so: HMAC-SHA256 of the token by the secret, in hexadecimal."""
    app = find("facebook", row.client_id)
    if proof is None or app is None:
        return proof is None
    right = hmac.digest(app.client_secret.encode(), token.encode(), "sha256").hex()
    return hmac.compare_digest(right.encode(), proof.encode())


def _refused(message: str, code: int, subcode: int = 0) -> JsonResponse:
    return JsonResponse(graph_error(message, code, subcode), status=400, headers=NO_STORE)
