"""The form that chooses a target."""

from __future__ import annotations

from django.http import QueryDict

from playground.aws.target import Target
from playground.walkthrough.outside.state import Outside

LONGEST = 32_000  # characters of a policy
FIELDS = ("role_arn", "region", "bucket", "sts_url", "s3_url")


def target_of(post: QueryDict) -> Outside:
    """The target and the two policies as they were typed. A kind that there is none of is taken for `aws`."""
    typed = {name: post.get(name, "").strip()[:2048] for name in FIELDS}
    typed |= {name: typed[name].rstrip("/") for name in ("sts_url", "s3_url")}
    typed["region"] = typed["region"] or Target.region
    kind = "endpoint" if post.get("kind") == "endpoint" else "aws"
    trust, permissions = (post.get(name, "").replace("\r\n", "\n")[:LONGEST] for name in ("trust", "permissions"))
    return Outside({"kind": kind, **typed}, trust, permissions)
