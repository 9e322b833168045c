"""The source identity that a token carries.

https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from playground.explain import FAIL, PASS, Finding
from playground.tokens.case import shown
from playground.tokens.refusals import Refusal

CLAIM = "https://aws.amazon.com/source_identity"
PATTERN = re.compile(r"[\w+=,.@-]{2,64}", re.ASCII)  # sourceIdentityType in the STS service model

INVALID = Refusal("InvalidIdentityToken", "The source identity in the identity token is not valid", confirmed=False)


class SourceIdentity(NamedTuple):
    """What was read of the source identity.  value: "" when there is none or it is refused; finding: "Source identity"."""

    finding: Finding
    value: str = ""
    refusal: Refusal | None = None


_NONE = SourceIdentity(Finding("Source identity", PASS, "the token carries none"))


def parse_source_identity(claims: Mapping[str, Any]) -> SourceIdentity:
    """The source identity in verified claims, or why it is refused.  Never raises."""
    value = claims.get(CLAIM)
    if value is None:
        return _NONE
    if not isinstance(value, str) or not PATTERN.fullmatch(value):
        says = "`{}` should be 2 to 64 letters, digits and + = , . @ - _"
        finding = Finding("Source identity", FAIL, says, (shown(value),), document="token", pointer="/payload")
        return SourceIdentity(finding, refusal=INVALID)
    says = "the token carries `{}`; the trust policy must allow sts:SetSourceIdentity"
    return SourceIdentity(Finding("Source identity", PASS, says, (value,)), value)
