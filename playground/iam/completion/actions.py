"""The actions of IAM's catalogue, and the services that have them."""

from __future__ import annotations

from functools import cache

from playground.iam.catalogue.actions import action, actions_of, service_name, services
from playground.iam.completion.offer import MOST, Asked, Offer
from playground.iam.grammar import PolicyType

_FIRST = ("s3", "sts", "iam")  # what this product is about
_TRUST = (
    "sts:AssumeRoleWithWebIdentity",
    "sts:TagSession",
    "sts:SetSourceIdentity",
    "sts:AssumeRole",
    "sts:AssumeRoleWithSAML",
)


def actions(asked: Asked) -> list[Offer]:
    """The actions of the service that is typed; before there is one, the services, and what the first of them have of that name."""
    if asked.kind is PolicyType.TRUST:
        return [Offer(name, _words(name)) for name in _TRUST]
    service, colon, name = asked.caret.typed.partition(":")
    if colon:
        return _of_service(service.lower(), name.lower())
    named = [one for one in _FIRST if any(name.startswith(service.lower()) for name in actions_of(one))] if service else []
    return [*_services(), *(offer for one in named for offer in _of_service(one, service.lower()))]


def _of_service(service: str, start: str) -> list[Offer]:
    """The actions of a service, those that start so; all of them where none does."""
    known = actions_of(service)
    if not known:
        return []
    found = [written for lower, written in known.items() if lower.startswith(start)] or list(known.values())
    made = [Offer(f"{service}:{name}", _words(f"{service}:{name}")) for name in sorted(found)[:MOST]]
    return made if start else [*made, Offer(f"{service}:*", f"every action of {service_name(service)}")]


@cache
def _services() -> list[Offer]:
    ordered = [*_FIRST, *(one for one in sorted(services()) if one not in _FIRST)]
    return [Offer(f"{one}:", service_name(one)) for one in ordered]


def _words(name: str) -> str:
    found = action(name)
    return found.words if found else ""
