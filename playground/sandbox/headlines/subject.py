"""What a subject names, in words, for the issuers whose subjects have parts: GitHub Actions and Kubernetes.

https://docs.github.com/en/actions/reference/security/oidc
https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html
"""

from __future__ import annotations

import re
from typing import NamedTuple

_GITHUB = re.compile(r"repo:(?P<repository>[^:]+):(?P<rest>.+)", re.DOTALL)
_REF = re.compile(r"ref:refs/(?P<kind>heads|tags)/(?P<name>.+)", re.DOTALL)
_ACCOUNT = re.compile(r"system:serviceaccount:(?P<namespace>[^:]+):(?P<name>.+)", re.DOTALL)


class Part(NamedTuple):
    """Something that a subject names. words: a sentence's part with one `{}` for value, or none when value is empty."""

    words: str
    value: str = ""


def differs(got: str, wanted: str) -> tuple[Part, Part] | None:
    """The first part in which two subjects of one kind differ, of the token's and of the policy's; None when they are of no such kind."""
    return _github(got, wanted) or _kubernetes(got, wanted)


def _github(got: str, wanted: str) -> tuple[Part, Part] | None:
    one, other = _GITHUB.fullmatch(got), _GITHUB.fullmatch(wanted)
    if one is None or other is None:
        return None
    if one["repository"] != other["repository"]:
        if "*" in other["repository"] or "?" in other["repository"]:
            return None
        return Part("a job of the repository `{}`", one["repository"]), Part(
            "a job of the repository `{}`", other["repository"]
        )
    return _of_job(one["rest"]), _of_job(other["rest"])


def _of_job(rest: str) -> Part:
    if rest == "pull_request":
        return Part("a pull request's job")
    ref = _REF.fullmatch(rest)
    if ref is not None:
        return Part("a job on the branch `{}`" if ref["kind"] == "heads" else "a job for the tag `{}`", ref["name"])
    kind, _, name = rest.partition(":")
    return Part("a job for the environment `{}`", name) if kind == "environment" and name else Part("a job with `{}`", rest)


def _kubernetes(got: str, wanted: str) -> tuple[Part, Part] | None:
    one, other = _ACCOUNT.fullmatch(got), _ACCOUNT.fullmatch(wanted)
    if one is None or other is None:
        return None
    if one["namespace"] != other["namespace"]:
        return Part("a service account in the namespace `{}`", one["namespace"]), Part(
            "a service account in the namespace `{}`", other["namespace"]
        )
    return Part("the service account `{}`", one["name"]), Part("the service account `{}`", other["name"])
