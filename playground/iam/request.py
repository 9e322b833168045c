"""What is asked: an action on a resource by a principal, with the request context that conditions read.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-reqcontext.html
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from playground.iam.arn import Arn, parse_arn
from playground.iam.patterns.variables import Context

Value = str | int | float | bool | Iterable[str]

ALL_BUCKETS = re.compile(r"arn:[^:*]+:s3:::\*")  # of one partition


class Principal(NamedTuple):
    """Who asks. kind: session, role, user, federated, service, account or other.

    name: the ARN, or for a built-in identity provider its domain.  role: the role's ARN when this is one of its sessions.
    """

    kind: str
    name: str
    account: str
    role: str = ""


class Request:
    """One request. `resource` is an ARN or `*`; keys of the context are looked up in lower case."""

    __slots__ = ("account", "action", "action_lower", "context", "principal", "resource", "resource_parts")

    def __init__(
        self, action: str, resource: str, principal: str, context: Mapping[str, Value], resource_account: str = ""
    ) -> None:
        self.action = action
        self.action_lower = action.lower()
        self.context = context_of(context)
        self.principal = principal_of(principal, self.context)
        self.account = resource_account or self.principal.account
        # ListAllMyBuckets has no resource of its own, yet AWS's own examples grant it on all buckets.
        self.resource = _all_buckets(principal) if (self.action_lower, resource) == _LIST_OF_BUCKETS else resource
        self.resource_parts = tuple(self.resource.split(":", 5))


_LIST_OF_BUCKETS = ("s3:listallmybuckets", "*")


def _all_buckets(principal: str) -> str:
    """Every bucket of the partition that the caller is in: China's and GovCloud's are not those of `aws`."""
    arn = parse_arn(principal)
    return f"arn:{arn.partition if arn else 'aws'}:s3:::*"


def context_of(values: Mapping[str, Value]) -> Context:
    """The context as conditions read it: lower-case keys, every value a tuple of texts."""
    return {key.lower(): (value,) if isinstance(value, str) else _texts(value) for key, value in values.items()}


def _texts(value: int | float | bool | Iterable[str]) -> tuple[str, ...]:
    if isinstance(value, bool):
        return ("true" if value else "false",)
    if isinstance(value, int | float):
        return (str(value),)
    return tuple(map(str, value))


def principal_of(name: str, context: Context) -> Principal:
    """The principal with this ARN or domain. A session's role comes from `aws:PrincipalArn`, else from its own ARN."""
    found = _known(name) if len(name) <= _LONG else _read(name)
    if found.kind == "session":
        given = context.get("aws:principalarn")
        if given and ":role/" in given[0] and given[0] != found.role:
            return Principal("session", name, found.account, given[0])
    return found


def _read(name: str) -> Principal:
    """The principal, as far as its name tells."""
    arn = parse_arn(name)
    if arn is None:
        return Principal(_domain(name), name, "")
    kind, _, rest = arn.resource.partition("/")
    if arn.service == "sts" and kind == "assumed-role":
        return Principal("session", name, arn.account, str(Arn(arn.partition, "iam", "", arn.account, f"role/{_role(rest)}")))
    return Principal(_KINDS.get(kind, "other"), name, arn.account, name if kind == "role" else "")


_LONG = 512  # characters; what is longer is no ARN of a principal, and is not remembered
_known = lru_cache(maxsize=1024)(_read)


def _domain(name: str) -> str:
    """What a name that is no ARN belongs to: a service (`lambda.amazonaws.com`) or one of the built-in identity providers."""
    if name.endswith((".amazonaws.com", ".amazonaws.com.cn")) and name != "cognito-identity.amazonaws.com":
        return "service"
    return "federated" if "." in name else "other"


_KINDS = {
    "role": "role",
    "user": "user",
    "oidc-provider": "federated",
    "saml-provider": "federated",
    "root": "account",
}


def _role(rest: str) -> str:
    return rest.split("/", 1)[0]
