"""On whose wire a call is shown that was refused before anybody was known to have made it: the account's that it names.

So whoever left out the session token, spoilt a parameter or asks for what the sandbox does not have finds the call, and why it was refused.
Nothing is found out about that account by it: the gateway has looked at none of its documents.
"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Iterator

from playground.iam.arn import parse_arn
from playground.outages import is_outage
from playground.pace import Pace
from playground.sandbox.credentials.session_token import Sealer, UnreadableToken
from playground.sandbox.errors import AwsError
from playground.sandbox.exchange import HttpRequest
from playground.sandbox.gateway import Answer
from playground.sandbox.identifiers import account_of_key
from playground.sandbox.s3.addressing import address
from playground.sandbox.stores import Stores

log = logging.getLogger(__name__)
MOST = 300  # in a minute for each account: anybody may name it
_OF_OURS = frozenset("ServiceUnavailable InternalError InternalFailure SlowDown Throttling ThrottlingException".split())
_KEY = re.compile(r"(?:\bCredential=|^AWS )([A-Z0-9]{20})[/:]")
_pace = Pace(MOST, time.monotonic)


def named_account(request: HttpRequest, given: Answer, stores: Stores) -> str:
    """The account, if there is such a one; empty for a call that names none, and for one that was not looked at at all."""
    if not given.error or given.error in _OF_OURS:
        return ""
    try:
        found = next(filter(None, _named(request, given, stores)), "")
        return found if found and stores.accounts.get(found) and _pace.take(found) else ""
    except Exception as failure:
        if not is_outage(failure):
            log.exception("nobody could say whose a call is")
        return ""


def _named(request: HttpRequest, given: Answer, stores: Stores) -> Iterator[str]:
    """What names an account, the surest first. A call with a signature is the signer's, whatever else it names."""
    key = access_key_id(request)
    if key:
        yield _of_session(request, stores.sealer) or account_of_key(key)
        return
    if given.service == "sts":
        arn = parse_arn(request.form.get("RoleArn", ""))
        yield arn.account if arn else ""
    elif given.service == "s3":
        yield _of_bucket(request, stores)


def access_key_id(request: HttpRequest) -> str:
    """The key that a request says it is signed with; empty for one that is not signed."""
    found = _KEY.search(request.headers.get("authorization", ""))
    presigned = request.parameters.get("X-Amz-Credential", "").partition("/")[0]
    return found[1] if found else presigned or request.parameters.get("AWSAccessKeyId", "")


def _of_session(request: HttpRequest, sealer: Sealer) -> str:
    """Who holds a session token is more surely known than who knows a key's id."""
    lower = {name.lower(): value for name, value in request.parameters.items()}
    try:
        return sealer.open(request.headers.get("x-amz-security-token") or lower.get("x-amz-security-token", "")).account_id
    except UnreadableToken:
        return ""


def _of_bucket(request: HttpRequest, stores: Stores) -> str:
    try:
        name, _ = address(request, stores.host)
    except AwsError:
        return ""
    bucket = stores.buckets.find(name) if name else None
    return bucket.account_id if bucket else ""
