"""What AWS checks when a policy is written, after its shape: one visible tuple of rules a type, in AWS's order and words.

The order is the one IAM shows in its answers: version, legacy parsing, Sids, that there are actions, the resources' form, actions,
resources. None of these reaches a decision, because AWS refuses to keep the document; so do we.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from playground.iam.arn import split_arn
from playground.iam.elements import each
from playground.iam.grammar import LEGACY, MalformedPolicy, PolicyType, check_sid
from playground.iam.writing import control, trust

Statements = list[tuple[dict[str, Any], str]]
Rule = Callable[[Statements, PolicyType], None]

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


def _some_action(statements: Statements, kind: PolicyType) -> None:
    for statement, pointer in statements:
        if not statement.get("Action") and not statement.get("NotAction") and statement.get("Action") != "":
            raise MalformedPolicy(_NO_ACTION[kind.has_principal], "a statement needs an `Action`", pointer)


def _actions(statements: Statements, _kind: PolicyType) -> None:
    for statement, pointer in statements:
        key = "Action" if "Action" in statement else "NotAction"
        for action, place in each(statement[key], f"{pointer}/{key}"):
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


def _listed(statements: Statements) -> Iterator[tuple[str, str]]:
    """Every resource but `*`, with its pointer."""
    for statement, pointer in statements:
        key = "Resource" if "Resource" in statement else "NotResource"
        for resource, place in each(statement.get(key, []), f"{pointer}/{key}"):
            if resource != "*":
                yield resource, place


def _whole(statements: Statements, _kind: PolicyType) -> None:
    """An ARN has its service, and none of the colons that stand together is missing (seen of IAM by moto's authors)."""
    for resource, place in _listed(statements):
        parts = resource.split(":")
        known = len(parts) > 2 and parts[1] in _PARTITIONS and parts[2] != "iam"
        if known and (not parts[2] or (len(parts) < 6 and "::" in resource)):
            raise MalformedPolicy(LEGACY, f"`{resource}` lacks a part; write it as `arn:aws:s3:::bucket/*`", place)


def _formats(statements: Statements, _kind: PolicyType) -> None:
    for resource, place in _listed(statements):
        if ":" not in resource:
            message = f'Resource {resource} must be in ARN format or "*".'
            raise MalformedPolicy(message, "a resource is `*` or an ARN such as `arn:aws:s3:::bucket/*`", place)


def _resources(statements: Statements, _kind: PolicyType) -> None:
    for statement, pointer in statements:
        if not statement.get("Resource") and not statement.get("NotResource"):
            message = "Policy statement must contain resources."
            raise MalformedPolicy(message, "a statement needs a `Resource`", pointer)
    for resource, place in _listed(statements):
        _check_resource(resource, place)


def _check_resource(resource: str, pointer: str) -> None:
    _, partition, service, region, _account, path = (resource.split(":", 5) + ["*"] * 5)[:6]
    if partition not in _PARTITIONS:
        padded = ":".join(["arn", *(resource.split(":")[1:] + ["*"] * 5)[:5]])
        message = f'Partition "{partition}" is not valid for resource "{resource if resource.count(":") > 4 else padded}".'
        raise MalformedPolicy(message, f"`{partition}` is no partition; write `aws`", pointer)
    if ("*" in service and service != "*") or "?" in service or resource.count(":") == 1:
        message = "Resource vendor must be fully qualified and cannot contain regexes."
        raise MalformedPolicy(
            message, f"`{resource}` does not write its service out; write it as `arn:aws:s3:::bucket/*`", pointer
        )
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
        early = "${" in ":".join(split_arn(resource)[:5])
        reason = f"`{resource}` has a variable before its fifth colon, where none is one" if early else ""
        raise MalformedPolicy(message, reason or f"`{path}` is no resource of IAM", pointer)


def _bucket_principals(statements: Statements, _kind: PolicyType) -> None:
    for statement, pointer in statements:
        if "Principal" not in statement and "NotPrincipal" not in statement:
            raise MalformedPolicy("Missing required field Principal", "a bucket policy says to whom it speaks", pointer)


def _bucket_resources(statements: Statements, _kind: PolicyType) -> None:
    for statement, pointer in statements:
        if "Resource" not in statement and "NotResource" not in statement:
            raise MalformedPolicy("Statement is missing required element", "a statement needs a `Resource`", pointer)


_ATTACHED: tuple[Rule, ...] = (_effects, _whole, _sids, _no_principal, _some_action, _formats, _actions, _resources)

RULES: dict[PolicyType, tuple[Rule, ...]] = {
    PolicyType.IDENTITY: _ATTACHED,
    PolicyType.MANAGED: _ATTACHED,
    PolicyType.SESSION: _ATTACHED,
    PolicyType.BOUNDARY: _ATTACHED,
    PolicyType.SERVICE_CONTROL: _ATTACHED,
    PolicyType.TRUST: (
        trust.some_statement,
        _sids,
        _effects,
        trust.principals,
        _some_action,
        _actions,
        trust.actions,
        trust.no_resource,
    ),
    PolicyType.RESOURCE_CONTROL: (_sids, control.resource_control),
    PolicyType.RESOURCE: (_effects, _sids, _bucket_principals, _some_action, _actions, _bucket_resources),
}
