"""CloudFormation.  https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-iam-role.html"""

from __future__ import annotations

from typing import Any

from playground.walkthrough.take_home.form import HEAD, Form, of_provider
from playground.walkthrough.take_home.owned import Own
from playground.walkthrough.take_home.set_up import Managed, SetUp
from playground.walkthrough.take_home.yaml import Tagged, Writer

_NOTE = "Policies have names of their own here, so the stack needs the capability CAPABILITY_NAMED_IAM."


def write(set_up: SetUp) -> str:
    """One template."""
    resources = _resources(set_up)
    writer = Writer(set_up.owned, name)
    body = writer.write({"Resources": resources})
    needed = [one for one in reversed(set_up.owned.each) if one.name != "account_id" and _stands(one, body)]
    described = {name(one): {"Type": "String", "Description": one.words} for one in needed}
    head = {"AWSTemplateFormatVersion": "2010-09-09", "Description": HEAD[0]}
    parameters = writer.write({"Parameters": described}, plain=True) if described else ""
    outputs = writer.write({"Outputs": {"RoleArn": {"Value": Tagged("!GetAtt", "Role.Arn")}}})
    comments = "\n".join(f"# {line}" for line in (HEAD[1], _NOTE, *of_provider(set_up)))
    return "\n".join(filter(None, (comments, writer.write(head, plain=True), parameters, body, outputs))) + "\n"


def name(own: Own) -> str:
    """What it is called in a template."""
    return "AWS::AccountId" if own.name == "account_id" else own.name.replace("_", " ").title().replace(" ", "")


def _stands(own: Own, body: str) -> bool:
    return f"${{{name(own)}}}" in body or f"!Ref {name(own)}\n" in f"{body}\n"


def _resources(set_up: SetUp) -> dict[str, Any]:
    made = {one.name: f"Policy{number}" for number, one in enumerate(set_up.managed, 1)}
    resources: dict[str, Any] = {}
    if set_up.provider:
        resources["OidcProvider"] = _provider(set_up)
    for one in set_up.managed:
        resources[made[one.name]] = _policy(one)
    resources["Role"] = {"Type": "AWS::IAM::Role", "Properties": _role(set_up, made)}
    if set_up.bucket_policy is not None:
        references = {set_up.role_arn: Tagged("!GetAtt", "Role.Arn")}
        resources["BucketPolicy"] = {
            "Type": "AWS::S3::BucketPolicy",
            "Properties": {"Bucket": Tagged("!Ref", "Bucket"), "PolicyDocument": _with(references, set_up.bucket_policy)},
        }
    return resources


def _provider(set_up: SetUp) -> dict[str, Any]:
    provider = set_up.provider
    assert provider is not None
    given: dict[str, Any] = {"Url": f"https://{provider.url}", "ClientIdList": list(provider.client_ids)}
    given |= {"ThumbprintList": list(provider.thumbprints), "Tags": _tags(provider.tags)}
    return {"Type": "AWS::IAM::OIDCProvider", "Properties": {key: value for key, value in given.items() if value}}


def _policy(policy: Managed) -> dict[str, Any]:
    given = {"ManagedPolicyName": policy.name, "Path": policy.path, "Description": policy.description}
    properties = {key: value for key, value in given.items() if value} | {"PolicyDocument": policy.document}
    return {"Type": "AWS::IAM::ManagedPolicy", "Properties": properties}


def _role(set_up: SetUp, made: dict[str, str]) -> dict[str, Any]:
    role = set_up.role
    trusted = {set_up.provider_arn: Tagged("!GetAtt", "OidcProvider.Arn")} if set_up.provider else {}

    def policy(arn: str) -> Any:
        own = set_up.own_policy(arn)
        return Tagged("!Ref", made[own.name]) if own else arn

    given = {
        "RoleName": role.name,
        "Path": role.path,
        "Description": role.description,
        "MaxSessionDuration": role.max_session_duration,
        "PermissionsBoundary": policy(set_up.boundary) if set_up.boundary else "",
        "ManagedPolicyArns": [policy(arn) for arn in set_up.attached],
        "Tags": _tags(role.tags),
        "AssumeRolePolicyDocument": _with(trusted, set_up.trust),
        "Policies": [{"PolicyName": inline, "PolicyDocument": document} for inline, document in set_up.inline.items()],
    }
    return {key: value for key, value in given.items() if value not in ("", [])}


def _tags(tags: dict[str, str]) -> list[dict[str, str]]:
    return [{"Key": key, "Value": value} for key, value in tags.items()]


def _with(references: dict[str, Tagged], value: Any) -> Any:
    """A document in which references stand for whole texts."""
    if isinstance(value, dict):
        return {key: _with(references, one) for key, one in value.items()}
    if isinstance(value, list):
        return [_with(references, one) for one in value]
    return references.get(value, value) if isinstance(value, str) else value


_RUN = "aws cloudformation deploy --template-file set-up.yaml --stack-name federation --capabilities CAPABILITY_NAMED_IAM"
CLOUDFORMATION = Form("cloudformation", "CloudFormation", "set-up.yaml", "", _RUN, write)
