"""A learner's set-up as plain data: a role with its policies, whom it trusts, and the bucket's policy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from playground.documents import read_json
from playground.iam.elements import each
from playground.sandbox.seed import bucket_name
from playground.sandbox.stores import Bucket
from playground.sandbox.world import Account, OidcProvider, Role
from playground.walkthrough.take_home.owned import Owned, owned


@dataclass(frozen=True)
class Managed:
    """A managed policy of the account's own. document: as data."""

    name: str
    path: str
    description: str
    document: Any


@dataclass(frozen=True)
class SetUp:
    """role: with its texts.  trust, inline, bucket_policy: documents as data, None without one.

    provider: the IAM OIDC provider that the role trusts, with its ARN; None for one that is built into AWS.
    built_in: the names of those.  managed: policies to make.  attached, boundary: ARNs, which may be of policies to make.
    """

    role: Role
    role_arn: str
    trust: Any
    inline: dict[str, Any]
    provider: OidcProvider | None
    provider_arn: str
    built_in: tuple[str, ...]
    managed: tuple[Managed, ...]
    attached: tuple[str, ...]
    boundary: str
    bucket_policy: Any
    owned: Owned

    def own_policy(self, arn: str) -> Managed | None:
        """The policy to make that has this ARN."""
        return next((one for one in self.managed if arn.endswith(f":policy{one.path}{one.name}")), None)


def set_up(account: Account, role: Role, bucket: Bucket | None) -> SetUp:
    """The set-up around a role."""
    trust = read_json(role.trust_policy)
    trusted = list(_federated(trust))
    provider = next((one for one in account.providers.values() if account.provider_arn(one.url) in trusted), None)
    own = {arn: account.policy_with_arn(arn) for arn in (*role.attached, role.boundary) if arn}
    policy = bucket.policy if bucket else ""
    return SetUp(
        role=role,
        role_arn=account.role_arn(role),
        trust=trust,
        inline={name: read_json(text) for name, text in role.inline.items()},
        provider=provider,
        provider_arn=account.provider_arn(provider.url) if provider else "",
        built_in=tuple(name for name in dict.fromkeys(trusted) if not name.startswith("arn:")),
        managed=tuple(Managed(one.name, one.path, one.description, read_json(one.document)) for one in own.values() if one),
        attached=role.attached,
        boundary=role.boundary,
        bucket_policy=read_json(policy) if policy.strip() else None,
        owned=owned(
            account.account_id,
            bucket.name if bucket else bucket_name(account.account_id),
            trust,
            provider.client_ids if provider else (),
        ),
    )


def _federated(trust: Any) -> Iterator[str]:
    for statement, _ in each(trust["Statement"], ""):
        principal = statement.get("Principal", {})
        named = principal.get("Federated", []) if isinstance(principal, dict) else []
        yield from (name for name, _ in each(named, ""))
