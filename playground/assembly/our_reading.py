"""What our own STS and IAM make of a call that went to somebody else's AWS, from the two policies that the reader gives.

It knows these two and nothing else of that account: no boundary, no SCP, no RCP, no bucket policy. So it is a reading, and no verdict.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from playground.assembly.rehearsal import NoTrail
from playground.assembly.sandbox import stores
from playground.explain import Finding
from playground.iam import Policies, Request, decide
from playground.sandbox.authorization import role_policies, session_policies
from playground.sandbox.exchange import HttpRequest
from playground.sandbox.gateway import handle
from playground.sandbox.world import Account, OidcProvider, Role

LONGEST = 43_200  # seconds; the role's own maximum is not known here


@dataclass(frozen=True)
class RealRole:
    """A role as the reader describes it. issuers: those whose tokens the account is taken to have an OIDC provider for, with audiences."""

    arn: str
    trust: str
    permissions: str
    issuers: Mapping[str, tuple[str, ...]]

    def account(self, region: str) -> Account:
        """An account that has this role and nothing else."""
        path, _, name = self.arn.partition(":role")[2].rpartition("/")
        inline = {"permissions": self.permissions} if self.permissions.strip() else {}
        role = Role(name, "AROAEXAMPLEEXAMPLEEXA", self.trust, inline, max_session_duration=LONGEST, path=f"{path}/")
        providers = {url: OidcProvider(url, audiences) for url, audiences in self.issuers.items()}
        return Account(self.arn.split(":")[4], region, providers, {name: role})


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
    ours = replace(stores(), accounts=_Only(role.account(region)), trail=NoTrail(), clock=lambda: now)
    return handle(request, ours).finding


def read_use(role: RealRole, region: str, session_policy: str, asked: Request) -> Finding:
    """The decision on a request of the session.  Raises MalformedPolicy."""
    account = role.account(region)
    (only,) = account.roles.values()
    narrowed = (("session policy", session_policy),) if session_policy.strip() else None
    return decide(asked, Policies(identity=role_policies(account, only), session=session_policies(narrowed))).finding
