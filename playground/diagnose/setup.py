"""Everything that a diagnosis is made from. What was not given is None or empty, and is left open or said to be assumed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from playground.diagnose.reading.pasted import Pasted
from playground.tokens.keys import KeySet

Documents = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Setup:
    """now: the time of the call, in seconds since 1970.  trust: the role's trust policy.  policies: its permissions, by name.

    audiences: the client IDs of the IAM OIDC provider.  provider_url: its URL.  keys: the issuer's.
    keys_missing: why there are none, where the issuer was asked for them.  context: other condition keys.
    service_control, resource_control: policies of the organisation, by name.
    most_seconds: the role's MaxSessionDuration.  action, resource: a request of the session, with the policies that bear on it.
    """

    pasted: Pasted
    now: float
    trust: str = ""
    role_arn: str = ""
    session_name: str = ""
    provider_url: str = ""
    audiences: tuple[str, ...] | None = None
    keys: KeySet | None = None
    keys_missing: str = ""
    seconds: int = 3600
    most_seconds: int | None = None
    policies: Documents = ()
    session_policies: Documents = ()
    boundary: str = ""
    bucket_policy: str = ""
    service_control: Documents = ()
    resource_control: Documents = ()
    action: str = ""
    resource: str = ""
    context: Mapping[str, str] = field(default_factory=dict)
