"""Where live calls may go: real AWS with roles that the operator lists, or endpoints that the operator lists. Anything else is refused.

https://docs.aws.amazon.com/general/latest/gr/sts.html
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from typing import Literal
from urllib.parse import urlsplit

import boto3
from django.conf import settings

from playground.explain import OfField

ROLE_ARN = re.compile(r"arn:aws[a-z-]*:iam::[0-9]{12}:role/[\w+=,.@/-]{1,576}")


@dataclass(frozen=True)
class Target:
    """kind: `aws`, or `endpoint` with the addresses of its STS and its S3.  bucket: where step 5 begins, "" for none."""

    kind: Literal["aws", "endpoint"] = "aws"
    role_arn: str = ""
    region: str = "us-east-1"
    bucket: str = ""
    sts_url: str = ""
    s3_url: str = ""

    def url(self, service: str) -> str | None:
        """The endpoint of `sts`, `s3` or `iam`; None for AWS's own in the region."""
        if self.kind == "aws":
            return None
        return (self.s3_url or self.sts_url) if service == "s3" else self.sts_url

    @property
    def words(self) -> str:
        """In short."""
        return f"AWS {self.region}" if self.kind == "aws" else self.sts_url

    @property
    def account_id(self) -> str:
        """The account that the role's ARN names."""
        return self.role_arn.split(":")[4]


def offered() -> tuple[str, ...]:
    """The kinds that this site may call."""
    kinds = (("aws", settings.LIVE_AWS_ROLES), ("endpoint", settings.LIVE_AWS_ENDPOINTS))
    return tuple(kind for kind, allowed in kinds if allowed)


def why_not(target: Target) -> str:
    """Why this target may not be called, in a sentence; "" when it may."""
    if target.kind not in offered():
        return f"this site may not call `{target.kind}`; LIVE_AWS_ROLES and LIVE_AWS_ENDPOINTS say what it may"
    if not ROLE_ARN.fullmatch(target.role_arn):
        says = f"{_quoted(target.role_arn, 'ARN')} is no role; an ARN reads `arn:aws:iam::111122223333:role/SomeRole`"
        return OfField("role_arn", says)
    if target.region not in regions():
        return OfField("region", f"{_quoted(target.region, 'name')} is no region of STS; one reads `eu-west-1`")
    if target.kind == "aws":
        listed = _listed(target.role_arn)
        return "" if listed else OfField("role_arn", f"`{target.role_arn}` is not among the roles that LIVE_AWS_ROLES lists")
    for field, url in (("sts_url", target.sts_url), ("s3_url", target.s3_url or target.sts_url)):
        if origin(url) not in _origins():
            named = _quoted(url, "address")
            return OfField(field, f"{named} is not among the endpoints that LIVE_AWS_ENDPOINTS lists: {', '.join(_origins())}")
    return ""


def origin(url: str) -> str:
    """Scheme, host and port, when the address is nothing but these; otherwise something that no list has."""
    try:
        parts = urlsplit(url)
        whole = f"{parts.scheme}://{parts.netloc}".lower()
        return whole if parts.scheme in ("http", "https") and url.rstrip("/").lower() == whole and "@" not in whole else ""
    except ValueError:
        return ""


def _quoted(value: str, kind: str) -> str:
    return f"`{value}`" if value else f"an empty {kind}"


def _listed(role_arn: str) -> bool:
    return any(fnmatchcase(role_arn, pattern) for pattern in settings.LIVE_AWS_ROLES)


def _origins() -> list[str]:
    return [url.rstrip("/").lower() for url in settings.LIVE_AWS_ENDPOINTS]


@cache
def regions() -> frozenset[str]:
    """Every region of STS that the installed botocore knows. Reading them takes a fifth of a second, and a page asks many times."""
    session = boto3.session.Session()
    partitions = session.get_available_partitions()
    return frozenset(region for partition in partitions for region in session.get_available_regions("sts", partition))
