"""GitHub Actions' stand-in.  https://docs.github.com/actions/reference/security/oidc

`sub` has two forms: repositories made (or renamed, or moved) after 15 July 2026 have the numbers of owner and repository in it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote
from uuid import uuid4

from django.http import HttpRequest

from playground.stand_ins.numbers import commit_of, number_of
from playground.stand_ins.workload import Ask, Field, Run, Workload, bearer

HOST = "pipelines.actions.githubusercontent.com"
PATH = "/playground/_apis/pipelines/1/runs/7/idtoken"
LIFETIME = 300  # seconds
BY_NUMBERS, BY_NAMES = "names and numbers", "names"
NAME = r"[A-Za-z0-9_.\-]{1,100}"

FIELDS = (
    Field("owner", "Owner", "team-{account}", "The organisation or user. On GitHub a name has one owner.", pattern=NAME),
    Field("repository", "Repository", "photo-app", "Its name alone.", pattern=NAME),
    Field("subject", "Form of sub", BY_NAMES, "Newer repositories have the immutable form, with numbers.", (BY_NAMES, BY_NUMBERS)),
    Field("ref", "Ref", "refs/heads/main", "refs/heads/… for a branch, refs/tags/… for a tag.", pattern=r"refs/[^\s]{1,150}"),
    Field("environment", "Environment", "", "When the job names one, sub names it and no ref.", may_be_empty=True,
          pattern=r"[^\r\n]{1,100}"),
    Field("event", "Event", "push", "A pull request has a sub of its own, without a branch.",
          ("push", "pull_request", "workflow_dispatch", "schedule")),
    Field("reusable", "Reusable workflow", "", "owner/repository/.github/workflows/file@ref: becomes job_workflow_ref.",
          may_be_empty=True),
    Field("actor", "Actor", "maya", "Who set the run off.", pattern=NAME),
    Field("audience", "Audience", "sts.amazonaws.com", "The official action asks for this one."),
)  # fmt: skip


def subject(given: Mapping[str, str]) -> str:
    """`sub`: the repository, and then the environment, the pull request or the ref.  A colon in a value becomes %3A."""
    owner, repository = given["owner"], given["repository"]
    name = f"{owner}/{repository}"
    if given["subject"] == BY_NUMBERS:
        name = f"{owner}@{owner_id(owner)}/{repository}@{number_of(owner, repository)}"
    if given["environment"]:
        return f"repo:{name}:environment:{given['environment'].replace(':', '%3A')}"
    if given["event"] == "pull_request":
        return f"repo:{name}:pull_request"
    return f"repo:{name}:ref:{given['ref'].replace(':', '%3A')}"


def owner_id(owner: str) -> str:
    """The number of an owner."""
    return number_of("owner", owner, digits=8)


def _claims(run: Run) -> dict[str, Any]:
    given, now = run.given, run.now
    owner, full = given["owner"], f"{given['owner']}/{given['repository']}"
    asked_to_pull = given["event"] == "pull_request"
    ref = "refs/pull/7/merge" if asked_to_pull else given["ref"]
    sha = commit_of(full, ref)
    workflow_ref = f"{full}/.github/workflows/deploy.yml@{ref}"
    return {
        "jti": str(uuid4()),
        "sub": subject(given),
        "aud": given["audience"],
        "ref": ref,
        "ref_type": "tag" if ref.startswith("refs/tags/") else "branch",
        "ref_protected": "false",
        "sha": sha,
        "repository": full,
        "repository_id": number_of(owner, given["repository"]),
        "repository_owner": owner,
        "repository_owner_id": owner_id(owner),
        "repository_visibility": "private",
        "actor": given["actor"],
        "actor_id": number_of("actor", given["actor"], digits=8),
        "event_name": given["event"],
        "head_ref": "change" if asked_to_pull else "",
        "base_ref": "main" if asked_to_pull else "",
        "workflow": "deploy",
        "workflow_ref": workflow_ref,
        "workflow_sha": sha,
        "job_workflow_ref": given["reusable"] or workflow_ref,
        "job_workflow_sha": sha,
        "run_id": number_of(full, "run", digits=10),
        "run_number": "7",
        "run_attempt": "1",
        "runner_environment": "github-hosted",
        **({"environment": given["environment"]} if given["environment"] else {}),
        "nbf": now,
        "iat": now,
        "exp": now + LIFETIME,
    }


def _ask(run: Run, ticket: str) -> Ask:
    url = f"https://{HOST}{PATH}?api-version=2.0&audience={quote(run.given['audience'], safe='')}"
    return Ask("GET", url, {"Authorization": f"bearer {ticket}", "Accept": "application/json; api-version=2.0"})


def _wanted(request: HttpRequest) -> str:
    return request.GET.get("audience", "")


def _answer(token: str, _run: Run) -> dict[str, Any]:
    return {"count": len(token), "value": token}


GITHUB = Workload(
    slug="github",
    name="GitHub Actions",
    tile="github",
    host="token.actions.githubusercontent.com",
    title="A job runs",
    honest="This is not GitHub. We serve it, and we sign with our own keys.",
    lede="Nobody signs in. A job with the permission id-token: write asks GitHub for a token that says which job it is.",
    issuer="https://token.actions.githubusercontent.com",
    jwks_path="/.well-known/jwks",
    audience="sts.amazonaws.com",
    fields=FIELDS,
    who="repository",
    claims=_claims,
    path=rf"^{re.escape(HOST)}{PATH}\Z",
    ask=_ask,
    ticket=bearer,
    wanted=_wanted,
    answer=_answer,
    token_in=lambda answer: str(answer["value"]),
    unasked=lambda given: f"https://github.com/{given['owner']}",
)
