"""Which version of a managed policy is in force: its document stands in the policy itself, the others beside it."""

from __future__ import annotations

from dataclasses import replace

from playground.sandbox.world import ManagedPolicy, PolicyVersion


def in_force(policy: ManagedPolicy, version: PolicyVersion) -> ManagedPolicy:
    """The policy with another version in force; the one that was stays beside it."""
    if version.version_id == policy.version_id:
        return policy
    was = PolicyVersion(policy.version_id, policy.document, policy.version_created or policy.created)
    return replace(
        policy,
        document=version.document,
        version_id=version.version_id,
        version_created=version.created,
        others=(*(one for one in policy.others if one.version_id != version.version_id), was),
    )
