"""Is the signature the one that this request and this secret make?

The right signature of a refused request is not kept and not shown: whoever reads it could send the request again with it.
"""

from __future__ import annotations

import hmac

from playground.sigv4.canonical import canonical_request
from playground.sigv4.case import Case
from playground.sigv4.check import Check, Outcome, passes, refuses
from playground.sigv4.checks.signed_headers import DID_NOT_ARRIVE
from playground.sigv4.refusals import S3_MISMATCH, STS_MISMATCH, Refusal
from playground.sigv4.request import octets
from playground.sigv4.signature import Signed, compute
from playground.sigv4.suspects import likely_cause

NAME = "Signature"


def _ask(case: Case) -> Outcome:
    authorization = case.authorization
    canonical = canonical_request(
        case.request, authorization.signed_headers, case.payload_hash, service=case.service, headers=case.headers
    )
    signed = compute(
        canonical,
        access_key_id=authorization.access_key_id,
        secret=case.secret,
        timestamp=authorization.timestamp,
        scope=authorization.scope,
    )
    if authorization.signature.isascii() and hmac.compare_digest(signed.signature, authorization.signature):
        case.signed = signed
        return passes(NAME, "the signature that ends in `{}` is what we compute as well", signed.signature[-4:])
    case.signed = signed._replace(signature="")
    return _mismatch(case, case.signed)


def _mismatch(case: Case, signed: Signed) -> Outcome:
    theirs = case.authorization.signature
    refusal = _with_the_pieces(signed, theirs) if case.is_s3 else STS_MISMATCH
    cause = likely_cause(case.request, signed, theirs, secret=case.secret)
    if cause:
        outcome = refuses(NAME, refusal, f"the signature differs: {cause.says}", *cause.values)
        return outcome._replace(finding=outcome.finding._replace(reasons=(cause,)))
    missing = next((name for name in case.authorization.signed_headers if name not in case.headers), "")
    if missing:
        return refuses(NAME, refusal, DID_NOT_ARRIVE, missing)
    says = (
        "the signature differs, and no usual cause explains it; with the secret we hold the string to sign is `{}`:"
        " if yours reads the same, the two secrets differ"
    )
    return refuses(NAME, refusal, says, signed.string_to_sign)


def _with_the_pieces(signed: Signed, theirs: str) -> Refusal:
    """S3 sends along what it signed, so that one can compare."""
    extra = (
        ("AWSAccessKeyId", signed.access_key_id),
        ("StringToSign", signed.string_to_sign),
        ("SignatureProvided", theirs),
        ("StringToSignBytes", octets(signed.string_to_sign).hex(" ")),
        ("CanonicalRequest", signed.canonical_text),
        ("CanonicalRequestBytes", octets(signed.canonical_text).hex(" ")),
    )
    return S3_MISMATCH._replace(extra=extra)


SIGNATURE = Check(NAME, _ask, "it would compute the signature and compare")
