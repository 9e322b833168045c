"""The policies of the organisation that the account is in, as far as they were given.

https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_authorization_policies.html
"""

from __future__ import annotations

from playground.diagnose.setup import Setup
from playground.iam import Policy, PolicyType, parse_policy

_FULL_ACCESS = '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}'
_ITS_ARN = "arn:aws:organizations::aws:policy/service_control_policy/p-FullAWSAccess"


def service_control(setup: Setup) -> tuple[Policy, ...] | None:
    """Those that bear on the session. Where none of them allows anything, `FullAWSAccess` is taken to stand beside them."""
    given = _parsed(setup.service_control, PolicyType.SERVICE_CONTROL)
    if given and not any(statement.effect == "Allow" for policy in given for statement in policy.statements):
        given = (*given, parse_policy(_FULL_ACCESS, PolicyType.SERVICE_CONTROL, "FullAWSAccess", _ITS_ARN))
    return given or None


def resource_control(setup: Setup) -> tuple[Policy, ...] | None:
    """Those that bear on the account's roles and buckets."""
    return _parsed(setup.resource_control, PolicyType.RESOURCE_CONTROL) or None


def _parsed(documents: tuple[tuple[str, str], ...], kind: PolicyType) -> tuple[Policy, ...]:
    return tuple(parse_policy(text, kind, name) for name, text in documents if text.strip())
