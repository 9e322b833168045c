"""Which region a call is made to, and whether STS is switched on there.

https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_enable-regions.html
"""

from __future__ import annotations

import re

from playground.explain import FAIL, Finding
from playground.sandbox.errors import AwsError
from playground.sandbox.exchange import HttpRequest
from playground.sandbox.operation import Call

GLOBAL = "us-east-1"  # where IAM is, and what the global endpoint of STS counts as
# FIPS and dual-stack endpoints have names of their own: https://docs.aws.amazon.com/general/latest/gr/sts.html
_ENDPOINT = re.compile(
    r"(?:^|\.)(?:sts|iam|cloudtrail|s3)(?:-fips)?(?:\.dualstack)?[.-]([a-z]{2}(?:-[a-z]+)+-\d)"
    r"\.(?:amazonaws\.com(?:\.cn)?|api\.aws|api\.amazonwebservices\.com\.cn)(?::\d+)?$"
)
_GLOBAL_STS = re.compile(r"sts\.amazonaws\.com(?::\d+)?")
_SCOPE = re.compile(r"Credential=[^/,\s=]+/\d+/([a-z0-9-]+)/[^/,\s]+/")


def region_of(request: HttpRequest, home: str) -> str:
    """The region: of the endpoint by its name, else of the signature, else the account's own."""
    host, authorization = request.headers.get("host", "").lower(), request.headers.get("authorization", "")
    if is_global(host):
        return GLOBAL
    endpoint = _ENDPOINT.search(host) if ".a" in host else None
    signed = _SCOPE.search(authorization) if authorization else None
    presigned = request.parameters.get("X-Amz-Credential", "").split("/")
    named = endpoint[1] if endpoint else signed[1] if signed else presigned[2] if len(presigned) == 5 else ""
    return named if named and named != "aws-global" else home


def is_global(host: str) -> bool:
    """Whether this is the name of STS's one endpoint that belongs to no region."""
    return host.startswith("sts.") and bool(_GLOBAL_STS.fullmatch(host))


def check_region(call: Call) -> None:
    """Raises RegionDisabledException where the account has switched STS off."""
    account = call.account
    if call.service != "sts" or account is None or not account.off:
        return
    region = region_of(call.request, account.region)
    if region in account.off:
        says = "account `{}` has switched STS off in `{}`; it is on in the other regions"
        call.findings.append(Finding("Region", FAIL, says, (account.account_id, region)))
        message = f"STS is not activated in this region for account:{account.account_id}."
        more = " Your account administrator can activate STS in this region using the IAM Console."
        raise AwsError("RegionDisabledException", message + more, 403)
