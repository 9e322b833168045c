"""GitHub Actions.  https://docs.github.com/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws"""

from __future__ import annotations

from dataclasses import replace

from playground.providers.oidc_issuer import oidc_issuer
from playground.providers.provider import Usual

_NAME = "token.actions.githubusercontent.com"

GITHUB = replace(
    oidc_issuer(_NAME),
    whose="job",
    slug="github",
    name="GitHub Actions",
    tile="github",
    hands_over="An ID token, signed, five minutes",
    how="The job asks GitHub for it, with id-token: write",
    trusts={"StringLike": {f"{_NAME}:sub": "repo:team-{account}/photo-app:*"}},
    off_reason="only a job on GitHub gets one",
    usual=(
        Usual(
            "The workflow",
            ".github/workflows/deploy.yml",
            "permissions:\n"
            "  id-token: write\n"
            "  contents: read\n"
            "jobs:\n"
            "  deploy:\n"
            "    runs-on: ubuntu-latest\n"
            "    steps:\n"
            "      - uses: aws-actions/configure-aws-credentials@v4\n"
            "        with:\n"
            "          role-to-assume: arn:aws:iam::{account}:role/PhotoAppGithub\n"
            "          aws-region: us-east-1",
        ),
        Usual(
            "The job itself",
            "what the action does first",
            'curl -s -H "Authorization: bearer $ACTIONS_ID_TOKEN_REQUEST_TOKEN" \\\n'
            '  "$ACTIONS_ID_TOKEN_REQUEST_URL&audience=sts.amazonaws.com" | jq -r .value > token.jwt',
            "sh",
        ),
    ),
    lesson=(
        "Everybody’s jobs have the same issuer and, with the official action, the same audience. Only sub tells yours apart: a "
        "role that does not test it is open to every repository on GitHub.",
        "sub has one of three endings: the ref, the environment, or pull_request. A job that names an environment has no ref in "
        "it. Repositories made after 15 July 2026 have numbers in it as well, so that a freed name is worth nothing.",
        "Since early 2026 STS reads more claims of GitHub’s: repository_id, job_workflow_ref, environment and others are "
        "condition keys of their own. None of them is there in the session.",
    ),
)
