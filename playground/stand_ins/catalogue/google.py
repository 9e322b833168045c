"""Google's stand-in.  https://developers.google.com/identity/openid-connect/reference"""

from __future__ import annotations

from collections.abc import Sequence
from secrets import token_urlsafe
from typing import Any

from playground.stand_ins.people import Person
from playground.stand_ins.registrations import android_client_id, registration_for
from playground.stand_ins.stand_in import StandIn


def _new_token() -> str:
    return f"ya29.{token_urlsafe(150)}"


def _tags(person: Person) -> tuple[str, ...]:
    return (_telling_claim(person), f"sub: …{person.google_sub[-6:]}")


def _telling_claim(person: Person) -> str:
    if person.on_android:
        return "azp is not aud"
    if not person.email_verified:
        return "email_verified: false"
    return f"hd: {person.hosted_domain}" if person.hosted_domain else "no hd: a private account"


def _claims(person: Person, account_id: str, scopes: Sequence[str]) -> dict[str, Any]:
    client_id = registration_for("google", account_id).client_id
    return (
        {"azp": android_client_id(account_id) if person.on_android else client_id, "aud": client_id}
        | {"sub": person.google_sub}
        | ({"hd": person.hosted_domain} if person.hosted_domain else {})
        | ({"email": person.email, "email_verified": person.email_verified} if "email" in scopes else {})
        | (person.names if "profile" in scopes else {})
    )


GOOGLE = StandIn(
    slug="google",
    name="Google",
    tile="google",
    kind="jwt",
    host="accounts.google.com",
    issuer="https://accounts.google.com",
    names_itself=True,
    claims=_claims,
    scopes=("openid", "email", "profile"),
    lifetime=3600,
    new_token=_new_token,
    bearer="Bearer",
    says_scope=True,
    user_id=lambda person: person.google_sub,
    tags=_tags,
    title="Choose an account",
    honest="This is not Google. We serve it, and we sign with our own keys.",
    why={
        "client_id": "Becomes aud and azp.",
        "scope": "openid is what makes it an ID token.",
    },
)
