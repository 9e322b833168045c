"""Facebook's authorization server, where it differs from RFC 6749: what may be left out, app tokens, and its own errors.

https://developers.facebook.com/docs/graph-api/guides/error-handling
"""

from __future__ import annotations

from collections.abc import Sequence
from hmac import compare_digest
from secrets import token_urlsafe
from typing import Any

from authlib.common.urls import add_params_to_uri
from authlib.oauth2.rfc6749.grants import ClientCredentialsGrant
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.crypto import salted_hmac

from playground.stand_ins.oauth.client import OAuthClient
from playground.stand_ins.oauth.grants import CODE_EXPIRED, CODE_UNKNOWN, CODE_USED, CodeGrant
from playground.stand_ins.oauth.request import ProviderRequest
from playground.stand_ins.oauth.server import StandInServer
from playground.stand_ins.registrations import find

# Our error to Facebook's code, subcode and words.
_BY_DESCRIPTION = {
    CODE_USED: (100, 36009, "This authorization code has been used."),
    CODE_EXPIRED: (100, 36007, "This authorization code has expired."),
    CODE_UNKNOWN: (100, 36007, "Invalid verification code format."),
    "Invalid 'redirect_uri' in request.": (
        100,
        36008,
        "Error validating verification code. Please make sure your redirect_uri is identical to the one you used in"
        " the OAuth dialog request",
    ),
    "The client does not exist on this server.": (
        101,
        0,
        "Error validating application. Cannot get application info due to a system error.",
    ),
}
_BY_ERROR = {"invalid_client": (1, 0, "Error validating client secret.")}


def graph_error(message: str, code: int, subcode: int = 0, type_: str = "OAuthException") -> dict[str, Any]:
    """An error as the Graph API words it.  subcode: 0 for none."""
    error: dict[str, Any] = {"message": message, "type": type_, "code": code}
    if subcode:
        error["error_subcode"] = subcode
    return {"error": error | {"fbtrace_id": f"A{token_urlsafe(16)}"}}


def app_token(registration_app_id: str) -> str:
    """The app's own token.  Worked out and not kept: `<app id>|<27 characters>`, as Facebook's look."""
    proof = salted_hmac("stand-in app token", registration_app_id, algorithm="sha256").hexdigest()
    return f"{registration_app_id}|{proof[:27]}"


def app_of(token: str) -> str | None:
    """The id of the app whose own token this is, or None.  Also takes `<app id>|<app secret>`, as Facebook does."""
    app_id = token.partition("|")[0]
    registration = find("facebook", app_id)
    if registration is None:
        return None
    good = (app_token(app_id), f"{app_id}|{registration.client_secret}")
    return app_id if any(compare_digest(token.encode(), right.encode()) for right in good) else None


class GetCodeGrant(CodeGrant):
    """Facebook also trades codes by GET."""

    TOKEN_ENDPOINT_HTTP_METHODS = ("GET", "POST")


class AppTokenGrant(ClientCredentialsGrant):
    """An app's own token, for debug_token."""

    TOKEN_ENDPOINT_AUTH_METHODS = ("client_secret_basic", "client_secret_post")
    TOKEN_ENDPOINT_HTTP_METHODS = ("GET", "POST")


class FacebookServer(StandInServer):
    """The server of Facebook's stand-in."""

    def register_grants(self) -> None:
        """The code flow without PKCE, which Facebook knows in its OpenID Connect flow only, and app tokens."""
        self.register_grant(GetCodeGrant)
        self.register_grant(AppTokenGrant)
        self.register_token_generator("client_credentials", self._new_app_token)

    def create_oauth2_request(self, request: HttpRequest | ProviderRequest) -> ProviderRequest:
        """A token request: in the query, in the body, or some of each."""
        if isinstance(request, ProviderRequest):
            return request
        both = request.GET.copy()
        both.update(request.POST)
        return ProviderRequest(request, self.stand_in.host, self.understood(both))

    def understood(self, parameters: QueryDict) -> QueryDict:
        """What may be left out is put in, what Facebook does not read here is taken out; scopes may be separated by commas."""
        all_parameters = parameters.copy()
        for unread in ("code_challenge", "code_challenge_method", "nonce"):
            all_parameters.pop(unread, None)
        all_parameters.setdefault("response_type", "code")
        all_parameters.setdefault("grant_type", "authorization_code")
        if "scope" in all_parameters:
            all_parameters["scope"] = str(all_parameters["scope"]).replace(",", " ")
        return all_parameters

    def handle_response(self, status_code: int, payload: Any, headers: Sequence[tuple[str, str]]) -> HttpResponse:
        """An answer; an error in the Graph API's shape, a refusal by the person with Facebook's extra parameters."""
        if isinstance(payload, dict) and "error" in payload:
            named = [header for header in headers if header[0] != "WWW-Authenticate"]  # Facebook asks for no HTTP Basic
            return super().handle_response(400, _as_graph_error(payload), named)
        response = super().handle_response(status_code, payload, headers)
        if status_code == 302 and "error=access_denied" in response["Location"]:
            refused = {"error_code": "200", "error_reason": "user_denied"}
            response["Location"] = add_params_to_uri(response["Location"], refused)
        return response

    def _new_app_token(self, client: OAuthClient, **_: Any) -> dict[str, Any]:
        return {"access_token": app_token(client.client_id), "token_type": "bearer"}


def _as_graph_error(payload: dict[str, str]) -> dict[str, Any]:
    description = payload.get("error_description", "")
    code, subcode, message = _BY_DESCRIPTION.get(description) or _BY_ERROR.get(payload["error"], (100, 0, description))
    return graph_error(message or payload["error"], code, subcode)
