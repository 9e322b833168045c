"""Google.  https://developers.google.com/identity/openid-connect/reference"""

from __future__ import annotations

from playground.providers.openid import read_id_token
from playground.providers.provider import Provider

GOOGLE = Provider(
    slug="google",
    name="Google",
    tile="google",
    kind="jwt",
    protocol="OpenID Connect",
    hands_over="An ID token, signed, one hour",
    how="Discovery, then the code is traded; keys from its JWKS",
    in_the_call="no ProviderId",
    principal="accounts.google.com",
    provider_id="",
    audience_key="accounts.google.com:aud",
    subject_key="accounts.google.com:sub",
    settings=("GOOGLE_CLIENT_ID", "GOOGLE_CLIENT_SECRET"),
    issuer="https://accounts.google.com",
    metadata_url="https://accounts.google.com/.well-known/openid-configuration",
    endpoints={
        "authorization_endpoint": "https://accounts.google.com/o/oauth2/v2/auth",
        "token_endpoint": "https://oauth2.googleapis.com/token",
        "userinfo_endpoint": "https://openidconnect.googleapis.com/v1/userinfo",
        "revocation_endpoint": "https://oauth2.googleapis.com/revoke",
        "jwks_uri": "https://www.googleapis.com/oauth2/v3/certs",
    },
    scope="openid email profile",
    lesson=(
        "Google is built into IAM: no OIDC provider is registered, the trust policy names accounts.google.com itself.",
        "accounts.google.com:aud is azp when azp is set, and only otherwise aud; the token’s own aud is then "
        "accounts.google.com:oaud. An app with an Android client trips on it.",
        "sub never changes. The e-mail address may, and email is no reason to trust anybody.",
    ),
    read=read_id_token,
)
