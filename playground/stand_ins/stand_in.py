"""What a stand-in is: a provider's protocol, spoken by us under the provider's own addresses and names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from playground.stand_ins.people import Person

Claims = Callable[[Person, str, Sequence[str]], dict[str, Any]]
"""What an ID token says of a person to the app of an account, as far as the scopes reach: all but `iss` and dates."""


def no_claims(_person: Person, _account_id: str, _scopes: Sequence[str]) -> dict[str, Any]:
    """For a provider whose tokens cannot be read."""
    return {}


@dataclass(frozen=True)
class StandIn:
    """A provider as it shows itself to apps, and in words to the person on its page.

    host: where its authorization page lives.  issuer: `iss` of its ID tokens, "" without OpenID Connect; claims: the others.
    names_itself: whether `iss` is also in its answers to the browser (RFC 9207).
    scopes: those that an app may ask for; default_scope: what it gets when it asks for none, "" where asking is required.
    lifetime: of its access tokens, in seconds.  new_token: makes one up.  bearer: how it spells their type.
    dated: the claims of its ID tokens that hold the moment of signing in.
    title, honest: what its page says, at the top and in the yellow band.
    why: a sentence on a parameter of the authorization request, where this provider differs from the others.
    """

    slug: str
    name: str
    tile: str
    kind: Literal["jwt", "opaque"]
    host: str
    scopes: tuple[str, ...]
    lifetime: int
    new_token: Callable[[], str]
    bearer: Literal["Bearer", "bearer"]
    user_id: Callable[[Person], str]
    tags: Callable[[Person], tuple[str, ...]]
    title: str
    honest: str
    issuer: str = ""
    names_itself: bool = False
    claims: Claims = no_claims
    default_scope: str = ""
    new_refresh_token: Callable[[], str] | None = None
    says_scope: bool = False
    dated: tuple[str, ...] = ("iat",)
    why: dict[str, str] = field(default_factory=dict)
