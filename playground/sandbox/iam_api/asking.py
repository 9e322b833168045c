"""What must be allowed for an operation of IAM, and how a denial names the resource.

https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from playground.sandbox.iam_api.answer import account_of
from playground.sandbox.managed import managed_policy
from playground.sandbox.operation import Asked, Call

Asks = Callable[[Call], tuple[Asked, ...]]


def on_role(name: str) -> Asks:
    """The action on the role that the call names."""

    def asks(call: Call) -> tuple[Asked, ...]:
        account, role_name = account_of(call), call.parameters["RoleName"]
        role = account.roles.get(role_name)
        arn = account.role_arn(role) if role else f"arn:aws:iam::{account.account_id}:role/{role_name}"
        context = _resource_tags(role.tags) if role else {}
        if role and role.boundary:
            context["iam:PermissionsBoundary"] = role.boundary
        return (Asked(f"iam:{name}", arn, context | _of_call(call), words=f"role {role_name}"),)

    return asks


def on_policy(name: str) -> Asks:
    """The action on the managed policy that the call names."""

    def asks(call: Call) -> tuple[Asked, ...]:
        arn = call.parameters["PolicyArn"]
        policy = managed_policy(account_of(call), arn)
        context = (_resource_tags(policy.tags) if policy else {}) | _of_call(call)
        return (Asked(f"iam:{name}", arn, context, words=f"policy {arn}"),)

    return asks


def on_provider(name: str) -> Asks:
    """The action on the OIDC provider that the call names."""

    def asks(call: Call) -> tuple[Asked, ...]:
        account, arn = account_of(call), call.parameters["OpenIDConnectProviderArn"]
        provider = account.providers.get(arn.removeprefix(account.provider_arn("")))
        context = (_resource_tags(provider.tags) if provider else {}) | _of_call(call)
        return (Asked(f"iam:{name}", arn, context),)

    return asks


def on(name: str, kind: str, words: str = "") -> Asks:
    """The action on everything of a kind in the account, such as `role/`. words: how a denial names it."""

    def asks(call: Call) -> tuple[Asked, ...]:
        prefix = call.parameters.get("PathPrefix", "/")
        arn = f"arn:aws:iam::{account_of(call).account_id}:{kind.format(prefix.removeprefix('/'))}" if kind else "*"
        return (Asked(f"iam:{name}", arn, {}, words=words.format(prefix)),)

    return asks


def making(name: str, tag_action: str, arn: Callable[[Call], str], words: Callable[[Call], str] | None = None) -> Asks:
    """The action on what the call makes, and the one that tags it where the call brings tags."""

    def asks(call: Call) -> tuple[Asked, ...]:
        resource, shown = arn(call), words(call) if words else ""
        actions = [f"iam:{name}", *([f"iam:{tag_action}"] if call.parameters.get("Tags") else [])]
        return tuple(Asked(action, resource, _of_call(call), words=shown) for action in actions)

    return asks


def _resource_tags(tags: Mapping[str, str]) -> dict[str, Any]:
    return {f"{service}:ResourceTag/{key}": value for key, value in tags.items() for service in ("aws", "iam")}


def _of_call(call: Call) -> dict[str, Any]:
    """The condition keys that the parameters fill."""
    given = call.parameters
    context: dict[str, Any] = {f"aws:RequestTag/{tag['Key']}": tag["Value"] for tag in given.get("Tags", ())}
    keys = [tag["Key"] for tag in given.get("Tags", ())] + list(given.get("TagKeys", ()))
    context |= {"aws:TagKeys": keys} if keys else {}
    context |= {"iam:PolicyARN": given["PolicyArn"]} if "RoleName" in given and "PolicyArn" in given else {}
    context |= {"iam:PermissionsBoundary": given["PermissionsBoundary"]} if "PermissionsBoundary" in given else {}
    return context
