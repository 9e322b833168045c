"""What AWS checks besides when a role's trust policy is written.

https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html
"""

from __future__ import annotations

import re
from typing import Any

from playground.iam.arn import parse_arn
from playground.iam.elements import each
from playground.iam.grammar import MalformedPolicy, PolicyType

Statements = list[tuple[dict[str, Any], str]]

BUILT_IN = ("accounts.google.com", "www.amazon.com", "graph.facebook.com", "cognito-identity.amazonaws.com")
# Of a text that is neither, an empty one and an ARN with a slip among them.
# Seen: https://github.com/terraform-aws-modules/terraform-aws-iam/issues/202, https://github.com/pulumi/pulumi-eks/issues/871
NEITHER = "Federated principals must be valid domain names or SAML metadata ARNs"
_DOMAIN = re.compile(r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
ASSUME = (
    "sts:assumerole",
    "sts:assumerolewithsaml",
    "sts:assumerolewithwebidentity",
    "sts:tagsession",
    "sts:setsourceidentity",
    "sts:setcontext",
    "sts:assumeroot",
)


def some_statement(statements: Statements, _kind: PolicyType) -> None:
    """A trust policy says something. Raises MalformedPolicy."""
    if not statements or not all(statement for statement, _ in statements):
        raise MalformedPolicy("Could not parse the policy: Statement is empty!", "the policy says nothing", "/Statement")


def principals(statements: Statements, _kind: PolicyType) -> None:
    """It says whom the role trusts, and names identity providers that there can be. Raises MalformedPolicy."""
    for statement, pointer in statements:
        if "NotPrincipal" in statement:
            allow = statement.get("Effect") == "Allow"
            message = "Allow with NotPrincipal is not allowed."
            message = message if allow else "AssumeRole policy must not contain NotPrincipal field."
            raise MalformedPolicy(message, "name whom the role trusts with `Principal`", f"{pointer}/NotPrincipal")
        if "Principal" not in statement:
            raise MalformedPolicy("Missing required field Principal", "say whom the role trusts", pointer)
        if not statement["Principal"]:
            message = "Missing required field Principal cannot be empty!"
            raise MalformedPolicy(message, "say whom the role trusts", f"{pointer}/Principal")
        if statement["Principal"] != "*":
            _check_federated(statement["Principal"], f"{pointer}/Principal")


def _check_federated(principal: dict[str, Any], pointer: str) -> None:
    for kind, value in principal.items():
        for text, place in each(value, f"{pointer}/{kind}"):
            provider = ":oidc-provider/" in text or ":saml-provider/" in text
            if kind == "CanonicalUser" or (kind == "Federated" and text not in BUILT_IN and not provider):
                neither = kind == "Federated" and not _DOMAIN.fullmatch(text)
                message = NEITHER if neither else f'Invalid principal in policy: "{kind}":"{text}"'
                reason = f"`{text}` is no identity provider; write `accounts.google.com` or the provider's ARN"
                raise MalformedPolicy(message, reason, place)


def is_provider_arn(text: str) -> bool:
    """Whether a text has the shape of an identity provider's ARN. Of its account the advice speaks."""
    arn = parse_arn(text)
    if arn is None or (arn.service, arn.region) != ("iam", ""):
        return False
    kind, _, name = arn.resource.partition("/")
    return kind in ("oidc-provider", "saml-provider") and bool(name)


def actions(statements: Statements, _kind: PolicyType) -> None:
    """Its actions are those by which a role is assumed. Raises MalformedPolicy."""
    for statement, pointer in statements:
        for action, place in each(statement.get("Action") or [], f"{pointer}/Action"):
            vendor, _, name = action.lower().partition(":")
            start = f"{vendor}:{re.split('[*?]', name)[0]}"
            if vendor != "sts" or not any(known.startswith(start) for known in ASSUME):
                message = "AssumeRole policy may only specify STS AssumeRole actions."
                raise MalformedPolicy(message, f"`{action}` assumes no role; write an `sts:AssumeRole…` action", place)


def no_resource(statements: Statements, _kind: PolicyType) -> None:
    """It names no resource. Raises MalformedPolicy."""
    for statement, pointer in statements:
        if "Resource" in statement:
            raise MalformedPolicy("Has prohibited field Resource", "the resource is the role itself", f"{pointer}/Resource")
        if "NotResource" in statement:
            message = "AssumeRole policy must not contain resources."
            raise MalformedPolicy(message, "the resource is the role itself", f"{pointer}/NotResource")
