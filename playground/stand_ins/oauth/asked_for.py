"""An authorization request, parameter by parameter, in plain words.  https://www.rfc-editor.org/rfc/rfc6749#section-4.1.1"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from playground.stand_ins.stand_in import StandIn

WHY = {
    "response_type": "A one-time code, not a token.",
    "client_id": "Which app asks.",
    "scope": "What it wants to know.",
    "redirect_uri": "Must be registered, to the letter.",
    "state": "Ties the answer to this browser.",
    "nonce": "Comes back inside the token.",
    "code_challenge": "SHA-256 of a secret that only this site knows (PKCE, S256).",
    "code_challenge_method": "How that was hashed.",
    "prompt": "Whether the person may be asked; none is answered with login_required.",
}
NOT_READ = "This stand-in does not read it."
HIDDEN = "••••••••"


class Asked(NamedTuple):
    """A parameter, its value as it may be shown, and a sentence."""

    parameter: str
    value: str
    why: str


def asked_for(stand_in: StandIn, parameters: Iterable[tuple[str, object]]) -> list[Asked]:
    """The parameters in the order of WHY, then the rest as they came; `state` masked but for its end."""
    words = WHY | stand_in.why
    order = list(WHY)
    known_first = sorted(parameters, key=lambda sent: order.index(sent[0]) if sent[0] in order else len(order))
    return [Asked(name, _shown(name, str(value)), words.get(name, NOT_READ)) for name, value in known_first]


def _shown(parameter: str, value: str) -> str:
    return masked(value) if parameter == "state" else value


def masked(secret: str) -> str:
    """Its last four characters; nothing of a secret that is hardly longer than that."""
    return HIDDEN + (secret[-4:] if len(secret) > 12 else "")
