"""Login with Amazon's stand-in.  https://developer.amazon.com/docs/login-with-amazon/authorization-code-grant.html"""

from __future__ import annotations

from secrets import token_urlsafe

from playground.stand_ins.people import Person
from playground.stand_ins.stand_in import StandIn


def _new_token() -> str:
    return f"Atza|{token_urlsafe(260)}"  # "350 characters or more in length, with a maximum size of 2048 bytes"


def _new_refresh_token() -> str:
    return f"Atzr|{token_urlsafe(260)}"


def _tags(person: Person) -> tuple[str, ...]:
    return (f"user_id: …{person.amazon_user_id[-6:]}",)


AMAZON = StandIn(
    slug="amazon",
    name="Login with Amazon",
    tile="amazon",
    kind="opaque",
    host="www.amazon.com",
    scopes=("profile", "profile:user_id", "postal_code"),
    lifetime=3600,
    new_token=_new_token,
    new_refresh_token=_new_refresh_token,
    bearer="bearer",
    user_id=lambda person: person.amazon_user_id,
    tags=_tags,
    title="Sign in",
    honest="This is not Login with Amazon. We serve it. Its tokens are known to our tokeninfo only; Amazon has never heard of them.",
    why={
        "client_id": "tokeninfo says it as aud. Trust policies quote app_id, another id of the same app.",
        "scope": "What /user/profile may tell. The token itself stays opaque.",
        "nonce": "Amazon does not read it: there is no ID token to come back in.",
    },
)
