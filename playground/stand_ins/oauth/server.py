"""A stand-in's authorization server: authlib's, over our registrations and rows.  https://www.rfc-editor.org/rfc/rfc6749"""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from typing import Any

from authlib.common.urls import add_params_to_uri
from authlib.integrations.django_oauth2 import AuthorizationServer
from authlib.oauth2.rfc6749 import InvalidClientError, InvalidRequestError, OAuth2Error, UnsupportedResponseTypeError
from django.http import HttpRequest, HttpResponse, QueryDict

from playground.stand_ins.models import AccessToken
from playground.stand_ins.oauth.client import OAuthClient
from playground.stand_ins.oauth.grants import CodeGrant, Granted, IdTokens, RefreshGrant, S256Only
from playground.stand_ins.oauth.request import ProviderRequest
from playground.stand_ins.registrations import find
from playground.stand_ins.stand_in import StandIn
from playground.stand_ins.tokens.mint import new_access_token


class NotSentBack(OAuth2Error):
    """The request came from nobody known, or asks to be answered where nobody is registered: the browser stays here.

    sent: the value that is wrong, and its parameter's name.  registered: what it would have had to be.
    """

    def __init__(self, title: str, parameter: str, sent: str, registered: Sequence[str] = ()) -> None:
        super().__init__()
        self.title, self.parameter, self.sent, self.registered = title, parameter, sent, tuple(registered)


class StandInServer(AuthorizationServer):
    """The server of one stand-in."""

    def __init__(self, stand_in: StandIn) -> None:
        super().__init__(None, AccessToken)
        self.stand_in = stand_in
        self.scopes_supported = stand_in.scopes
        self.register_token_generator("default", self.new_token)
        self.register_grants()

    def register_grants(self) -> None:
        """The grants of this provider."""
        openid = [IdTokens()] if self.stand_in.issuer else []
        self.register_grant(CodeGrant, [S256Only(required=False), *openid])
        if self.stand_in.new_refresh_token:
            self.register_grant(RefreshGrant)

    def query_client(self, client_id: str) -> OAuthClient | None:
        """The app with this id."""
        registration = find(self.stand_in.slug, client_id)
        return OAuthClient(self.stand_in, registration) if registration else None

    def authorization_request(self, request: HttpRequest) -> ProviderRequest:
        """An authorization request: all of it is in the query, also when our page's form comes with it as a body."""
        return ProviderRequest(request, self.stand_in.host, self.understood(request.GET))

    def create_oauth2_request(self, request: HttpRequest | ProviderRequest) -> ProviderRequest:
        """A token request: all of it is in the body (RFC 6749 section 2.3.1).  What was read already stays as it is."""
        if isinstance(request, ProviderRequest):
            return request
        return ProviderRequest(request, self.stand_in.host, self.understood(request.POST))

    def understood(self, parameters: QueryDict) -> QueryDict:
        """The parameters as this provider reads them."""
        return parameters

    def get_authorization_grant(self, request: ProviderRequest) -> CodeGrant:
        """The grant asked for.  Raises NotSentBack before anything else is looked at (RFC 6749 section 4.1.2.1)."""
        redirect_uri = self.checked_redirect_uri(request)
        if not request.payload.response_type:
            raise InvalidRequestError("response_type is missing.", redirect_uri=redirect_uri)
        if request.payload.response_type != "code":
            raise UnsupportedResponseTypeError("", "Only response_type=code is served here.", redirect_uri=redirect_uri)
        grant: CodeGrant = super().get_authorization_grant(request)
        return grant

    def checked_redirect_uri(self, request: ProviderRequest) -> str:
        """The redirect URI, registered by the client that sent it.  Raises NotSentBack."""
        sent = request.payload.data
        client = self.query_client(sent.get("client_id", ""))
        if client is None:
            raise NotSentBack("Nobody is registered by this client id", "client_id", sent.get("client_id", ""))
        redirect_uri = sent.get("redirect_uri", "")
        if not client.check_redirect_uri(redirect_uri):
            registered = client.registration.redirect_uris
            raise NotSentBack("This redirect URI is not registered", "redirect_uri", redirect_uri, registered)
        return redirect_uri

    def new_token(self, client: OAuthClient, user: Granted, scope: str, **_: Any) -> dict[str, Any]:
        """The token response's fields; the access token's row is written on the way."""
        fresh = self.stand_in.new_refresh_token
        refresh_token = fresh() if fresh and user.code else ""
        access_token = new_access_token(
            self.stand_in.slug,
            user.consent,
            client.registration.account_id,
            scope=scope,
            now=time.time(),
            code=user.code,
            refresh_token=refresh_token,
        )
        answer = {"access_token": access_token, "token_type": self.stand_in.bearer, "expires_in": self.stand_in.lifetime}
        return (
            answer
            | ({"refresh_token": refresh_token} if refresh_token else {})
            | ({"scope": scope} if self.stand_in.says_scope else {})
        )

    def save_token(self, token: dict[str, Any], request: ProviderRequest) -> None:
        """Nothing is left to do: `new_token` kept it."""

    def create_token_response(self, request: HttpRequest) -> HttpResponse:
        """The answer of the token endpoint."""
        response: HttpResponse
        twice = next((name for name, values in request.POST.lists() if len(values) > 1), "")
        try:
            if twice:  # RFC 6749 section 3.2: "MUST NOT be included more than once"
                response = self.handle_error_response(None, InvalidRequestError(f"{twice[:40]} is there more than once."))
            else:
                response = super().create_token_response(request)
        except UnicodeDecodeError:  # authlib reads an Authorization header as UTF-8 and does not expect other bytes
            unreadable = InvalidClientError("The Authorization header is unreadable.", status_code=401)
            response = self.handle_error_response(None, unreadable)
        return response

    def handle_response(self, status_code: int, payload: Any, headers: Sequence[tuple[str, str]]) -> HttpResponse:
        """An answer; one that sends the browser back says who it is from (`iss`, RFC 9207)."""
        response = HttpResponse(json.dumps(payload) if isinstance(payload, dict) else payload, status=status_code)
        for name, value in headers:
            response[name] = value
        if status_code == 302 and self.stand_in.names_itself:
            response["Location"] = add_params_to_uri(response["Location"], {"iss": self.stand_in.issuer})
        return response
