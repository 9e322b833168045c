"""The checks of a token, those left open that need what was not given. Each says what it would take to close it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from playground.diagnose.chain.account import federated_principals, is_nearly, may_be_provider
from playground.diagnose.setup import Setup
from playground.explain import FAIL, OPEN, Finding
from playground.tokens.case import Case, audience_claim, effective_audience
from playground.tokens.check import Check, Outcome
from playground.tokens.checks import CHECKS
from playground.tokens.checks.audience import AUDIENCE
from playground.tokens.checks.dates import DATES
from playground.tokens.checks.registered_provider import REGISTERED_PROVIDER
from playground.tokens.checks.required_claims import NOTHING, REQUIRED, REQUIRED_CLAIMS
from playground.tokens.checks.roles_claim import ROLES_CLAIM
from playground.tokens.checks.signature import SIGNATURE
from playground.tokens.checks.structure import STRUCTURE
from playground.tokens.keys import KeySet, KeysUnavailable
from playground.tokens.opaque_checks import ACCESS_TOKEN_CHECKS, OpaqueCase
from playground.tokens.provider import RegisteredProvider

Asks = Callable[[Case], Outcome]


def jwt_checks(setup: Setup) -> tuple[Check[Case], ...]:
    """STS's own checks in its order, with the open ones put in their places."""
    instead = dict(_open(setup))
    return tuple(check._replace(ask=instead.get(check.name, check.ask)) for check in CHECKS)


def _open(setup: Setup) -> Iterator[tuple[str, Asks]]:
    yield REGISTERED_PROVIDER.name, partial(_provider, bool(setup.provider_url))
    if setup.pasted.kind != "token":
        said = "the record" if setup.pasted.kind == "record" else "the claims"
        yield (
            STRUCTURE.name,
            _left(STRUCTURE.name, f"left open: {said} came without a token, so there is nothing to take apart"),
        )
        yield (
            SIGNATURE.name,
            _left(SIGNATURE.name, f"left open: {said} came without a token, so there is no signature to check"),
        )
        yield REQUIRED_CLAIMS.name, _some_missing
        yield DATES.name, _dates
    elif setup.keys is None:
        yield SIGNATURE.name, partial(_unsigned, setup.keys_missing)
    if setup.pasted.kind == "record":
        says = "left open: the record does not tell whether the token lists the roles that it is for"
        yield ROLES_CLAIM.name, _left(ROLES_CLAIM.name, says)
    if setup.audiences is None:
        yield AUDIENCE.name, partial(_audience, _NO_LIST)
    else:
        yield AUDIENCE.name, partial(_listed, setup, setup.audiences)


def _left(name: str, says: str, *values: object, pointer: str = "") -> Asks:
    finding = Finding(name, OPEN, says, values, document="token" if pointer else "", pointer=pointer)
    return lambda _case: Outcome(finding)


# https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateOpenIDConnectProvider.html
NOT_TAKEN = "IAM takes no identity provider for `{}`: its URL must begin with `https://` and have no port, query or fragment"


def _provider(told: bool, case: Case) -> Outcome:
    """A provider that the trust policy names is taken to be there; whether it is, only the account knows. told: which one it has."""
    outcome = REGISTERED_PROVIDER.ask(case)
    if outcome.refusal and not may_be_provider(case.issuer.removeprefix("https://")):
        finding = outcome.finding._replace(says=NOT_TAKEN, values=(case.issuer,), compared=None)
        return outcome._replace(finding=finding)
    if outcome.refusal or told or case.provider is None or not case.provider.arn:
        return outcome
    says = "left open: account `{}` is taken to have an identity provider with the URL `{}`, equal to the last character"
    finding = Finding(REGISTERED_PROVIDER.name, OPEN, says, (case.provider.account, case.issuer), (), "token", "/payload/iss")
    return Outcome(finding)


def _unsigned(missing: str, case: Case) -> Outcome:
    """What the header alone refutes is refused; the rest takes the issuer's keys."""
    outcome = SIGNATURE.ask(Case(case.taken_apart, case.providers, _no_keys, case.now, case.role_arn))
    if outcome.finding.verdict is FAIL and outcome.finding.pointer != "/header/kid":
        return outcome
    says = "left open: nobody's keys are at hand; paste the key set of `{}` to have the signature checked"
    if missing:
        says = "left open: `{}` gave no keys to this site: {}; STS asks from elsewhere, so paste its key set"
    values = (case.issuer, missing)[: says.count("{}")]
    finding = Finding(SIGNATURE.name, OPEN, says, values, outcome.finding.reasons, "token", "/signature")
    return Outcome(finding)


def _no_keys(_issuer: str, _kid: str) -> KeySet:
    raise KeysUnavailable("they were not given")


def _some_missing(case: Case) -> Outcome:
    """Claims that somebody wrote down need not be all that the token had."""
    claims = case.unverified_claims
    party = audience_claim(claims)
    missing = [name for name in REQUIRED if claims.get(party if name == "aud" else name) in NOTHING]
    if not missing or {"iss", "sub", "aud"} & set(missing):
        return REQUIRED_CLAIMS.ask(case)
    says = "left open: {} is not among what was given, and every token must have it"
    return _left(REQUIRED_CLAIMS.name, says, " or ".join(missing), pointer="/payload")(case)


def _dates(case: Case) -> Outcome:
    """What one date alone refutes is refused; for the rest it takes both."""
    claims = case.unverified_claims
    if {"exp", "iat"} <= claims.keys():
        return DATES.ask(case)
    supposed = {"exp": int(case.now), "iat": int(case.now)} | claims
    outcome = DATES.ask(replace(case, taken_apart=replace(case.taken_apart, unverified_claims=supposed)))
    if outcome.refusal and {"exp", "iat"} & claims.keys():
        return outcome
    return _left(DATES.name, "left open: without `exp` and `iat` nobody can say how long the token was good")(case)


_NO_LIST = "left open: `{}` is `{}`, and the list of the provider in IAM, which was not given, must have it"
_ANOTHERS = (
    "left open: `{}` is `{}`, and the list that was given may be that of the other provider which the trust policy names"
)


def _names_another(setup: Setup) -> bool:
    """Whether the list that was given may be another provider's: the trust policy names one that is not the token's nor nearly that."""
    named = [one.partition(":oidc-provider/")[2] for one in federated_principals(setup.trust) if ":oidc-provider/" in one]
    issuer = str(setup.pasted.unverified_claims.get("iss", "")).removeprefix("https://")
    return not setup.provider_url and not all(is_nearly(one.removeprefix("https://"), issuer) for one in named)


def _audience(says: str, case: Case) -> Outcome:
    audience = effective_audience(case.unverified_claims)
    if audience is None or (case.provider is not None and case.provider.audiences is None):
        return AUDIENCE.ask(case)
    claim = audience_claim(case.unverified_claims)
    return _left(AUDIENCE.name, says, claim, audience, pointer=f"/payload/{claim}")(case)


def _listed(setup: Setup, audiences: tuple[str, ...], case: Case) -> Outcome:
    """The list that was given is compared too where no provider has the issuer: it is that of the provider that should have it."""
    provider = case.provider or RegisteredProvider(case.issuer.removeprefix("https://"), "", audiences)
    outcome = AUDIENCE.ask(replace(case, providers=lambda _issuer: provider))
    return _audience(_ANOTHERS, case) if outcome.refusal and _names_another(setup) else outcome


def opaque_checks(setup: Setup) -> tuple[Check[OpaqueCase], ...]:
    """The checks of an access token of which only the provider's answer was given."""
    left = {
        "Shape": "left open: the token itself was not given",
        "Dates": "left open: the answer does not say when the token ends",
    }
    if setup.pasted.kind == "answer" and ("exp" in setup.pasted.answer or "data" in setup.pasted.answer):
        del left["Dates"]
    if setup.pasted.kind == "record":
        left["The provider knows it"] = "left open: the record does not have what the provider answered"
    return tuple(
        check._replace(ask=_left_opaque(check.name, left[check.name])) if check.name in left else check
        for check in ACCESS_TOKEN_CHECKS
    )


def _left_opaque(name: str, says: str) -> Callable[[OpaqueCase], Outcome]:
    return lambda _case: Outcome(Finding(name, OPEN, says))
