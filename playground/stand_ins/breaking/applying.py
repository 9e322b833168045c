"""Breaks a token as it was chosen: adds to it, changes it, leaves a claim out, signs it, and what happens to it then."""

from __future__ import annotations

from dataclasses import replace

from playground.stand_ins.breaking.ways import ADDITIONS, ID_TOKEN_BREAKAGES, About
from playground.stand_ins.consent import Wrong
from playground.stand_ins.tokens.id_token import IdToken

_WAYS = {way.slug: way for way in ID_TOKEN_BREAKAGES}


def in_compact_form(token: IdToken, wrong: Wrong, about: About) -> str:
    """The token as it is handed over.  about: for what is added."""
    way = _WAYS[wrong.breakage]
    for addition in ADDITIONS:
        if addition.slug in wrong.add:
            token = token.with_claims(addition.claims(about))
    token = way.change(replace(token, seconds=wrong.seconds)).without_claim(wrong.leave_out)
    return way.after(way.seal(token))
