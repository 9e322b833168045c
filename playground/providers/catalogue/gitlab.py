"""GitLab CI.  https://docs.gitlab.com/ci/cloud_services/aws/"""

from __future__ import annotations

from playground.providers.provider import Provider, Usual

_NAME = "gitlab.com"

GITLAB = Provider(
    slug="gitlab",
    name="GitLab CI",
    tile="Gl",
    kind="jwt",
    protocol="OpenID Connect",
    whose="job",
    hands_over="An ID token, signed, as long as the job may run",
    how="A variable of the job, named under id_tokens",
    in_the_call="no ProviderId",
    principal=_NAME,
    provider_id="",
    registered=True,
    audience_key=f"{_NAME}:aud",
    subject_key=f"{_NAME}:sub",
    trusts={"StringLike": {f"{_NAME}:sub": "project_path:team-{account}/photo-app:ref_type:branch:ref:*"}},
    issuer=f"https://{_NAME}",
    metadata_url=f"https://{_NAME}/.well-known/openid-configuration",
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
