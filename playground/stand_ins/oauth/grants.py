"""The code grant with PKCE, single-use codes and nonces, and refreshing.  https://www.rfc-editor.org/rfc/rfc6749#section-4.1"""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from authlib.oauth2.rfc6749 import InvalidGrantError, InvalidRequestError
from authlib.oauth2.rfc6749.grants import AuthorizationCodeGrant, RefreshTokenGrant
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oidc.core.grants import OpenIDCode
from django.db import transaction

from playground.sealing import digest
from playground.stand_ins.consent import Consent, from_data
from playground.stand_ins.models import AccessToken, AuthorizationCode
from playground.stand_ins.oauth.client import OAuthClient
from playground.stand_ins.oauth.request import ProviderRequest
from playground.stand_ins.pruning import prune
from playground.stand_ins.tokens.mint import new_id_token

CODE_LIFETIME = timedelta(seconds=60)  # RFC 6749 allows ten minutes; our own client trades it within a second
S256_LENGTH = 43
CODE_UNKNOWN = "The code is not known here, or was given to another client."
CODE_EXPIRED = f"The code has expired; it lived for {CODE_LIFETIME.seconds} seconds."
CODE_USED = "The code has been used before. The tokens that came of it are revoked."
NONCE_USED = "The nonce has been used before."


class Granted(NamedTuple):
    """Who agreed to what, and the code that stands for it (None when a token is refreshed)."""

    consent: Consent
    code: AuthorizationCode | None


class CodeGrant(AuthorizationCodeGrant):
    """The authorization code grant over `AuthorizationCode`."""

    def save_authorization_code(self, code: str, request: ProviderRequest) -> None:
        """Keeps its SHA-256 and what it stands for."""
        now, sent, scope = datetime.now(UTC), request.payload.data, str(request.scope)
        prune(AuthorizationCode, now)
        AuthorizationCode.objects.create(
            slug=request.client.stand_in.slug,
            code_sha256=digest(code),
            client_id=request.client.client_id,
            redirect_uri=sent.get("redirect_uri", ""),
            scope=scope,
            nonce=sent.get("nonce", "") if "openid" in scope.split() else "",
            code_challenge=sent.get("code_challenge", ""),
            code_challenge_method=sent.get("code_challenge_method", ""),
            consent=request.user.to_data(),
            expires_at=now + CODE_LIFETIME,
        )

    def query_authorization_code(self, code: str, client: OAuthClient) -> AuthorizationCode:
        """The code's row.  Raises InvalidGrantError when it is unknown, expired or used; used also revokes its tokens."""
        row = AuthorizationCode.objects.filter(code_sha256=digest(code), client_id=client.client_id).first()
        if row is None:
            raise InvalidGrantError(CODE_UNKNOWN)
        if row.used_at:
            raise _replayed(row)
        if row.expires_at <= datetime.now(UTC):
            raise InvalidGrantError(CODE_EXPIRED)
        return row

    def create_token_response(self) -> Any:
        """Claims the code and makes its tokens in one transaction: of two that bring the same code, one is the replay."""
        row = self.request.authorization_code
        with transaction.atomic():
            if AuthorizationCode.objects.filter(pk=row.pk, used_at=None).update(used_at=datetime.now(UTC)):
                return super().create_token_response()
        raise _replayed(row)

    def authenticate_user(self, authorization_code: AuthorizationCode) -> Granted:
        """Who agreed to what."""
        return Granted(from_data(authorization_code.consent), authorization_code)

    def delete_authorization_code(self, authorization_code: AuthorizationCode) -> None:
        """Nothing: it is marked as used and stays for a day, so that a replay is noticed."""


class RefreshGrant(RefreshTokenGrant):
    """A new access token for a refresh token, at the stand-in that gives them out.  The refresh token stays good."""

    TOKEN_ENDPOINT_AUTH_METHODS = ("client_secret_basic", "client_secret_post")

    def authenticate_refresh_token(self, refresh_token: str) -> AccessToken | None:
        """The access token that it came with, unless that was revoked."""
        return AccessToken.objects.filter(refresh_sha256=digest(refresh_token), revoked=False).first()

    def authenticate_user(self, refresh_token: AccessToken) -> Granted:
        """The same person; what comes is whole, however broken the first one was."""
        return Granted(Consent(refresh_token.person), None)

    def revoke_old_credential(self, refresh_token: AccessToken) -> None:
        """Nothing: Amazon lets both live."""


class S256Only(CodeChallenge):
    """PKCE by SHA-256.  `plain`, also when implied by leaving the method out, is refused (RFC 9700 section 2.1.1)."""

    SUPPORTED_CODE_CHALLENGE_METHOD = ("S256",)

    def validate_code_challenge(self, grant: CodeGrant, redirect_uri: str) -> None:
        """Raises InvalidRequestError."""
        sent = grant.request.payload.data
        challenge = sent.get("code_challenge")
        if challenge and not sent.get("code_challenge_method"):
            raise InvalidRequestError("code_challenge_method is missing, which means plain; only S256 is taken.")
        if challenge and len(challenge) != S256_LENGTH:
            raise InvalidRequestError(f"code_challenge should have {S256_LENGTH} characters, as SHA-256 in base64url has.")
        super().validate_code_challenge(grant, redirect_uri)


class IdTokens(OpenIDCode):
    """Adds the ID token when `openid` was asked for, and takes a nonce once only."""

    def validate_openid_authorization_request(self, grant: CodeGrant, redirect_uri: str) -> None:
        """Raises InvalidRequestError for a nonce that cannot be kept or was used."""
        nonce = grant.request.payload.data.get("nonce", "")
        if len(nonce) > 255 or not nonce.isprintable():
            raise InvalidRequestError("nonce should be at most 255 printable characters.")
        if nonce and self.exists_nonce(nonce, grant.request):
            raise InvalidRequestError(NONCE_USED)

    def exists_nonce(self, nonce: str, request: ProviderRequest) -> bool:
        """Whether a code with this nonce was given to this client."""
        return AuthorizationCode.objects.filter(client_id=request.payload.client_id, nonce=nonce).exists()

    def encode_id_token(self, token: dict[str, Any], request: ProviderRequest) -> str:
        """The ID token, broken as it was chosen."""
        granted: Granted = request.user
        return new_id_token(
            request.client.stand_in,
            granted.consent,
            request.client.registration.account_id,
            scope=token["scope"],
            nonce=granted.code.nonce if granted.code else "",
            access_token=token["access_token"],
            now=time.time(),
        )


def _replayed(row: AuthorizationCode) -> InvalidGrantError:
    """RFC 6749 section 4.1.2: a code that comes twice was stolen from somebody, so what came of it is revoked."""
    AccessToken.objects.filter(code=row).update(revoked=True)
    return InvalidGrantError(CODE_USED)
