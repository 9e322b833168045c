"""An Amazon Cognito user pool.  https://docs.aws.amazon.com/cognito/latest/developerguide/federation-endpoints.html"""

from __future__ import annotations

from dataclasses import replace

from playground.providers.oidc_issuer import oidc_issuer

_POOL = "cognito-idp.us-east-1.amazonaws.com/us-east-1_PhotoDemo"
_HOSTED = "https://photo-app.auth.us-east-1.amazoncognito.com/oauth2"

USER_POOL = replace(
    oidc_issuer(_POOL),
    slug="user-pool",
    name="Amazon Cognito user pool",
    tile="user-pool",
    hands_over="An ID token, signed, one hour",
    how="The pool’s hosted sign-in; the code is traded",
    endpoints={
        "authorization_endpoint": f"{_HOSTED}/authorize",
        "token_endpoint": f"{_HOSTED}/token",
        "userinfo_endpoint": f"{_HOSTED}/userInfo",
        "jwks_uri": f"https://{_POOL}/.well-known/jwks.json",
    },
    scope="openid email profile",
    off_reason="needs a pool of your own",
    lesson=(
        "A user pool is an issuer like any other, although it is AWS’s own: IAM takes its tokens once the account has an OIDC "
        "provider with the pool’s URL and the app client’s id.",
        "There is no azp, so aud is compared. The pool’s access token has no aud at all: hand over the ID token.",
        "cognito:groups and cognito:username stay out of the call. An identity pool can turn them into tags; STS alone does not.",
    ),
)
