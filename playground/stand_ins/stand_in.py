"""What a stand-in is: a provider's protocol, spoken by us under the provider's own addresses and names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from playground.stand_ins.people import Person


@dataclass(frozen=True)
class StandIn:
    """A provider as it shows itself to apps, and in words to the person on its page.

    host: where its authorization page lives.  issuer: `iss` of its answers and ID tokens, "" without OpenID Connect.
    scopes: those that an app may ask for; default_scope: what it gets when it asks for none, "" where asking is required.
    lifetime: of its access tokens, in seconds.  new_token: makes one up.  bearer: how it spells their type.
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
    default_scope: str = ""
    new_refresh_token: Callable[[], str] | None = None
    says_scope: bool = False
    why: dict[str, str] = field(default_factory=dict)
