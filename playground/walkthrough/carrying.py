"""Credentials to take along: environment, profile, token file, boto3. Placeholders stand for what is secret."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from playground.walkthrough.languages.shell import quote
from playground.walkthrough.terminal.texts import BEFORE_A_TOKEN


class Carried(NamedTuple):
    """One way. title: of its tab.  name: of the block.  kind: for painting."""

    title: str
    name: str
    kind: str
    text: str


class Place(NamedTuple):
    """Where they work. endpoint: an address, "" for AWS's own.  sts: its address, where it is another.

    bucket: for a first command; a folder that may be listed can follow behind a slash.
    """

    endpoint: str
    region: str
    bucket: str
    sts: str = ""


def carried(key: str, draft: Mapping[str, Any], place: Place) -> tuple[Carried, ...]:
    """The ways, for credentials by their AccessKeyId, and the call that got them."""
    endpoint, region, bucket, sts = place
    exported = f"export AWS_ENDPOINT_URL={quote(endpoint)}" if endpoint else "unset AWS_ENDPOINT_URL"
    exported += f"\nexport AWS_ENDPOINT_URL_STS={quote(sts)}" if sts not in ("", endpoint) else ""
    environment = (
        f"export AWS_ACCESS_KEY_ID={key}\n"
        "export AWS_SECRET_ACCESS_KEY=your-secret-access-key\n"
        "export AWS_SESSION_TOKEN=your-session-token\n"
        f"export AWS_REGION={region}\n"
        f"{exported}\n"
        "aws sts get-caller-identity\n"
        f"aws s3 ls {quote('s3://' + bucket.rstrip('/') + '/')}"
    )
    profile = (
        f"[playground]\naws_access_key_id = {key}\naws_secret_access_key = your-secret-access-key\n"
        f"aws_session_token = your-session-token\nregion = {region}"
    ) + (f"\nendpoint_url = {endpoint}" if endpoint else "")
    token_file = (
        "# the SDK makes the call itself, and again before the credentials end\n"
        f"unset {' '.join(BEFORE_A_TOKEN)}\n"
        f"export AWS_ROLE_ARN={quote(draft['RoleArn'])}\n"
        f"export AWS_ROLE_SESSION_NAME={quote(draft['RoleSessionName'])}\n"
        "export AWS_WEB_IDENTITY_TOKEN_FILE=$HOME/token.jwt\n"
        f"export AWS_REGION={region}\n"
        f"{exported}"
    )
    addressed = f'    endpoint_url="{endpoint}",\n' if endpoint else ""
    python = (
        f'import boto3\n\ns3 = boto3.client(\n    "s3",\n{addressed}    region_name="{region}",\n'
        f'    aws_access_key_id="{key}",\n    aws_secret_access_key="your-secret-access-key",\n'
        '    aws_session_token="your-session-token",\n)'
    )
    return (
        Carried("Environment", "Shell", "sh", environment),
        Carried("Profile", "~/.aws/config", "", profile),
        Carried("Token file", "Shell", "sh", token_file),
        Carried("boto3", "Python", "", python),
    )
