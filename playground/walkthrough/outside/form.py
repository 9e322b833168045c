"""The form that chooses a target, and the one that gives the role's policies."""

from __future__ import annotations

from django.http import QueryDict

from playground.aws.target import Target
from playground.editor.text import KINDS, LONGEST, fixed
from playground.walkthrough.outside.state import PERMISSIONS, Outside

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
    """Puts the policies that were typed in the place of those that are known, with a remark's fix where one was asked for."""
    trust, permissions = (_typed(post, name, kind) for name, kind in (("trust", "trust"), (PERMISSIONS, "identity")))
    outside.trust, outside.policies = trust, {PERMISSIONS: permissions} if permissions.strip() else {}
    outside.boundary, outside.longest, outside.read_at, outside.missing = "", 0, 0.0, []


def _typed(post: QueryDict, name: str, kind: str) -> str:
    text = post.get(name, "").replace("\r\n", "\n")[:LONGEST]
    field, _, number = post.get("fix", "").rpartition(":")
    return fixed(text, KINDS[kind], number) if field == name else text
