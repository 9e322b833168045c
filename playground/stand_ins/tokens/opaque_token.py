"""An opaque access token: nothing in it to read, everything about it in a row.  https://www.rfc-editor.org/rfc/rfc6749#section-1.4

Also the ways it can be wrong: they are in the row, because there is nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from string import ascii_letters, digits

from playground.sealing import digest
from playground.stand_ins.catalogue import BY_SLUG
from playground.stand_ins.models import AccessToken, AuthorizationCode
from playground.stand_ins.pruning import prune
from playground.stand_ins.registrations import another_account, registration_for

_LETTERS = ascii_letters + digits
_NEXT = str.maketrans(_LETTERS + "-_", _LETTERS[1:] + _LETTERS[0] + "AB")


@dataclass(frozen=True)
class OpaqueToken:
    """What is to be true of a token.  account_id: of the sandbox account whose app it is for."""

    slug: str
    account_id: str
    person: str
    scope: str
    issued_at: datetime
    expires_at: datetime
    revoked: bool = False


def hand_out(token: OpaqueToken, *, code: AuthorizationCode | None = None, refresh_token: str = "") -> str:
    """Makes the token up and keeps its row; the secret itself is nowhere but in what is returned."""
    secret = BY_SLUG[token.slug].new_token()
    prune(AccessToken, token.issued_at)
    AccessToken.objects.create(
        slug=token.slug,
        token_sha256=digest(secret),
        refresh_sha256=digest(refresh_token) if refresh_token else "",
        client_id=registration_for(token.slug, token.account_id).client_id,
        person=token.person,
        scope=token.scope,
        issued_at=token.issued_at,
        expires_at=token.expires_at,
        revoked=token.revoked,
        code=code,
    )
    return secret


def expired(token: OpaqueToken) -> OpaqueToken:
    """Issued so long ago that it ended six minutes ago."""
    back = token.expires_at - token.issued_at + timedelta(minutes=6)
    return replace(token, issued_at=token.issued_at - back, expires_at=token.expires_at - back)


def for_another_app(token: OpaqueToken) -> OpaqueToken:
    """Given out to the next account's app."""
    return replace(token, account_id=another_account(token.account_id))


def taken_back(token: OpaqueToken) -> OpaqueToken:
    """Its person has taken back what was agreed to."""
    return replace(token, revoked=True)


def altered(secret: str) -> str:
    """Its last four characters replaced, each by the next one: a token that nobody gave out."""
    return secret[:-4] + secret[-4:].translate(_NEXT)
