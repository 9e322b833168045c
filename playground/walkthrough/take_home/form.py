"""What a form is: a way to write a set-up down, so that a tool of AWS's world makes it anew."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playground.walkthrough.take_home.set_up import SetUp

HEAD = (
    "What you built in Federation Playground, for an AWS account of your own.",
    "Read it before you run it: it makes a role that whoever its trust policy names can take.",
)


@dataclass(frozen=True)
class Form:
    """One of them. slug: in its address.  title: of its tab.  file: what it is saved as.  kind: for painting.  run: how it is used."""

    slug: str
    title: str
    file: str
    kind: str
    run: str
    write: Callable[[SetUp], str]


def of_provider(set_up: SetUp) -> tuple[str, ...]:
    """What there is to say about the identity provider."""
    built_in = tuple(
        f"{name} is built into AWS: it needs no identity provider in IAM, and the trust policy names it as it is."
        for name in set_up.built_in
    )
    if set_up.provider is None:
        return built_in
    other = f"Where your tokens name another issuer than {set_up.provider.url}, put it in all places of this one, the condition keys too."
    return (*built_in, other)
