"""An Amazon Cognito user pool's stand-in: its hosted sign-in, as an OpenID Connect provider.

https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-id-token.html
"""

from __future__ import annotations

from collections.abc import Sequence
from secrets import token_urlsafe
from typing import Any
from uuid import uuid4

from playground.stand_ins.people import Person
from playground.stand_ins.registrations import registration_for
from playground.stand_ins.stand_in import StandIn

SLUG = "user-pool"
HOST = "photo-app.auth.us-east-1.amazoncognito.com"
POOL = "us-east-1_PhotoDemo"
ISSUER = f"https://cognito-idp.us-east-1.amazonaws.com/{POOL}"


def _new_token() -> str:
    return f"eyJ{token_urlsafe(600)}"  # the real one is a JWT; nobody but the pool's own userInfo reads ours


def _tags(person: Person) -> tuple[str, ...]:
    return (f"cognito:username: {person.slug}", f"sub: …{person.cognito_sub[-6:]}")


def _claims(person: Person, account_id: str, scopes: Sequence[str]) -> dict[str, Any]:
    about = {"email": person.email, "email_verified": person.email_verified} if "email" in scopes else {}
    return (
        {"sub": person.cognito_sub, "aud": registration_for(SLUG, account_id).client_id, "token_use": "id"}
        | {"cognito:username": person.slug, "cognito:groups": [person.department]}
        | {"origin_jti": str(uuid4()), "jti": str(uuid4())}
        | about
        | (person.names if "profile" in scopes else {})
    )


USER_POOL = StandIn(
    slug=SLUG,
    name="Amazon Cognito user pool",
    tile="user-pool",
    kind="jwt",
    host=HOST,
    issuer=ISSUER,
    scopes=("openid", "email", "profile"),
    default_scope="openid email profile",  # "If the client doesn't request any scopes": all that the app client has
    lifetime=3600,
    new_token=_new_token,
    bearer="Bearer",
    says_scope=True,
    dated=("auth_time", "iat"),
    user_id=lambda person: person.cognito_sub,
    claims=_claims,
    tags=_tags,
    title="Sign in to the user pool",
    honest="This is no user pool of Cognito’s. We serve it, and we sign with our own keys.",
    why={
        "client_id": "The app client. It becomes aud; there is no azp.",
        "scope": "openid is what makes it an ID token.",
    },
)
