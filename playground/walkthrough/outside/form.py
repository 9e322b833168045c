"""The form that chooses a target, and the one that gives the role's policies."""

from __future__ import annotations

from django.http import QueryDict

from playground.aws.target import Target
from playground.walkthrough.outside.state import PERMISSIONS, Outside

LONGEST = 32_000  # characters of a policy
FIELDS = ("role_arn", "region", "bucket", "sts_url", "s3_url")


def target_of(post: QueryDict) -> Outside | None:
    """The target as it was typed; None for the sandbox. A kind that there is none of is taken for `aws`."""
    if post.get("kind") == "sandbox":
        return None
    typed = {name: post.get(name, "").strip()[:2048] for name in FIELDS}
    typed |= {name: typed[name].rstrip("/") for name in ("sts_url", "s3_url")}
    typed["region"] = typed["region"] or Target.region
    return Outside({"kind": "endpoint" if post.get("kind") == "endpoint" else "aws", **typed})


def give_policies(outside: Outside, post: QueryDict) -> None:
    """Puts the policies that were typed in the place of those that are known."""
    trust, permissions = (post.get(name, "").replace("\r\n", "\n")[:LONGEST] for name in ("trust", PERMISSIONS))
    outside.trust, outside.policies = trust, {PERMISSIONS: permissions} if permissions.strip() else {}
    outside.boundary, outside.longest, outside.read_at, outside.missing = "", 0, 0.0, []
