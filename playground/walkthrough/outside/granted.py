"""The role's policies, read from IAM with the temporary credentials themselves, where the role allows it.

https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from playground.aws.clients import client
from playground.aws.target import Target
from playground.aws.trouble import unreadable
from playground.documents import write_json
from playground.walkthrough.outside.calling import frozen, send
from playground.walkthrough.outside.reading import DENIED

MOST = 20  # policies; a role may have ten managed ones attached, twenty on request
_NOT_ALLOWED = (
    "`iam:{}` is not allowed on `{}`; a policy of the role has to allow it, "
    "and the session policy of step 3, if there is one, too"
)


@dataclass
class Granted:
    """What IAM gave. trust: "" where it did not give it.  policies: None where any of them is not known.  boundary: a document.

    longest: MaxSessionDuration in seconds, 0 where unknown.  missing: what was not given and what would help, in sentences.
    """

    trust: str = ""
    policies: dict[str, str] | None = None
    boundary: str = ""
    longest: int = 0
    missing: list[str] = field(default_factory=list)


class _Stop(Exception):
    """IAM does not answer: asking on would only take time."""


@dataclass
class _Iam:
    """IAM, asked call by call."""

    account_id: str
    target: Target
    credentials: dict[str, str]
    missing: list[str]

    def ask(self, operation: str, resource: str, call: Callable[[Any], dict[str, Any]]) -> dict[str, Any] | None:
        """One call's answer; None where it was refused, and then why is in `missing`."""
        boto = client("iam", self.target.url("iam"), self.target.region)
        answered = send(self.account_id, boto, "iam", lambda: call(boto), frozen(self.credentials))
        if answered.good:
            return answered.fields
        denied = answered.code in DENIED
        said = answered.trouble or f"`{answered.code}`: {answered.message}".rstrip(".")
        self.missing.append(_NOT_ALLOWED.format(operation, resource) if denied else f"{operation} failed: {said}")
        if not answered.status:
            raise _Stop
        return None

    def inline(self, policy: str) -> str | None:
        """The document of an inline policy of the role."""
        named = {"RoleName": _name(self.target), "PolicyName": policy}
        found = self.ask("GetRolePolicy", self.target.role_arn, lambda iam: iam.get_role_policy(**named))
        return None if found is None else write_json(found["PolicyDocument"])

    def managed(self, arn: str) -> str | None:
        """The document of a managed policy, in the version that is in force."""
        found = self.ask("GetPolicy", arn, lambda iam: iam.get_policy(PolicyArn=arn))
        if found is None:
            return None
        version = found["Policy"]["DefaultVersionId"]
        call = self.ask("GetPolicyVersion", arn, lambda iam: iam.get_policy_version(PolicyArn=arn, VersionId=version))
        return None if call is None else write_json(call["PolicyVersion"]["Document"])


def read_policies(account_id: str, target: Target, credentials: dict[str, str]) -> Granted:
    """Asks IAM for all of them. account_id: whose wire it shows on."""
    granted = Granted()
    iam = _Iam(account_id, target, credentials, granted.missing)
    try:
        whole = _role(iam, granted)
        policies = _policies(iam)
        granted.policies = policies if whole else None
    except _Stop:
        pass
    except (LookupError, TypeError, AttributeError, ValueError):  # an answer that is XML and has not what IAM's have
        granted.missing.append(unreadable(target.words, "iam"))
    return granted


def _role(iam: _Iam, granted: Granted) -> bool:
    """Its trust policy and its boundary. Answers False for a boundary that is there and was not given."""
    arn, name = iam.target.role_arn, _name(iam.target)
    found = iam.ask("GetRole", arn, lambda boto: boto.get_role(RoleName=name))
    if found is None:
        return True
    role = found["Role"]
    granted.trust, granted.longest = write_json(role["AssumeRolePolicyDocument"]), int(role.get("MaxSessionDuration", 0))
    boundary = role.get("PermissionsBoundary", {}).get("PermissionsBoundaryArn", "")
    granted.boundary = (iam.managed(boundary) or "") if boundary else ""
    return bool(granted.boundary) or not boundary


def _policies(iam: _Iam) -> dict[str, str] | None:
    """Name to document of every policy of the role; None when one is missing, for then nothing can be said of what it allows."""
    arn, name = iam.target.role_arn, _name(iam.target)
    before = len(iam.missing)
    inline = iam.ask("ListRolePolicies", arn, lambda boto: boto.list_role_policies(RoleName=name))
    attached = iam.ask("ListAttachedRolePolicies", arn, lambda boto: boto.list_attached_role_policies(RoleName=name))
    names = [] if inline is None else inline["PolicyNames"]
    arns = [] if attached is None else [one["PolicyArn"] for one in attached["AttachedPolicies"]]
    if len(names) + len(arns) > MOST or any(one and one.get("IsTruncated") for one in (inline, attached)):
        iam.missing.append(f"the role has more than {MOST} policies, which is all that this site reads")
        return None
    found: dict[str, str] = {}
    for one in names:
        text = iam.inline(one)
        found |= {one: text} if text else {}
    for one in arns:
        text = iam.managed(one)
        found |= {one.rpartition("/")[2]: text} if text else {}
    return found if len(iam.missing) == before else None


def _name(target: Target) -> str:
    return target.role_arn.rpartition("/")[2]
