"""Has the role's account a provider with this issuer URL?

https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html
"""

from __future__ import annotations

from collections.abc import Iterator

from playground.explain import Compared, Finding
from playground.tokens.case import Case
from playground.tokens.check import Check, Outcome, not_reached, passes, refuses
from playground.tokens.provider import RegisteredProvider
from playground.tokens.refusals import no_provider

NAME = "Registered provider"
POINTER = "/payload/iss"


def _ask(case: Case) -> Outcome:
    if case.provider:
        return _found(case.provider)
    issuer = str(case.unverified_claims["iss"])
    near = _nearest(case)
    if near is None:
        says = "no provider has the URL `{}`, and the role's own account should have one with exactly this URL"
        return refuses(NAME, no_provider(issuer), says, issuer, pointer=POINTER)
    url = f"https://{near.name}"
    says = "no provider has the URL `{}`; one has `{}`, and the two should be equal to the last character"
    compared = Compared(issuer, url, "iss", "provider URL")
    return refuses(NAME, no_provider(issuer), says, issuer, url, pointer=POINTER, compared=compared)


def _found(provider: RegisteredProvider) -> Outcome:
    if not provider.arn:
        return passes(NAME, "`{}` is built in, so the account needs no provider for it", provider.name, pointer=POINTER)
    says = "account {}, the role's own, has a provider with the URL `{}`"
    return passes(NAME, says, provider.account, f"https://{provider.name}", pointer=POINTER)


def _nearest(case: Case) -> RegisteredProvider | None:
    found = (case.providers(issuer) for issuer in _almost(case.issuer))
    return next((provider for provider in found if provider), None)


def _almost(issuer: str) -> Iterator[str]:
    """The URLs that people mix up with this one: another scheme, a slash at the end or none, capital letters."""
    secure = f"https://{issuer.partition('://')[2]}"
    bare = secure.rstrip("/")
    yield from (url for url in (secure, bare, f"{bare}/", bare.lower()) if url != issuer)


def _would(case: Case) -> Finding:
    issuer = case.unverified_claims.get("iss")
    if not isinstance(issuer, str):
        return not_reached(NAME, "it would look for a provider with the URL in `iss`")
    return not_reached(NAME, "it would look for a provider with the URL `{}`", issuer)


REGISTERED_PROVIDER = Check(NAME, _ask, _would)
