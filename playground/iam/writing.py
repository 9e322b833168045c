"""What AWS checks when a policy is written, after its shape: one visible tuple of rules a type, in AWS's order and words.

The order is the one IAM shows in its answers: version, legacy parsing, Sids, actions, resources. None of these reaches a decision,
because AWS refuses to keep the document; so do we.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from playground.iam.elements import each
from playground.iam.grammar import LEGACY, MalformedPolicy, PolicyType, check_sid

Statements = list[tuple[dict[str, Any], str]]
Rule = Callable[[Statements, PolicyType], None]

BUILT_IN = ("accounts.google.com", "www.amazon.com", "graph.facebook.com", "cognito-identity.amazonaws.com")
ASSUME = (
    "sts:assumerole",
    "sts:assumerolewithsaml",
    "sts:assumerolewithwebidentity",
    "sts:tagsession",
    "sts:setsourceidentity",
    "sts:setcontext",
    "sts:assumeroot",
)
_PARTITIONS = ("aws", "aws-cn", "aws-us-gov", "aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f", "aws-eusc", "*")
_IAM_PATHS = (
    "user/ federated-user/ role/ group/ instance-profile/ mfa/ server-certificate/ policy/ "
    "sms-mfa/ saml-provider/ oidc-provider/ report/ access-report/"
).split()
_VENDOR = re.compile(r"[A-Za-z0-9.\-]+")


def _effects(statements: Statements, kind: PolicyType) -> None:
    for statement, pointer in statements:
        effect = statement.get("Effect")
        trust = kind is PolicyType.TRUST
        if effect is None:
            message = "Missing required field Effect" if trust else kind.syntax
            raise MalformedPolicy(message, "a statement needs `Effect`: `Allow` or `Deny`", pointer)
        if effect not in ("Allow", "Deny"):
            message = LEGACY if effect.lower() in ("allow", "deny") else kind.syntax
            message = f"Invalid effect: {effect}" if kind.has_principal else message
            raise MalformedPolicy(message, f"`{effect}` is no effect; write `Allow` or `Deny`", pointer + "/Effect")


def _sids(statements: Statements, kind: PolicyType) -> None:
    seen: set[str] = set()
    for statement, pointer in statements:
        sid = statement.get("Sid", "")
        check_sid(sid, f"{pointer}/Sid", kind)
        if sid and sid in seen:
            message = "Statement IDs (SID) in a single policy must be unique."
            message = "The Statement Ids in the policy are not unique" if kind is PolicyType.TRUST else message
            raise MalformedPolicy(message, f"the Sid `{sid}` stands twice; each must be its own", f"{pointer}/Sid")
        seen.add(sid)


def _no_principal(statements: Statements, _kind: PolicyType) -> None:
    for statement, pointer in statements:
        for key in statement.keys() & {"Principal", "NotPrincipal"}:
            message = "Policy document should not specify a principal."
            raise MalformedPolicy(message, f"`{key}` has no place here: the policy is attached to one", f"{pointer}/{key}")


def _actions(statements: Statements, kind: PolicyType) -> None:
    for statement, pointer in statements:
        key = "Action" if "Action" in statement else "NotAction"
        actions = each(statement.get(key, []), f"{pointer}/{key}")
        if not actions:
            raise MalformedPolicy(_NO_ACTION[kind.has_principal], "a statement needs an `Action`", pointer)
        for action, place in actions:
            _check_action(action, place)


_NO_ACTION = {False: "Policy statement must contain actions.", True: "Missing required field Action"}


def _check_action(action: str, pointer: str) -> None:
    if action == "*":
        return
    vendor, colon, name = action.partition(":")
    if not colon:
        message = "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc."
        raise MalformedPolicy(message, f"`{action}` names no service; write it as `s3:GetObject`", pointer)
    if ":" in name:
        message = "Actions/Condition can contain only one colon."
        raise MalformedPolicy(message, f"`{action}` has two colons; write it as `s3:GetObject`", pointer)
    if not _VENDOR.fullmatch(vendor):
        message = f"Vendor {vendor} is not valid"
        raise MalformedPolicy(message, f"`{vendor}` is no service; a wildcard may not stand there", pointer)


def _resources(statements: Statements, _kind: PolicyType) -> None:
    for statement, pointer in statements:
        key = "Resource" if "Resource" in statement else "NotResource"
        for resource, place in each(statement.get(key, []), f"{pointer}/{key}"):
            _check_resource(resource, place)
    for statement, pointer in statements:
        if not statement.get("Resource") and not statement.get("NotResource"):
            message = "Policy statement must contain resources."
            raise MalformedPolicy(message, "a statement needs a `Resource`", pointer)


def _check_resource(resource: str, pointer: str) -> None:
    if resource == "*":
        return
    if ":" not in resource:
        message = f'Resource {resource} must be in ARN format or "*".'
        raise MalformedPolicy(message, "a resource is `*` or an ARN such as `arn:aws:s3:::bucket/*`", pointer)
    _, partition, service, region, _account, path = (resource.split(":", 5) + ["*"] * 5)[:6]
    if partition not in _PARTITIONS:
        padded = ":".join(["arn", *(resource.split(":")[1:] + ["*"] * 5)[:5]])
        message = f'Partition "{partition}" is not valid for resource "{resource if resource.count(":") > 4 else padded}".'
        raise MalformedPolicy(message, f"`{partition}` is no partition; write `aws`", pointer)
    if ("*" in service and service != "*") or "?" in service:
        message = "Resource vendor must be fully qualified and cannot contain regexes."
        raise MalformedPolicy(message, f"`{service}` has a wildcard; a service is written out", pointer)
    _check_place(resource, service, region, path, pointer)


def _check_place(resource: str, service: str, region: str, path: str, pointer: str) -> None:
    if service == "iam" and region not in ("", "*"):
        message = f"IAM resource {resource} cannot contain region information."
        raise MalformedPolicy(message, "IAM is global: leave the region empty", pointer)
    if service == "s3" and region not in ("", "*") and not path.startswith(("accesspoint/", "job/", "storage-lens")):
        message = f"Resource {resource} can not contain region information."
        raise MalformedPolicy(message, "bucket names are global: leave the region empty", pointer)
    if service == "iam" and path != "*" and not path.startswith(tuple(_IAM_PATHS)):
        message = f'IAM resource path must either be "*" or start with {", ".join(_IAM_PATHS)}.'
        raise MalformedPolicy(message, f"`{path}` is no resource of IAM", pointer)


def _some_statement(statements: Statements, _kind: PolicyType) -> None:
    if not statements or not all(statement for statement, _ in statements):
        raise MalformedPolicy("Could not parse the policy: Statement is empty!", "the policy says nothing", "/Statement")


def _trust_principals(statements: Statements, _kind: PolicyType) -> None:
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
                message = f'Invalid principal in policy: "{kind}":"{text}"'
                reason = f"`{text}` is no identity provider; write `accounts.google.com` or the provider's ARN"
                raise MalformedPolicy(message, reason, place)


def _trust_actions(statements: Statements, _kind: PolicyType) -> None:
    for statement, pointer in statements:
        for action, place in each(statement.get("Action") or [], f"{pointer}/Action"):
            vendor, _, name = action.lower().partition(":")
            start = f"{vendor}:{re.split('[*?]', name)[0]}"
            if vendor != "sts" or not any(known.startswith(start) for known in ASSUME):
                message = "AssumeRole policy may only specify STS AssumeRole actions."
                raise MalformedPolicy(message, f"`{action}` assumes no role; write an `sts:AssumeRole…` action", place)


def _trust_no_resource(statements: Statements, _kind: PolicyType) -> None:
    for statement, pointer in statements:
        for key in statement.keys() & {"Resource", "NotResource"}:
            raise MalformedPolicy("Has prohibited field Resource", "the resource is the role itself", f"{pointer}/{key}")


def _trust_cognito(statements: Statements, _kind: PolicyType) -> None:
    for statement, pointer in statements:
        principal = statement.get("Principal")
        federated = principal.get("Federated", []) if isinstance(principal, dict) else []
        named = [text for text, _ in each(federated, "")]
        if "cognito-identity.amazonaws.com" in named and not statement.get("Condition") and statement["Effect"] == "Allow":
            message = "A condition block must be present for the Cognito provider"
            raise MalformedPolicy(message, "compare `cognito-identity.amazonaws.com:aud` with your pool", pointer)


def _bucket_principals(statements: Statements, _kind: PolicyType) -> None:
    for statement, pointer in statements:
        if "Principal" not in statement and "NotPrincipal" not in statement:
            raise MalformedPolicy("Missing required field Principal", "a bucket policy says to whom it speaks", pointer)


def _bucket_resources(statements: Statements, _kind: PolicyType) -> None:
    for statement, pointer in statements:
        if "Resource" not in statement and "NotResource" not in statement:
            raise MalformedPolicy("Statement is missing required element", "a statement needs a `Resource`", pointer)


_ATTACHED: tuple[Rule, ...] = (_effects, _sids, _no_principal, _actions, _resources)

RULES: dict[PolicyType, tuple[Rule, ...]] = {
    PolicyType.IDENTITY: _ATTACHED,
    PolicyType.MANAGED: _ATTACHED,
    PolicyType.SESSION: _ATTACHED,
    PolicyType.BOUNDARY: _ATTACHED,
    PolicyType.SERVICE_CONTROL: _ATTACHED,
    PolicyType.TRUST: (
        _some_statement,
        _sids,
        _effects,
        _trust_principals,
        _actions,
        _trust_actions,
        _trust_no_resource,
        _trust_cognito,
    ),
    PolicyType.RESOURCE: (_effects, _sids, _bucket_principals, _actions, _bucket_resources),
}
