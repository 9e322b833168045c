"""What a subject names, in words, for the issuers whose subjects have parts: GitHub Actions, Kubernetes, GitLab and HCP Terraform.

https://docs.github.com/en/actions/reference/security/oidc
https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html
https://docs.gitlab.com/ci/secrets/id_token_authentication/
https://developer.hashicorp.com/terraform/cloud-docs/workspaces/dynamic-provider-credentials/workload-identity-tokens
"""

from __future__ import annotations

import re
from typing import NamedTuple

from playground.iam.divergence.divergence import diverge
from playground.iam.divergence.near_misses import Difference

_GITHUB = re.compile(r"repo:(?P<repository>[^:]+):(?P<rest>.+)", re.DOTALL)
_REF = re.compile(r"ref:refs/(?P<kind>heads|tags)/(?P<name>.+)", re.DOTALL)
_ACCOUNT = re.compile(r"system:serviceaccount:(?P<namespace>[^:]+):(?P<name>.+)", re.DOTALL)
_GITLAB = re.compile(r"project_path:(?P<project>[^:]+):ref_type:(?P<kind>branch|tag):ref:(?P<name>.+)", re.DOTALL)
_TERRAFORM = re.compile(
    r"organization:(?P<organization>[^:]+):project:(?P<project>[^:]+):workspace:(?P<workspace>[^:]+):run_phase:(?P<phase>[^:]+)"
)


class Part(NamedTuple):
    """Something that a subject names. words: a sentence's part with one `{}` for value, or none when value is empty."""

    words: str
    value: str = ""


def differs(got: str, wanted: str) -> tuple[Part, Part] | None:
    """The first part in which two subjects of one kind differ, of the token's and of the policy's; None when they are of no such kind."""
    return _github(got, wanted) or _kubernetes(got, wanted) or _gitlab(got, wanted) or _terraform(got, wanted)


def _github(got: str, wanted: str) -> tuple[Part, Part] | None:
    one, other = _GITHUB.fullmatch(got), _GITHUB.fullmatch(wanted)
    if one is None or other is None:
        return None
    if one["repository"] != other["repository"]:
        if _covers(other["repository"], one["repository"]):
            return _of_job(one["rest"]), _of_job(other["rest"])
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
    if not _covers(other["namespace"], one["namespace"]):
        return Part("a service account in the namespace `{}`", one["namespace"]), Part(
            "a service account in the namespace `{}`", other["namespace"]
        )
    return Part("the service account `{}`", one["name"]), Part("the service account `{}`", other["name"])


def _gitlab(got: str, wanted: str) -> tuple[Part, Part] | None:
    one, other = _GITLAB.fullmatch(got), _GITLAB.fullmatch(wanted)
    if one is None or other is None:
        return None
    if not _covers(other["project"], one["project"]):
        says = "a job of the project `{}`"
        return Part(says, one["project"]), Part(says, other["project"])
    words = {"branch": "a job on the branch `{}`", "tag": "a job for the tag `{}`"}
    return Part(words[one["kind"]], one["name"]), Part(words[other["kind"]], other["name"])


def _terraform(got: str, wanted: str) -> tuple[Part, Part] | None:
    one, other = _TERRAFORM.fullmatch(got), _TERRAFORM.fullmatch(wanted)
    for name in _TERRAFORM.groupindex if one and other else ():
        if one and other and not _covers(other[name], one[name]):
            return Part(f"a run of the {name} `{{}}`", one[name]), Part(f"a run of the {name} `{{}}`", other[name])
    return None


def _covers(pattern: str, value: str) -> bool:
    """Whether it is not in this part that they differ."""
    return diverge(pattern, value, {}, operator="StringLike").difference is Difference.NONE
