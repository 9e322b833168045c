"""A visitor's AWS account as one small immutable document: identity providers, roles, managed policies.

Buckets and objects are rows of their own (see stores.py): their number is not bounded by a document's size.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from typing import Any


@dataclass(frozen=True)
class OidcProvider:
    """An IAM OIDC identity provider. url: without `https://`, as in its ARN."""

    url: str
    client_ids: tuple[str, ...]
    thumbprints: tuple[str, ...] = ()
    created: float = 0.0


@dataclass(frozen=True)
class ManagedPolicy:
    """A customer managed policy; the document is text, as it was written."""

    name: str
    document: str
    policy_id: str
    description: str = ""
    created: float = 0.0


@dataclass(frozen=True)
class Role:
    """A role. inline: name to document.  attached: ARNs of managed policies.  max_session_duration: seconds."""

    name: str
    role_id: str
    trust_policy: str
    inline: dict[str, str] = field(default_factory=dict)
    attached: tuple[str, ...] = ()
    boundary: str = ""
    max_session_duration: int = 3600
    path: str = "/"
    tags: dict[str, str] = field(default_factory=dict)
    description: str = ""
    created: float = 0.0


@dataclass(frozen=True)
class Account:
    """An account of the sandbox. account_id: 12 digits.  off: regions in which STS is switched off."""

    account_id: str
    region: str
    providers: dict[str, OidcProvider] = field(default_factory=dict)
    roles: dict[str, Role] = field(default_factory=dict)
    policies: dict[str, ManagedPolicy] = field(default_factory=dict)
    off: tuple[str, ...] = ()

    def role_arn(self, role: Role) -> str:
        """The ARN of a role, with its path."""
        return f"arn:aws:iam::{self.account_id}:role{role.path}{role.name}"

    def provider_arn(self, url: str) -> str:
        """The ARN of an OIDC provider."""
        return f"arn:aws:iam::{self.account_id}:oidc-provider/{url}"

    def policy_arn(self, name: str) -> str:
        """The ARN of a customer managed policy."""
        return f"arn:aws:iam::{self.account_id}:policy/{name}"

    def role_with_arn(self, arn: str) -> Role | None:
        """The role that has this very ARN, path included."""
        role = self.roles.get(arn.rpartition("/")[2])
        return role if role and self.role_arn(role) == arn else None

    def with_role(self, role: Role) -> Account:
        """The account with a role put in or replaced."""
        return replace(self, roles={**self.roles, role.name: role})


def to_data(account: Account) -> dict[str, Any]:
    """The account as JSON-ready data."""
    return asdict(account)


def from_data(data: dict[str, Any]) -> Account:
    """The account that `to_data` wrote."""
    return Account(
        data["account_id"],
        data["region"],
        {url: OidcProvider(**_tuples(one)) for url, one in data["providers"].items()},
        {name: Role(**_tuples(one)) for name, one in data["roles"].items()},
        {name: ManagedPolicy(**one) for name, one in data["policies"].items()},
        tuple(data["off"]),
    )


def _tuples(data: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in data.items()}
