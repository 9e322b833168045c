"""Does the signature cover what it must: the host, and every `x-amz-` header?

S3 lets three things pass. The hash of the body may go unsigned, as every canonical request ends with it (seen:
https://github.com/zengularity/benji/pull/309); a signed header of a presigned request may stand in the query, where the old
JavaScript SDK puts it (seen: https://github.com/minio/minio/pull/7674, https://github.com/localstack/localstack/pull/7628); and
one that did not arrive is signed as empty (seen in the CanonicalRequest of https://github.com/rahim/fog-s3-issue).
"""

from __future__ import annotations

from playground.sigv4.case import Case
from playground.sigv4.check import Check, Outcome, passes, refuses
from playground.sigv4.query_form import CONTENT_SHA256, hoisted
from playground.sigv4.refusals import HOST_NOT_SIGNED, STS_MISMATCH, Refusal

NAME = "Signed headers"
DID_NOT_ARRIVE = "`{}` is named as signed and did not arrive; something on the way may have taken it out"


def _ask(case: Case) -> Outcome:
    signed = case.authorization.signed_headers
    if "host" not in signed:
        return refuses(NAME, _not_signed(case, ["host"]), "`host` is not signed, and should be, as in every request")
    free = CONTENT_SHA256.lower() if case.is_s3 else ""
    unsigned = sorted([name for name in case.headers if name.startswith("x-amz-") and name not in signed and name != free])
    if unsigned:
        says = "`{}` came with the request and is not signed; every x-amz- header should be"
        return refuses(NAME, _not_signed(case, unsigned), says, ", ".join(unsigned))
    if case.is_s3 and case.authorization.form == "query":
        case.headers = hoisted(case.request.query, signed) | case.headers
    missing = next((name for name in signed if name not in case.headers), "")
    if missing and not case.is_s3:
        return refuses(NAME, STS_MISMATCH._replace(confirmed=False), DID_NOT_ARRIVE, missing)
    if missing:
        return passes(NAME, "`{}` did not arrive, and counts as empty", missing)
    return passes(NAME, "`{}`: the host and every x-amz- header", ";".join(signed))


def _not_signed(case: Case, names: list[str]) -> Refusal:
    if case.is_s3:
        message = "There were headers present in the request which were not signed"
        return Refusal("AccessDenied", message, 403, extra=(("HeadersNotSigned", ", ".join(names)),))
    words = HOST_NOT_SIGNED if names == ["host"] else f"'{names[0]}' must be a 'SignedHeader' in the AWS Authorization."
    return Refusal("SignatureDoesNotMatch", words, 403, confirmed=False)


SIGNED_HEADERS = Check(NAME, _ask, "it would look which headers are signed")
