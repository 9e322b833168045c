"""The ways to break a token on purpose, and what can be added to one.  A new way is one entry here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from playground.stand_ins.breaking import defects, forgeries
from playground.stand_ins.tokens import opaque_token
from playground.stand_ins.tokens.id_token import IdToken, sign
from playground.stand_ins.tokens.opaque_token import OpaqueToken

TIME, FOR_WHOM, SIGNATURE, CARRIED = "Its time", "For whom, from whom", "Its signature", "What it brings along"


@dataclass(frozen=True)
class Breakage:
    """A way to break a token that can be read.  title, sentence: its words on the page; group: what it stands under there.

    change: what is different before it is signed.  seal: how it is signed.  after: what happens to it then.
    seconds: whether one may say by how much.
    """

    slug: str
    title: str
    sentence: str
    group: str = ""
    change: Callable[[IdToken], IdToken] = lambda token: token
    seal: Callable[[IdToken], str] = sign
    after: Callable[[str], str] = lambda token: token
    seconds: bool = False


@dataclass(frozen=True)
class OpaqueBreakage:
    """A way to break an opaque token.  change: what its row says.  after: what happens to the token then."""

    slug: str
    title: str
    sentence: str
    change: Callable[[OpaqueToken], OpaqueToken] = lambda token: token
    after: Callable[[str], str] = lambda token: token
    group: str = ""


class About(NamedTuple):
    """Whom a token is about, as far as additions need it.  role_arn: of the role that is there for this provider."""

    name: str
    department: str
    cost_center: str
    role_arn: str


@dataclass(frozen=True)
class Addition:
    """Something that AWS reads, added to a token."""

    slug: str
    title: str
    claims: Callable[[About], dict[str, Any]]


ID_TOKEN_BREAKAGES: tuple[Breakage, ...] = (
    Breakage("whole", "Leave it whole", "Valid for its whole life."),
    Breakage("expired", "Expired", "exp six minutes ago, past the tolerance.", TIME, defects.expired_for(360), seconds=True),
    Breakage("just-expired", "Just expired", "exp three minutes ago: STS still takes it.", TIME, defects.expired_for(180)),
    Breakage(
        "not-yet", "Not yet valid", "Its life begins in ten minutes (nbf).", TIME, defects.not_valid_for(600), seconds=True
    ),
    Breakage(
        "old", "Issued long ago", "iat two days ago, exp still to come.", TIME, defects.issued_for(172_800), seconds=True
    ),
    Breakage("decimals", "Dates with decimals", "RFC 7519 allows a fraction; STS does not.", TIME, defects.with_decimals),
    Breakage("wrong-audience", "Wrong audience", "Meant for another app.", FOR_WHOM, defects.for_another_app),
    Breakage("audiences", "Several audiences", "Two in aud, and no azp to say which.", FOR_WHOM, defects.for_several),
    Breakage("slash", "Issuer with a slash", "One character more than the provider’s URL.", FOR_WHOM,
             defects.from_issuer(defects.slash_moved)),
    Breakage("other-issuer", "Another issuer", "No provider of the account has this URL.", FOR_WHOM,
             defects.from_issuer(lambda _: defects.ELSEWHERE)),
    Breakage("email", "sub is an e-mail", "STS takes it; CloudTrail writes it down.", FOR_WHOM, defects.about_an_address),
    Breakage("unknown-key", "Unknown key", "Its kid is not in the key set.", SIGNATURE, defects.naming_an_unknown_key),
    Breakage("retired-key", "Retired key", "Signed before the keys rotated: still good.", SIGNATURE,
             seal=forgeries.signed_with_a_retired_key),
    Breakage("stranger", "Another signer", "The right kid, and another key behind it.", SIGNATURE,
             seal=forgeries.signed_by_a_stranger),
    Breakage("altered", "Altered payload", "sub replaced after signing.", SIGNATURE, after=forgeries.altered),
    Breakage("alg-none", "alg: none", "No signature at all.", SIGNATURE, seal=forgeries.unsigned),
    Breakage("hs256", "HS256 with the public key", "The old confusion of algorithms.", SIGNATURE,
             seal=forgeries.signed_with_the_public_key),
    Breakage("too-long", "20,001 characters", "One more than WebIdentityToken takes.", CARRIED, seal=forgeries.too_long),
    Breakage("tags-51", "51 session tags", "One more than a session takes.", CARRIED, defects.with_tags(defects.TOO_MANY)),
    Breakage("tag-257", "A tag of 257 characters", "One more than a value takes.", CARRIED,
             defects.with_tags(defects.TOO_LONG)),
    Breakage("tag-values", "A tag with two values", "A session tag has one.", CARRIED, defects.with_tags(defects.SEVERAL)),
    Breakage("other-role", "Roles claim, another role", "Good for somebody else’s role only.", CARRIED,
             defects.for_another_role),
)  # fmt: skip
OPAQUE_BREAKAGES: tuple[OpaqueBreakage, ...] = (
    OpaqueBreakage("whole", "Leave it whole", "Known, in force, for this app."),
    OpaqueBreakage("expired", "Expired", "It ended six minutes ago; the provider allows no tolerance.", opaque_token.expired),
    OpaqueBreakage("another-app", "Another app’s token", "Good, but not given to this app.", opaque_token.for_another_app),
    OpaqueBreakage("altered", "Altered", "Four characters replaced: nobody gave this one out.", after=opaque_token.altered),
    OpaqueBreakage("taken-back", "Consent taken back", "Its person has removed the app since.", opaque_token.taken_back),
)
LEAVE_OUT = ("sub", "aud", "iat", "exp", "iss")


def _session_tags(about: About) -> dict[str, Any]:
    tags = {"Department": [about.department], "CostCenter": [about.cost_center]}
    return {defects.TAGS: {"principal_tags": tags, "transitive_tag_keys": list(tags)}}


def _source_identity(about: About) -> dict[str, Any]:
    return {"https://aws.amazon.com/source_identity": about.name}


def _roles(about: About) -> dict[str, Any]:
    return {defects.ROLES: about.role_arn}


ADDITIONS: tuple[Addition, ...] = (
    Addition("tags", "session tags", _session_tags),
    Addition("source-identity", "source identity", _source_identity),
    Addition("roles", "roles claim", _roles),
)


def breakages(kind: str) -> tuple[Breakage, ...] | tuple[OpaqueBreakage, ...]:
    """Those that fit a kind of token, `jwt` or `opaque`."""
    return ID_TOKEN_BREAKAGES if kind == "jwt" else OPAQUE_BREAKAGES


def measured() -> tuple[Breakage, ...]:
    """The ways of which one may say by how many seconds."""
    return tuple(way for way in ID_TOKEN_BREAKAGES if way.seconds)
