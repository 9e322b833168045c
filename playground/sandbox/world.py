"""A visitor's AWS account as one small immutable document: identity providers, roles, managed policies, its administrator.

Buckets and objects are rows of their own (see stores.py): their number is not bounded by a document's size.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from typing import Any, TypeVar

from playground.other_release import known_here

Made = TypeVar("Made")
ADMINISTRATOR = "administrator"  # the IAM user that every account has


@dataclass(frozen=True)
class OidcProvider:
    """An IAM OIDC identity provider. url: without `https://`, as in its ARN."""

    url: str
    client_ids: tuple[str, ...]
    thumbprints: tuple[str, ...] = ()
    created: float = 0.0
    tags: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class PolicyVersion:
    """A version of a managed policy that is not the one in force."""

    version_id: str
    document: str
    created: float


@dataclass(frozen=True)
class ManagedPolicy:
    """A customer managed policy; the document is text, as it was written: the one of its default version.

    others: its other versions.  versions_made: how many there ever were; numbers are not given out twice.
    """

    name: str
    document: str
    policy_id: str
    description: str = ""
    created: float = 0.0
    path: str = "/"
    updated: float = 0.0
    tags: dict[str, str] = field(default_factory=dict)
    version_id: str = "v1"
    version_created: float = 0.0
    others: tuple[PolicyVersion, ...] = ()
    versions_made: int = 1


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
class AccessKey:
    """A long-term access key. sealed: its secret, which only the site can open (credentials/user_key.py)."""

    access_key_id: str
    sealed: str
    created: float


@dataclass(frozen=True)
class User:
    """An IAM user. attached: ARNs of managed policies.  access_keys: the ones that sign for it."""

    name: str
    user_id: str
    created: float = 0.0
    path: str = "/"
    attached: tuple[str, ...] = ()
    access_keys: tuple[AccessKey, ...] = ()


@dataclass(frozen=True)
class Account:
    """An account of the sandbox. account_id: 12 digits.  off: regions in which STS is switched off.

    partition: that its ARNs begin with; `aws-cn` in China, `aws-us-gov` in GovCloud.
    data_events: whether CloudTrail keeps S3's data events, which on AWS somebody must ask for.
    """

    account_id: str
    region: str
    providers: dict[str, OidcProvider] = field(default_factory=dict)
    roles: dict[str, Role] = field(default_factory=dict)
    policies: dict[str, ManagedPolicy] = field(default_factory=dict)
    off: tuple[str, ...] = ()
    users: dict[str, User] = field(default_factory=dict)
    data_events: bool = False
    partition: str = "aws"

    def role_arn(self, role: Role) -> str:
        """The ARN of a role, with its path."""
        return f"arn:{self.partition}:iam::{self.account_id}:role{role.path}{role.name}"

    def provider_arn(self, url: str) -> str:
        """The ARN of an OIDC provider."""
        return f"arn:{self.partition}:iam::{self.account_id}:oidc-provider/{url}"

    def policy_arn(self, name: str) -> str:
        """The ARN of a customer managed policy, with its path."""
        path = self.policies[name].path if name in self.policies else "/"
        return f"arn:{self.partition}:iam::{self.account_id}:policy{path}{name}"

    def user_arn(self, user: User) -> str:
        """The ARN of a user, with its path."""
        return f"arn:{self.partition}:iam::{self.account_id}:user{user.path}{user.name}"

    def role_with_arn(self, arn: str) -> Role | None:
        """The role that has this very ARN, path included."""
        role = self.roles.get(arn.rpartition("/")[2])
        return role if role and self.role_arn(role) == arn else None

    def policy_with_arn(self, arn: str) -> ManagedPolicy | None:
        """The customer managed policy that has this very ARN, path included."""
        policy = self.policies.get(arn.rpartition("/")[2])
        return policy if policy and self.policy_arn(policy.name) == arn else None

    def with_role(self, role: Role) -> Account:
        """The account with a role put in or replaced."""
        return replace(self, roles={**self.roles, role.name: role})

    def with_policy(self, policy: ManagedPolicy) -> Account:
        """The account with a managed policy put in or replaced."""
        return replace(self, policies={**self.policies, policy.name: policy})

    def with_provider(self, provider: OidcProvider) -> Account:
        """The account with an identity provider put in or replaced."""
        return replace(self, providers={**self.providers, provider.url: provider})

    def with_user(self, user: User) -> Account:
        """The account with a user put in or replaced."""
        return replace(self, users={**self.users, user.name: user})


def to_data(account: Account) -> dict[str, Any]:
    """The account as JSON-ready data."""
    return asdict(account)


def from_data(data: dict[str, Any]) -> Account:
    """The account that `to_data` wrote, in this release or another: what is not known here is left out."""
    return Account(
        data["account_id"],
        data["region"],
        {url: _made(OidcProvider, one) for url, one in data["providers"].items()},
        {name: _made(Role, one) for name, one in data["roles"].items()},
        {name: _policy(one) for name, one in data["policies"].items()},
        tuple(data["off"]),
        {name: _user(one) for name, one in data.get("users", {}).items()},
        data.get("data_events", False),
        data.get("partition", "aws"),
    )


def _policy(data: dict[str, Any]) -> ManagedPolicy:
    return _made(ManagedPolicy, data | {"others": [_made(PolicyVersion, one) for one in data.get("others", ())]})


def _user(data: dict[str, Any]) -> User:
    return _made(User, data | {"access_keys": [_made(AccessKey, one) for one in data["access_keys"]]})


def _made(kind: Callable[..., Made], data: dict[str, Any]) -> Made:
    known = known_here(kind, data)
    return kind(**{name: tuple(value) if isinstance(value, list) else value for name, value in known.items()})
