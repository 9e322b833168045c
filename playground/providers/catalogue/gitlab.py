"""GitLab CI.  https://docs.gitlab.com/ci/cloud_services/aws/"""

from __future__ import annotations

from dataclasses import replace

from playground.providers.oidc_issuer import oidc_issuer
from playground.providers.provider import Usual

_NAME = "gitlab.com"

GITLAB = replace(
    oidc_issuer(_NAME),
    whose="job",
    slug="gitlab",
    name="GitLab CI",
    tile="gitlab",
    hands_over="An ID token, signed, as long as the job may run",
    how="A variable of the job, named under id_tokens",
    trusts={"StringLike": {f"{_NAME}:sub": "project_path:team-{account}/photo-app:ref_type:branch:ref:*"}},
    off_reason="only a job on GitLab gets one",
    usual=(
        Usual(
            "The job",
            ".gitlab-ci.yml",
            "deploy:\n"
            "  id_tokens:\n"
            "    AWS_TOKEN:\n"
            "      aud: https://gitlab.com\n"
            "  script:\n"
            '    - echo "$AWS_TOKEN" > /tmp/token.jwt\n'
            "    - export AWS_WEB_IDENTITY_TOKEN_FILE=/tmp/token.jwt\n"
            "    - export AWS_ROLE_ARN=arn:aws:iam::{account}:role/PhotoAppGitlab\n"
            "    - aws sts get-caller-identity",
        ),
    ),
    lesson=(
        "The job does not ask: .gitlab-ci.yml names a variable and an audience under id_tokens, and the runner gets the token "
        "with the job.",
        "sub is the project’s path, then the kind of ref and the ref. A path can change hands; project_id and namespace_id "
        "cannot, and since 2026 they are condition keys.",
        "The token lives as long as the job may run. There is no renewing it: a job that runs longer than its credentials "
        "makes the call again, with the same token.",
    ),
)
