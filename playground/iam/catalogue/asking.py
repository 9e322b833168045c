"""What a request can ask: an action of IAM, on what that action is on.

A policy may say what it likes, a request may not: ListBuckets asks for `s3:ListAllMyBuckets`, and nobody asks for `s3:ListBucket` on an
object. Whoever judges such a question would explain what never happens. https://docs.aws.amazon.com/service-authorization/latest/reference/
"""

from __future__ import annotations

from typing import NamedTuple

from playground.explain import FAIL, PASS, Finding
from playground.iam.arn import parse_arn
from playground.iam.catalogue.actions import (
    PLACEHOLDER,
    S3_OPERATIONS,
    action,
    actions_of,
    nearest_action,
    resource_arn,
    resource_types,
)

# Who asks these brings a token or an assertion, and no credentials.
_UNSIGNED = ("sts:assumerolewithwebidentity", "sts:assumerolewithsaml")


_WHOEVER = "`{}` needs no permission: whoever has credentials may ask it, and no policy keeps them from it"
_NOBODY = "no session of a role may ask `{}`, whatever policies say: it takes the keys of a user"


class Objection(NamedTuple):
    """Why nobody asks that. of: `action` or `resource`.  says: a sentence with code in backticks, lower case, no full stop."""

    of: str
    says: str


def written(asked: str) -> str:
    """An action in the letters in which AWS writes it; one that it does not have as it is."""
    service, colon, name = asked.partition(":")
    known = actions_of(service).get(name.lower())
    return f"{service.lower()}{colon}{known}" if known else asked


def has_resource(asked: str) -> bool:
    """Whether the action is known to be on something of its own, which a request names."""
    return bool(resource_types(asked))


def whatever_policies_say(asked: str) -> Finding | None:
    """What becomes of a session's request that no policy decides; None of one that policies decide. asked: as AWS writes it.

    https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
    https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_sts-comparison.html
    """
    if asked == "sts:GetCallerIdentity":
        return Finding(asked, PASS, _WHOEVER, (asked,))
    return Finding(asked, FAIL, _NOBODY, (asked,)) if asked in ("sts:GetSessionToken", "sts:GetFederationToken") else None


def objection(asked: str, resource: str) -> Objection | None:
    """What is wrong with a request for this action on this resource, which is an ARN, `*`, or empty where none was given."""
    if action(asked) is None:
        return _no_action(asked)
    if asked.lower() in _UNSIGNED:
        says = f"`{asked}` is asked with a token in place of credentials: no policy of a session decides it, the role's trust policy does"
        return Objection("action", says)
    return None if resource in ("", "*") else _of_resource(asked, resource)


def _no_action(asked: str) -> Objection | None:
    near = nearest_action(asked)
    if not near:
        return None
    service, _, name = asked.partition(":")
    if service.lower() == "s3" and name.lower() in S3_OPERATIONS:
        return Objection("action", f"`{name}` is an operation of S3 and no action: what it asks for is `{near}`")
    return Objection("action", f"IAM's catalogue has no action `{asked}`; most like it is `{near}`")


def _of_resource(asked: str, resource: str) -> Objection | None:
    types, service = resource_types(asked), asked.partition(":")[0]
    if not types:
        says = f"`{asked}` is on nothing of its own, so that only a `Resource` of `*` covers it: leave the resource out"
        return None if resource.endswith("*") else Objection("resource", says)
    arn, arns = parse_arn(resource), [parse_arn(resource_arn(service, one)) for one in sorted(types)]
    if arn is None or not all(arns):
        return None
    services = {one.service for one in arns if one}
    if arn.service not in services and not any(PLACEHOLDER.search(one) for one in services):
        wanted = " or ".join(f"`{one}`" for one in sorted(services))
        return Objection("resource", f"`{asked}` is on something of {wanted}, and `{resource}` is of `{arn.service}`")
    return _of_s3(asked, resource, types) if (arn.service, arn.region, arn.account) == ("s3", "", "") else None


def _of_s3(asked: str, resource: str, types: frozenset[str]) -> Objection | None:
    """Objects have a slash in their ARN, buckets none."""
    bucket, slash, key = resource.partition("/")
    if slash and "object" not in types and "bucket" in types:
        prefix = f"; what is listed is the condition key `s3:prefix={key}`" if asked in _LISTS and key else ""
        return Objection("resource", f"`{asked}` is on a bucket: write `{bucket}`{prefix}")
    if not slash and "bucket" not in types and "object" in types:
        return Objection("resource", f"`{asked}` is on an object: name one, as in `{bucket}/KEY`")
    return None


_LISTS = ("s3:ListBucket", "s3:ListBucketVersions")
