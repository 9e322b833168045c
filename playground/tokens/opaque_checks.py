"""The checks of an opaque access token, in the order in which our STS makes them.

Nothing in the token itself can be checked: all that is known is what the provider answers when it is asked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from playground.explain import Finding
from playground.tokens.check import Check, Outcome, not_reached, passes, refuses
from playground.tokens.jwt import MAX_CHARACTERS, take_apart
from playground.tokens.moments import iso, span
from playground.tokens.opaque_provider import Introspection, OpaqueProvider, ProviderUnreachable, opaque_provider
from playground.tokens.refusals import UNRECOGNIZED_PROVIDER, token_expired
from playground.tokens.refusals import not_reached as provider_not_reached

Introspect = Callable[[str, str], Introspection]
"""Asks a provider (ProviderId) about a token.  Raises ProviderUnreachable."""


@dataclass(frozen=True)
class OpaqueCase:
    """An access token before its judges.  now: seconds since 1970."""

    provider_id: str
    token: str
    introspect: Introspect
    now: float

    @cached_property
    def answer(self) -> Introspection:
        """What the provider answered, asked for once."""
        return self.introspect(self.provider_id, self.token)

    @cached_property
    def provider(self) -> OpaqueProvider:
        """The provider; the first check has seen to it that there is one."""
        provider = opaque_provider(self.provider_id)
        if provider is None:
            raise LookupError(self.provider_id)
        return provider


def _ask_provider_id(case: OpaqueCase) -> Outcome:
    if opaque_provider(case.provider_id) is None:
        says = "ProviderId is `{}`, and should be www.amazon.com or graph.facebook.com; for an ID token there should be none"
        return refuses("ProviderId", UNRECOGNIZED_PROVIDER, says, case.provider_id)
    if take_apart(case.token).unverified_header is not None:
        says = "ProviderId is `{}`, and the token is a JSON Web Token; it should be sent without a ProviderId"
        return refuses("ProviderId", UNRECOGNIZED_PROVIDER, says, case.provider_id)
    return passes("ProviderId", "`{}`; an opaque token needs it, a JSON Web Token must not have it", case.provider_id)


def _would_provider_id(_case: OpaqueCase) -> Finding:
    return not_reached("ProviderId")


def _ask_shape(case: OpaqueCase) -> Outcome:
    provider, token = case.provider, case.token
    refusal = provider.refused(400)
    if not token.isascii() or not token.isprintable() or " " in token or not 1 <= len(token) <= MAX_CHARACTERS:
        says = "the token should be 1 to {} visible ASCII characters, without white space or a line break"
        return refuses("Shape", refusal, says, MAX_CHARACTERS)
    if not token.startswith(provider.prefix):
        return refuses("Shape", refusal, f"{_why_not_amazon(token)}, and should begin with `{{}}`", provider.prefix)
    if provider.prefix:
        says = "it begins with `{}`, so it can be a token of {}"
        return passes("Shape", says, provider.prefix, provider.label)
    return passes("Shape", "{} characters; {} promises no shape", len(token), provider.label)


def _why_not_amazon(token: str) -> str:
    if token.upper().startswith("ATZA%7C"):
        return "the token is percent-encoded once too often"
    if token.startswith("Atzr|"):
        return "this is a refresh token, which only your app's server may use"
    return "this is no access token of Login with Amazon"


def _would_shape(_case: OpaqueCase) -> Finding:
    return not_reached("Shape", "it would look at how the token begins")


def _ask_knows_it(case: OpaqueCase) -> Outcome:
    provider = case.provider
    name = f"{provider.label} knows it"
    try:
        answer = case.answer
    except ProviderUnreachable as error:
        says = "{} could not be asked: {}; STS needs its answer"
        return refuses(name, provider_not_reached(provider.name), says, provider.label, error.reason)
    if answer.status == 429 or answer.status >= 500:
        says = "`{}` answered {}, and should answer 200"
        return refuses(name, provider_not_reached(provider.name), says, provider.endpoint, answer.status)
    if answer.status != 200:
        says = "`{}` answered {}: {} does not know this token, or no longer, and should answer 200"
        return refuses(name, provider.refused(answer.status), says, provider.endpoint, answer.status, provider.label)
    if not provider.stands_by(answer.body):
        says = "`{}` answered that the token is not valid: it expired, was revoked, or was never {}'s"
        return refuses(name, provider.refused(200), says, provider.endpoint, provider.label)
    return passes(name, "`{}` answered 200", provider.endpoint)


def _would_knows_it(case: OpaqueCase) -> Finding:
    provider = opaque_provider(case.provider_id)
    if provider is None:
        return not_reached("The provider knows it", "it would ask the provider")
    return not_reached(f"{provider.label} knows it", "it would ask `{}`", provider.endpoint)


def _ask_app(case: OpaqueCase) -> Outcome:
    provider = case.provider
    claims = provider.claims(case.answer.body)
    missing = next((claim for claim in ("app_id", provider.user_claim) if claim not in claims), None)
    if missing:
        refusal = provider.refused(200)._replace(confirmed=False)
        return refuses(
            "App", refusal, "the answer of `{}` has no `{}`, and should name app and user", provider.endpoint, missing
        )
    says = "given to app `{}`; the trust policy alone compares it, with `{}:app_id`"
    return passes("App", says, claims["app_id"], provider.name)


def _would_app(case: OpaqueCase) -> Finding:
    return not_reached("App", "it would look for the app and the user in the answer")


def _ask_dates(case: OpaqueCase) -> Outcome:
    provider = case.provider
    try:
        expires = provider.expires(case.answer.body, case.now)
    except ValueError:
        refusal = provider.refused(200)._replace(confirmed=False)
        return refuses("Dates", refusal, "the answer of `{}` does not say in seconds when the token expires", provider.endpoint)
    if expires is None:
        return passes("Dates", "the token never expires")
    if expires <= case.now:
        refusal = token_expired(int(case.now), int(expires), confirmed=False)
        says = "the token expired {} ago, at {}; it should still have time left"
        return refuses("Dates", refusal, says, span(case.now - expires), iso(expires))
    return passes("Dates", "{} left", span(expires - case.now))


def _would_dates(_case: OpaqueCase) -> Finding:
    return not_reached("Dates", "it would look how many seconds are left")


ACCESS_TOKEN_CHECKS: tuple[Check[OpaqueCase], ...] = (
    Check("ProviderId", _ask_provider_id, _would_provider_id),
    Check("Shape", _ask_shape, _would_shape),
    Check("The provider knows it", _ask_knows_it, _would_knows_it),
    Check("App", _ask_app, _would_app),
    Check("Dates", _ask_dates, _would_dates),
)
