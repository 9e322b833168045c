"""The diagnosis: STS's chain over what was given, to its first failure, and what would fail after it.

The checks and the gates are those that our own STS asks; nothing is decided here.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from playground.diagnose.chain.account import account_of, check_documents
from playground.diagnose.chain.answer import answer_to
from playground.diagnose.chain.gates import Admitted, admission
from playground.diagnose.chain.hanging import Decided
from playground.diagnose.chain.session_request import request_decision
from playground.diagnose.chain.token_checks import jwt_checks, opaque_checks
from playground.diagnose.setup import Setup
from playground.explain import FAIL, OPEN, SKIP, Finding
from playground.sandbox.assuming.session_policies import NAME as SESSION
from playground.sandbox.assuming.trust import NAME as TRUST_POLICY
from playground.sandbox.assuming.web_identity import Identity, registered_provider
from playground.sandbox.errors import AwsError
from playground.sandbox.world import Account, Role
from playground.tokens.case import Case, audience_claim, effective_audience
from playground.tokens.check import Check
from playground.tokens.checks.issuer import ISSUER
from playground.tokens.checks.required_claims import NOTHING
from playground.tokens.keys import KeySet
from playground.tokens.opaque_checks import OpaqueCase
from playground.tokens.opaque_provider import Introspection, opaque_provider
from playground.tokens.provider import RegisteredProvider
from playground.tokens.refusals import Refusal

_GATES = (TRUST_POLICY, "Duration", SESSION)


@dataclass(frozen=True)
class Diagnosis:
    """chain: every check, in AWS's order, up to the first that failed.  later: what would fail once that is mended.

    refusal: AWS's answer to the call or to the session's request, None when both are let in.
    trust, request: the decisions, where it came to one.
    """

    setup: Setup
    account: Account
    role: Role
    chain: tuple[Finding, ...]
    later: tuple[Finding, ...] = ()
    refusal: Refusal | None = None
    trust: Decided | None = None
    request: Decided | None = None
    undecided: tuple[str, ...] = ()

    @property
    def failed(self) -> Finding | None:
        """The check that stops it."""
        return next((one for one in self.chain if one.verdict is FAIL), None)

    @property
    def open(self) -> tuple[Finding, ...]:
        """What could not be judged."""
        return tuple(one for one in self.chain if one.verdict is OPEN)

    @property
    def allowed(self) -> bool:
        """Whether nothing of what was given stops it."""
        return self.failed is None and not self.undecided


@dataclass
class _Run:
    """The findings as they come in; after the first failure they are what would fail later."""

    chain: list[Finding] = field(default_factory=list)
    later: list[Finding] = field(default_factory=list)
    refusal: Refusal | None = None

    def take(self, finding: Finding, refusal: Refusal | None) -> None:
        """One more. A check behind the first failure is not reached; that it would fail too is kept."""
        if self.refusal is None:
            self.chain.append(finding)
            self.refusal = refusal
            return
        if finding.verdict is FAIL:
            self.later.append(finding)
        self.chain.append(Finding(finding.name, SKIP, "not reached"))


def diagnose(setup: Setup) -> Diagnosis:
    """The diagnosis. Raises Unusable for what cannot be worked with."""
    check_documents(setup)
    account, role = account_of(setup)
    run = _Run()
    identity = _opaque(setup, run) if setup.pasted.provider_id else _jwt(setup, account, role, run)
    if identity is None:
        behind = (*_GATES, setup.action) if setup.action else _GATES
        run.chain.extend(Finding(name, SKIP, "not reached") for name in behind)
        return Diagnosis(setup, account, role, tuple(run.chain), (), run.refusal)
    admitted, identity = _admitted(setup, account, role, identity)
    for finding in admitted.findings:
        error = admitted.error if finding.verdict is FAIL else None
        run.take(finding, _as_refusal(error) if error else None)
    stopped = next((one.name for one in run.chain if one.verdict is FAIL), admitted.findings[0].name)
    undecided = admitted.undecided if stopped == admitted.findings[0].name and not run.later else ()
    found = Diagnosis(setup, account, role, tuple(run.chain), tuple(run.later), run.refusal, admitted.trust, None, undecided)
    return _with_request(found, identity) if setup.action else found


_MOST = 5  # audiences that are tried


def _admitted(setup: Setup, account: Account, role: Role, identity: Identity) -> tuple[Admitted, Identity]:
    """What the gates say, and of whom. A token for several apps, which STS refuses before, is judged as one for the best of them."""
    audiences = identity.claims.get("aud")
    if not isinstance(audiences, list) or effective_audience(identity.claims) or audience_claim(identity.claims) != "aud":
        return admission(setup, account, role, identity), identity
    ones = [replace(identity, claims=identity.claims | {"aud": one}) for one in (*audiences[:_MOST], audiences)]
    judged = [(admission(setup, account, role, one), one) for one in ones]
    return next((one for one in judged if one[0].error is None), judged[0])


def _as_refusal(error: AwsError) -> Refusal:
    return Refusal(error.code, error.message, error.status, error.confirmed)


def _jwt(setup: Setup, account: Account, role: Role, run: _Run) -> Identity | None:
    """Runs the checks of a token; None when it cannot even be said whose it is.

    So it is also where a claim is missing or no URL: what the role would say of the token that has it, this one does not tell.
    """

    def providers(issuer: str) -> RegisteredProvider | None:
        return registered_provider(account, issuer)

    def keys(_issuer: str, _kid: str) -> KeySet:
        return setup.keys or KeySet()

    case = Case(setup.pasted.taken_apart, providers, keys, setup.now, account.role_arn(role))
    _ask(jwt_checks(setup), case, run)
    claims = case.unverified_claims
    told = all(claims.get(claim) not in NOTHING for claim in ("sub", audience_claim(claims)))
    if not told or not case.issuer or ISSUER.name in (one.name for one in run.chain if one.verdict is FAIL):
        return None
    known = case.provider or RegisteredProvider(
        case.issuer.removeprefix("https://"), account.provider_arn(case.issuer.removeprefix("https://")), setup.audiences
    )
    return Identity(known, dict(claims))


_FATAL = ("Structure", "Issuer", "Required claims", "ProviderId", "The provider knows it", "App")


def _ask(checks: tuple[Check[Any], ...], case: Any, run: _Run) -> None:
    """Asks the checks; behind a failure that leaves nothing to judge, the others say what they would have asked."""
    blind = False
    for check in checks:
        if blind:
            run.chain.append(check.would(case))
            continue
        outcome = check.ask(case)
        run.take(outcome.finding, outcome.refusal)
        blind = outcome.refusal is not None and outcome.finding.name in _FATAL


def _opaque(setup: Setup, run: _Run) -> Identity | None:
    provider_id, answer = setup.pasted.provider_id, setup.pasted.answer
    case = OpaqueCase(provider_id, "Atza|", lambda _provider, _token: Introspection(setup.pasted.status, answer), setup.now)
    _ask(opaque_checks(setup), case, run)
    provider = opaque_provider(provider_id)
    claims = provider.claims(answer) if provider else {}
    complete = {"app_id", case.provider.user_claim} <= claims.keys()
    return Identity(RegisteredProvider(provider_id), dict(claims)) if complete else None


def _with_request(found: Diagnosis, identity: Identity) -> Diagnosis:
    asked = request_decision(found.setup, found.account, found.role, identity)
    finding, decided = asked.finding, asked.decided
    if found.failed:
        skipped = Finding(finding.name, SKIP, "not reached")
        later = (*found.later, finding) if finding.verdict is FAIL else found.later
        return replace(found, chain=(*found.chain, skipped), later=later)
    undecided = found.undecided or asked.undecided
    refused = decided is not None and not decided.decision.allowed and not undecided
    refusal = answer_to(found.setup, decided) if decided and refused else asked.refusal
    return replace(found, chain=(*found.chain, finding), request=decided, undecided=undecided, refusal=refusal)
