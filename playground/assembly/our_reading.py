"""What our own STS and IAM make of a call that went to somebody else's AWS, from the role's policies as they were given or read.

It knows these and nothing else of that account: no SCP, no RCP, no bucket policy. So it is a reading, and no verdict.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from playground.assembly.rehearsal import NoTrail
from playground.assembly.sandbox import stores
from playground.explain import Finding
from playground.iam import Request, decide
from playground.sandbox.authorization import policies_of, session_policies
from playground.sandbox.exchange import HttpRequest
from playground.sandbox.gateway import handle
from playground.sandbox.world import Account, ManagedPolicy, OidcProvider, Role

LONGEST = 43_200  # seconds; taken where the role's own maximum is not known
_BOUNDARY = "boundary"


@dataclass(frozen=True)
class RealRole:
    """A role as it is known. policies: name to document.  boundary: a document.  longest: seconds, 0 where it is not known.

    issuers: those whose tokens the account is taken to have an OIDC provider for, with audiences.
    """

    arn: str
    trust: str
    policies: Mapping[str, str] = field(default_factory=dict)
    boundary: str = ""
    longest: int = 0
    issuers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def account(self, region: str) -> Account:
        """An account that has this role and nothing else."""
        path, _, name = self.arn.partition(":role")[2].rpartition("/")
        _, partition, _, _, number, _ = self.arn.split(":", 5)
        boundary = f"arn:{partition}:iam::{number}:policy/{_BOUNDARY}" if self.boundary.strip() else ""
        role = Role(
            name,
            "AROAEXAMPLEEXAMPLEEXA",
            self.trust,
            {title: text for title, text in self.policies.items() if text.strip()},
            boundary=boundary,
            max_session_duration=self.longest or LONGEST,
            path=f"{path}/",
        )
        providers = {url: OidcProvider(url, audiences) for url, audiences in self.issuers.items()}
        managed = {_BOUNDARY: ManagedPolicy(_BOUNDARY, self.boundary, "ANPAEXAMPLEEXAMPLEEXA")} if boundary else {}
        return Account(number, region, providers, {name: role}, policies=managed, partition=partition)


class _Only:
    """sandbox.stores.Accounts with one account, which cannot be changed."""

    def __init__(self, account: Account) -> None:
        self._account = account

    def get(self, account_id: str) -> Account | None:
        """The account, if it is the one."""
        return self._account if account_id == self._account.account_id else None

    def change(self, account_id: str, edit: Callable[[Account], Account]) -> Account:
        """Refuses."""
        raise LookupError(account_id)


def read_assume(role: RealRole, region: str, request: HttpRequest, now: float) -> Finding:
    """The chain of checks, as our STS would go through it."""
    ours = stores()._replace(accounts=_Only(role.account(region)), trail=NoTrail(), clock=lambda: now)
    return handle(request, ours).finding


def read_use(role: RealRole, region: str, narrowed: tuple[tuple[str, str], ...], asked: Request) -> Finding:
    """The decision on a request of the session. narrowed: its session policies, name and document.  Raises MalformedPolicy."""
    account = role.account(region)
    (only,) = account.roles.values()
    policies = replace(policies_of(account, only, None), session=session_policies(narrowed or None))
    return decide(asked, policies).finding
