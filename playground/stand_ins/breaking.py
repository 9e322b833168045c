"""The ways to break a token on purpose, and what can be added to one.  A new way is one entry here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from playground.stand_ins import id_token_defects, opaque_token
from playground.stand_ins.id_token import IdToken, sign
from playground.stand_ins.opaque_token import OpaqueToken
from playground.stand_ins.people import Person


@dataclass(frozen=True)
class Breakage:
    """A way to break an ID token.  title, sentence: its words on the consent page.

    change: what is different before it is signed.  seal: how it is signed.  after: what happens to it then.
    """

    slug: str
    title: str
    sentence: str
    change: Callable[[IdToken], IdToken] = lambda token: token
    seal: Callable[[IdToken], str] = sign
    after: Callable[[str], str] = lambda token: token


@dataclass(frozen=True)
class OpaqueBreakage:
    """A way to break an opaque token.  change: what its row says.  after: what happens to the token then."""

    slug: str
    title: str
    sentence: str
    change: Callable[[OpaqueToken], OpaqueToken] = lambda token: token
    after: Callable[[str], str] = lambda token: token


@dataclass(frozen=True)
class Addition:
    """Something that AWS reads, added to an ID token.  claims: for a person and an account id."""

    slug: str
    title: str
    claims: Callable[[Person, str], dict[str, Any]]


_defects = id_token_defects
ID_TOKEN_BREAKAGES: tuple[Breakage, ...] = (
    Breakage("whole", "Leave it whole", "Valid for one hour."),
    Breakage("expired", "Expired", "exp six minutes ago, past the tolerance.", change=_defects.expired_for(360)),
    Breakage("just-expired", "Just expired", "exp three minutes ago: STS still takes it.", change=_defects.expired_for(180)),
    Breakage("wrong-audience", "Wrong audience", "Meant for another app.", change=_defects.for_another_app),
    Breakage("unknown-key", "Unknown key", "Its kid is not in the key set.", change=_defects.naming_an_unknown_key),
    Breakage("altered", "Altered payload", "sub replaced after signing.", after=_defects.altered),
    Breakage("alg-none", "alg: none", "No signature at all.", seal=_defects.unsigned),
    Breakage(
        "hs256",
        "HS256 with the public key",
        "The old confusion of algorithms.",
        seal=_defects.signed_with_the_public_key,
    ),
)
OPAQUE_BREAKAGES: tuple[OpaqueBreakage, ...] = (
    OpaqueBreakage("whole", "Leave it whole", "Known, in force, for this app."),
    OpaqueBreakage("expired", "Expired", "It ended six minutes ago; the provider allows no tolerance.", opaque_token.expired),
    OpaqueBreakage("another-app", "Another app’s token", "Good, but not given to this app.", opaque_token.for_another_app),
    OpaqueBreakage("altered", "Altered", "Four characters replaced: nobody gave this one out.", after=opaque_token.altered),
    OpaqueBreakage("taken-back", "Consent taken back", "Its person has removed the app since.", opaque_token.taken_back),
)
LEAVE_OUT = ("sub", "aud", "iat", "exp", "iss")


def _session_tags(person: Person, _account_id: str) -> dict[str, Any]:
    tags = {"Department": [person.department], "CostCenter": [person.cost_center]}
    return {"https://aws.amazon.com/tags": {"principal_tags": tags, "transitive_tag_keys": list(tags)}}


def _source_identity(person: Person, _account_id: str) -> dict[str, Any]:
    return {"https://aws.amazon.com/source_identity": person.slug}


def _roles(_person: Person, account_id: str) -> dict[str, Any]:
    return {"https://aws.amazon.com/roles": f"arn:aws:iam::{account_id}:role/PhotoAppGoogle"}


ADDITIONS: tuple[Addition, ...] = (
    Addition("tags", "session tags", _session_tags),
    Addition("source-identity", "source identity", _source_identity),
    Addition("roles", "roles claim", _roles),
)


def breakages(kind: str) -> tuple[Breakage, ...] | tuple[OpaqueBreakage, ...]:
    """Those that fit a kind of token, `jwt` or `opaque`."""
    return ID_TOKEN_BREAKAGES if kind == "jwt" else OPAQUE_BREAKAGES
