"""What is typed into a terminal, ready to copy: exports, first commands, Terraform's provider block.

https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-envvars.html
https://registry.terraform.io/providers/hashicorp/aws/latest/docs/guides/custom-service-endpoints
"""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings

from playground.walkthrough.languages.shell import quote

SHARED = """eval "$({here}.venv/bin/python manage.py demo_token --provider google --person maya --shell)"
aws sts get-caller-identity
aws s3 ls
aws s3 ls s3://{bucket}/107691503500061507151/
# or as the administrator of that account
eval "$({here}.venv/bin/python manage.py access_key)"
aws iam list-roles --query 'Roles[].Arn'"""

OLDER = """# with the three AWS_ variables of step 4.4 in the environment
aws --endpoint-url {aws} sts get-caller-identity
aws --endpoint-url {aws} s3 ls"""

AS_ADMINISTRATOR = """aws iam list-roles --query 'Roles[].Arn'
aws iam get-role --role-name {role}
aws iam simulate-principal-policy --policy-source-arn {role_arn} --action-names s3:GetObject
aws cloudtrail lookup-events --max-items 3"""

# S3's buckets stand in the path: `bucket.localhost` is not found by every resolver.
_TERRAFORM = """provider "aws" {{
  region                  = "{region}"
  skip_metadata_api_check = true
  s3_use_path_style       = true

  # AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY come from the environment
  endpoints {{
    cloudtrail = "{aws}"
    iam        = "{aws}"
    s3         = "{aws}"
    sts        = "{aws}"
  }}
}}"""


FIRST = "notes.txt"  # what lies in everybody's folder but a newcomer's


def shared(bucket: str) -> str:
    """For the account that every terminal shares. A new terminal knows no other address than the usual one."""
    here = "" if settings.AWS_URL == settings.USUAL_AWS_URL else f"AWS_URL={quote(settings.AWS_URL)} "
    return SHARED.format(bucket=bucket, here=here)


def commands(bucket: str, folder: str, there: bool = True) -> str:
    """First commands. The folder is called after the token's subject, and whoever made the token chose that: it is quoted.

    there: whether it has the object of which they tell; else they put it there.
    """
    own = f"s3://{bucket}/{folder}"
    notes = quote(own + FIRST)
    put = () if there else (f"echo Hello. | aws s3 cp - {notes}",)
    return "\n".join(("aws sts get-caller-identity", "aws s3 ls", *put, f"aws s3 ls {quote(own)}", f"aws s3 cp {notes} -"))


# What an SDK asks before it looks for a token's file; an administrator's key of before would be used in its place.
# https://docs.aws.amazon.com/sdkref/latest/guide/standardized-credentials.html
BEFORE_A_TOKEN = ("AWS_PROFILE", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN")


def exports(role_arn: str, session_name: str, file: str = "$HOME/token.jwt", unset: Iterable[str] = BEFORE_A_TOKEN) -> str:
    """What an SDK reads to make the call itself, and again before the credentials end. unset: what would be in its way."""
    return "\n".join(
        (
            *out_of_the_way(unset),
            *_where(),
            f"export AWS_ROLE_ARN={quote(role_arn)}",
            f"export AWS_ROLE_SESSION_NAME={quote(session_name)}",
            f"export AWS_WEB_IDENTITY_TOKEN_FILE={file}",
        )
    )


def out_of_the_way(names: Iterable[str]) -> tuple[str, ...]:
    """The line that unsets them, if there are any."""
    line = " ".join(["unset", *names])
    return (line,) if " " in line else ()


BESIDE_A_KEY = ("AWS_PROFILE", "AWS_SESSION_TOKEN")  # of which one would be used in a key's place, and the other with it


def administrator_exports(access_key_id: str) -> str:
    """What the AWS CLI, every SDK and Terraform read. The secret is asked for, so that no shell keeps it in its history."""
    return "\n".join(
        (
            *_where(),
            f"export AWS_ACCESS_KEY_ID={access_key_id}",
            *out_of_the_way(BESIDE_A_KEY),
            "read -rs AWS_SECRET_ACCESS_KEY && export AWS_SECRET_ACCESS_KEY",
        )
    )


def terraform() -> str:
    """The provider block. Terraform reads the key itself from the environment."""
    return _TERRAFORM.format(region=settings.AWS_REGION, aws=settings.AWS_URL)


def _where() -> tuple[str, ...]:
    return (
        f"export AWS_ENDPOINT_URL={settings.AWS_URL}",
        f"export AWS_REGION={settings.AWS_REGION}",
        f"export AWS_DEFAULT_REGION={settings.AWS_REGION}",  # the AWS CLI 1 reads only this one
    )
