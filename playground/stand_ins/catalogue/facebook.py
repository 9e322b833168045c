"""Facebook's stand-in.  https://developers.facebook.com/docs/facebook-login/guides/advanced/manual-flow"""

from __future__ import annotations

from secrets import choice
from string import ascii_letters, digits

from playground.stand_ins.people import Person
from playground.stand_ins.stand_in import StandIn


def _new_token() -> str:
    return "EAA" + "".join(choice(ascii_letters + digits) for _ in range(190))


def _tags(person: Person) -> tuple[str, ...]:
    return (f"user_id: …{person.facebook_id[-6:]}",)


FACEBOOK = StandIn(
    slug="facebook",
    name="Facebook",
    tile="facebook",
    kind="opaque",
    host="www.facebook.com",
    scopes=("public_profile", "email"),
    default_scope="public_profile",
    lifetime=7200,  # Facebook says "a couple of hours"
    new_token=_new_token,
    bearer="bearer",
    user_id=lambda person: person.facebook_id,
    tags=_tags,
    title="Log in",
    honest="This is not Facebook. We serve it. Its tokens are known to our debug_token only; Facebook has never heard of them.",
    why={
        "client_id": "The app id. debug_token says it as app_id.",
        "scope": "What /me may tell. The token itself stays opaque.",
        "nonce": "Facebook reads it in its OpenID Connect flow only.",
        "code_challenge": "Facebook reads it in its OpenID Connect flow only.",
        "code_challenge_method": "Facebook reads it in its OpenID Connect flow only.",
    },
)
