"""Terraform.  https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_role"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from playground.walkthrough.take_home.form import HEAD, Form, of_provider
from playground.walkthrough.take_home.hcl import Bare, Writer
from playground.walkthrough.take_home.owned import Own
from playground.walkthrough.take_home.set_up import SetUp

_ACCOUNT = 'data "aws_caller_identity" "current" {}'
_REQUIRED = 'terraform {\n  required_providers {\n    aws = { source = "hashicorp/aws" }\n  }\n}'


def write(set_up: SetUp) -> str:
    """One file."""
    comments = "\n".join(f"# {line}" for line in (*HEAD, *of_provider(set_up)))
    body = "\n\n".join(_resources(set_up))
    needed = [_source(one) for one in reversed(set_up.owned.each) if reference(one) in body]
    output = 'output "role_arn" {\n  value = aws_iam_role.role.arn\n}'
    return "\n\n".join((comments, _REQUIRED, *needed, body, output)) + "\n"


def _source(own: Own) -> str:
    if own.name == "account_id":
        return _ACCOUNT
    return f'variable "{own.name}" {{\n  type        = string\n  description = "{own.words}"\n}}'


def reference(own: Own) -> str:
    """The expression that stands for it."""
    return "data.aws_caller_identity.current.account_id" if own.name == "account_id" else f"var.{own.name}"


def _resources(set_up: SetUp) -> Iterator[str]:
    own = {f"{one.path}{one.name}": f"aws_iam_policy.policy_{number}.arn" for number, one in enumerate(set_up.managed, 1)}
    made = {arn: own[f"{one.path}{one.name}"] for arn in (*set_up.attached, set_up.boundary) if (one := set_up.own_policy(arn))}
    if set_up.provider:
        made[set_up.provider_arn] = "aws_iam_openid_connect_provider.provider.arn"
    write_value = Writer(set_up.owned, reference, made)
    if set_up.provider:
        yield write_value.block("aws_iam_openid_connect_provider", "provider", _provider(set_up))
    for number, one in enumerate(set_up.managed, 1):
        yield write_value.block(
            "aws_iam_policy",
            f"policy_{number}",
            {"name": one.name, "path": one.path, "description": one.description, "policy": write_value.document(one.document)},
        )
    yield write_value.block("aws_iam_role", "role", _role(set_up, write_value))
    role = {"role": Bare("aws_iam_role.role.name")}
    for number, (name, document) in enumerate(set_up.inline.items(), 1):
        given = {"name": name, **role, "policy": write_value.document(document)}
        yield write_value.block("aws_iam_role_policy", f"inline_{number}", given)
    for number, arn in enumerate(set_up.attached, 1):
        yield write_value.block("aws_iam_role_policy_attachment", f"attached_{number}", {**role, "policy_arn": arn})
    if set_up.bucket_policy is not None:
        of_bucket = Writer(set_up.owned, reference, {**made, set_up.role_arn: "aws_iam_role.role.arn"})
        given = {"bucket": Bare("var.bucket"), "policy": of_bucket.document(set_up.bucket_policy)}
        yield of_bucket.block("aws_s3_bucket_policy", "bucket", given)


def _provider(set_up: SetUp) -> dict[str, Any]:
    provider = set_up.provider
    assert provider is not None
    return {
        "url": f"https://{provider.url}",
        "client_id_list": list(provider.client_ids),
        "thumbprint_list": list(provider.thumbprints) or "",
        "tags": provider.tags or "",
    }


def _role(set_up: SetUp, write_value: Writer) -> dict[str, Any]:
    role = set_up.role
    return {
        "name": role.name,
        "path": role.path,
        "description": role.description,
        "max_session_duration": role.max_session_duration,
        "permissions_boundary": set_up.boundary,
        "tags": role.tags or "",
        "assume_role_policy": write_value.document(set_up.trust),
    }


TERRAFORM = Form("terraform", "Terraform", "set-up.tf", "", "terraform init && terraform apply", write)
