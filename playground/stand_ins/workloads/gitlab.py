"""GitLab CI's stand-in.  https://docs.gitlab.com/ci/secrets/id_token_authentication/

The job's `id_tokens` say what the token is for; the runner gets it with the job, as a variable.
"""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

from django.http import HttpRequest

from playground.stand_ins.numbers import commit_of, number_of
from playground.stand_ins.workload import Ask, Field, Run, Workload, told

HOST = "gitlab.com"
LIFETIME = 3600  # seconds; the job's timeout
VARIABLE = "AWS_TOKEN"
NAME = r"[A-Za-z0-9_.\-]{1,100}"

FIELDS = (
    Field("namespace", "Group or user", "team-{account}", "The beginning of the project’s path.", pattern=r"[A-Za-z0-9_.\-/]{1,150}"),
    Field("project", "Project", "photo-app", "Its name alone.", pattern=NAME),
    Field("ref_type", "Kind of ref", "branch", "sub says which.", ("branch", "tag")),
    Field("ref", "Ref", "main", "The branch or tag, without refs/heads.", pattern=r"[^\s]{1,150}"),
    Field("protected", "Protected", "true", "Whether only some people may push there.", ("true", "false")),
    Field("source", "Pipeline source", "push", "What set the pipeline off.", ("push", "merge_request_event", "schedule", "web")),
    Field("environment", "Environment", "", "In the token; AWS has no key for it.", may_be_empty=True, pattern=r"[^\r\n]{1,100}"),
    Field("user", "User", "maya", "Who set the job off.", pattern=NAME),
    Field("audience", "Audience", "https://gitlab.com", "aud under id_tokens. It must be on the provider’s list."),
)  # fmt: skip


def _claims(run: Run) -> dict[str, Any]:
    given, now = run.given, run.now
    namespace, path = given["namespace"], f"{given['namespace']}/{given['project']}"
    folder = "heads" if given["ref_type"] == "branch" else "tags"
    return {
        "namespace_id": number_of("namespace", namespace, digits=8),
        "namespace_path": namespace,
        "project_id": number_of("project", path, digits=8),
        "project_path": path,
        "project_visibility": "private",
        "user_id": number_of("user", given["user"], digits=8),
        "user_login": given["user"],
        "user_email": f"{given['user']}@example.com",
        "user_access_level": "developer",
        "pipeline_id": number_of(path, "pipeline", digits=10),
        "pipeline_source": given["source"],
        "job_id": number_of(path, "job", digits=10),
        "ref": given["ref"],
        "ref_type": given["ref_type"],
        "ref_path": f"refs/{folder}/{given['ref']}",
        "ref_protected": given["protected"],
        "runner_id": 12270835,
        "runner_environment": "gitlab-hosted",
        "sha": commit_of(path, given["ref"]),
        "ci_config_ref_uri": f"gitlab.com/{path}//.gitlab-ci.yml@refs/{folder}/{given['ref']}",
        **({"environment": given["environment"]} if given["environment"] else {}),
        "jti": str(uuid4()),
        "iat": now,
        "nbf": now - 5,
        "exp": now + LIFETIME,
        "sub": f"project_path:{path}:ref_type:{given['ref_type']}:ref:{given['ref']}",
        "aud": given["audience"],
    }


def _ask(_run: Run, ticket: str) -> Ask:
    body = json.dumps({"token": ticket, "info": {"name": "gitlab-runner"}})
    return Ask("POST", f"https://{HOST}/api/v4/jobs/request", {"Content-Type": "application/json"}, body)


def _ticket(request: HttpRequest) -> str:
    return str(told(request).get("token", ""))


def _answer(token: str, run: Run) -> dict[str, Any]:
    return {
        "id": 7,
        "job_info": {"name": "deploy", "stage": "deploy", "project_name": run.given["project"]},
        "variables": [{"key": VARIABLE, "value": token, "public": False, "masked": True}],
    }


GITLAB = Workload(
    slug="gitlab",
    name="GitLab CI",
    tile="gitlab",
    host=HOST,
    title="A job runs",
    honest="This is not GitLab. We serve it, and we sign with our own keys.",
    lede="Nobody signs in. The job’s id_tokens name a variable and an audience, and the runner gets the token with the job.",
    issuer="https://gitlab.com",
    jwks_path="/oauth/discovery/keys",
    audience="https://gitlab.com",
    fields=FIELDS,
    who="project",
    claims=_claims,
    path=r"^gitlab\.com/api/v4/jobs/request\Z",
    ask=_ask,
    ticket=_ticket,
    wanted=lambda _request: "",
    answer=_answer,
    token_in=lambda answer: str(answer["variables"][0]["value"]),
    status=201,
)
