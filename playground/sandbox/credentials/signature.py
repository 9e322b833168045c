"""Who signed a call: the session comes out of the session token, or the user out of the access key; the secret must make the signature.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html
"""

from __future__ import annotations

from playground.explain import FAIL, PASS, Finding
from playground.sandbox.credentials.session_token import Session, UnreadableToken
from playground.sandbox.credentials.user_key import UserKey, find_key
from playground.sandbox.errors import refused
from playground.sandbox.operation import Call
from playground.sandbox.s3.named import no_such_bucket
from playground.sandbox.world import Account, Role
from playground.sigv4.authorization import Authorization
from playground.sigv4.instant import iso_date
from playground.sigv4.refusals import INVALID_CLIENT_TOKEN_ID, S3_ANONYMOUS, S3_UNSUPPORTED, Refusal, unknown_key
from playground.sigv4.request import HttpRequest
from playground.sigv4.verify import verify


def authenticate_signature(call: Call) -> None:
    """Sets the call's session, role and account. Adds the session's finding and the signature's. Raises AwsError."""
    request = call.request
    if call.service == "s3" and {"AWSAccessKeyId", "Signature"} <= request.parameters.keys():
        says = "the request is presigned with Signature Version 2, which S3 takes from no new bucket; it should be Version 4"
        call.findings.append(Finding("Authorization", FAIL, says))
        raise refused(S3_UNSUPPORTED)
    signed = HttpRequest(request.method, request.path, request.query, tuple(request.headers.items()), request.body)
    holders: list[tuple[Account, Role]] = []
    verification = verify(signed, service=call.service, secret_for=lambda given: _secret(call, given, holders), now=call.now)
    call.findings.extend(verification.finding.reasons)
    refusal = verification.refusal
    if refusal is S3_ANONYMOUS:
        _look_for_bucket(call)
    if refusal:
        raise refused(refusal)
    assert call.session is not None
    call.signed = verification.signed
    if isinstance(call.session, UserKey):
        call.account = call.stores.accounts.get(call.session.account_id)
    else:
        ((call.account, call.role),) = holders


def _look_for_bucket(call: Call) -> None:
    """Who signs nothing is told of a bucket that is not there, too. Raises NoSuchBucket.

    Seen: https://github.com/EdOverflow/can-i-take-over-xyz/issues/36
    """
    operation = call.operation
    if operation is None or operation.creates or operation.level == "service":
        return
    call.bucket = call.stores.buckets.find(call.bucket_name)
    if call.bucket is None:
        raise no_such_bucket(call.bucket_name)


def _secret(call: Call, given: Authorization, holders: list[tuple[Account, Role]]) -> str | Refusal | None:
    """The secret of the key, which its session token carries; what is wrong with the token, as a refusal.

    Whose session it is becomes the holder; the call is theirs only when the signature is right.
    """
    if not given.session_token:
        return _long_term(call, given)
    try:
        session = call.stores.sealer.open(given.session_token)
    except UnreadableToken as error:
        call.findings.append(Finding("Session token", FAIL, "the session token is none of this sandbox's: {}", (error,)))
        return _invalid(call, given.session_token)
    if session.access_key_id != given.access_key_id:
        says = "the session token belongs to the key `{}`, and the request is signed with `{}`"
        call.findings.append(Finding("Session token", FAIL, says, (session.access_key_id, given.access_key_id)))
        return unknown_key(given.access_key_id, call.service)
    call.session = session
    account = call.stores.accounts.get(session.account_id)
    role = account.role_with_arn(session.role_arn) if account else None
    if account is None or role is None or role.role_id != session.role_id:  # seen: before the signature is looked at
        call.findings.append(Finding("Role", FAIL, "the role `{}` of this session is gone", (session.role_arn,)))
        return unknown_key(given.access_key_id, call.service)
    holders.append((account, role))
    return _expired(call, session, given) or _good(call, session)


def _long_term(call: Call, given: Authorization) -> str | None:
    """A user's own access key needs no session token. A temporary key without its token is one that nobody knows."""
    key = find_key(call.stores.accounts, call.stores.sealer, given.access_key_id)
    if key is None:
        return None
    call.session = key
    says = "`{}` has the access key `{}`"
    call.findings.append(Finding("Access key", PASS, says, (key.arn, key.access_key_id)))
    return key.secret_access_key


def _good(call: Call, session: Session) -> str:
    says = "`{}`, good until `{}`"
    call.findings.append(Finding("Session token", PASS, says, (session.arn, iso_date(session.expires))))
    return session.secret_access_key


def _expired(call: Call, session: Session, given: Authorization) -> Refusal | None:
    if call.now < session.expires:
        return None
    says = "the credentials ended at `{}`, and it is `{}`; call AssumeRoleWithWebIdentity again"
    call.findings.append(Finding("Session token", FAIL, says, (iso_date(session.expires), iso_date(call.now))))
    if call.service == "s3":
        extra = (("Token-0", given.session_token),)
        return Refusal("ExpiredToken", "The provided token has expired.", 400, extra=extra)
    return Refusal("ExpiredToken", "The security token included in the request is expired", 403)


def _invalid(call: Call, token: str) -> Refusal:
    if call.service != "s3":
        return INVALID_CLIENT_TOKEN_ID
    extra = (("Token-0", token),) if token else ()
    return Refusal("InvalidToken", "The provided token is malformed or otherwise invalid.", 400, extra=extra)
