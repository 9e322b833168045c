"""The page that takes a visitor to their terminal: the exports for their own account, ready to copy."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from playground.sandbox.seed import bucket_name
from playground.walkthrough.holder import folder_of
from playground.walkthrough.journey import Journey
from playground.walkthrough.steps.build_call import situation
from playground.walkthrough.visitor import journey_of


@require_GET
@never_cache
def terminal(request: HttpRequest) -> HttpResponse:
    """The page."""
    journey = journey_of(request)
    context = {
        "section": "terminal",
        "journey": journey,
        "terminal_account": settings.TERMINAL_ACCOUNT,
        "shared": SHARED.format(bucket=bucket_name(settings.TERMINAL_ACCOUNT)),
        "older": OLDER.format(aws=settings.AWS_URL),
    }
    return render(request, "pages/terminal.html", context | (_own(journey) if journey and journey.sign_in else {}))


def _own(journey: Journey) -> dict[str, Any]:
    sign_in = journey.sign_in
    assert sign_in is not None
    given = situation(journey)
    return {
        "sign_in": sign_in,
        "jwt": sign_in.kind == "jwt",
        "exports": exports(journey.draft.RoleArn or given.role_arn, given.session_name),
        "commands": COMMANDS.format(bucket=bucket_name(journey.account_id), folder=folder_of(journey)),
    }


SHARED = """eval "$(.venv/bin/python manage.py demo_token --provider google --person maya --shell)"
aws sts get-caller-identity
aws s3 ls
aws s3 ls s3://{bucket}/107691503500061507151/"""

COMMANDS = """aws sts get-caller-identity
aws s3 ls
aws s3 ls s3://{bucket}/{folder}
aws s3 cp s3://{bucket}/{folder}notes.txt -"""

OLDER = """# with the three AWS_ variables of step 4.4 in the environment
aws --endpoint-url {aws} sts get-caller-identity
aws --endpoint-url {aws} s3 ls"""


def exports(role_arn: str, session_name: str, file: str = "$HOME/token.jwt") -> str:
    """What an SDK reads to make the call itself, and again before the credentials end."""
    return "\n".join(
        (
            f"export AWS_ENDPOINT_URL={settings.AWS_URL}",
            f"export AWS_REGION={settings.AWS_REGION}",
            f"export AWS_DEFAULT_REGION={settings.AWS_REGION}",  # the AWS CLI 1 reads only this one
            f"export AWS_ROLE_ARN={role_arn}",
            f"export AWS_ROLE_SESSION_NAME={session_name}",
            f"export AWS_WEB_IDENTITY_TOKEN_FILE={file}",
        )
    )
