"""Does the signature cover what it must: the host, and every `x-amz-` header?

S3 lets two things pass. The hash of the body may go unsigned, as every canonical request ends with it (seen:
https://github.com/zengularity/benji/pull/309); and a signed header of a presigned request may stand in the query, where the old
JavaScript SDK puts it (seen: https://github.com/minio/minio/pull/7674, https://github.com/localstack/localstack/pull/7628).
"""

from __future__ import annotations

from playground.sigv4.case import Case
from playground.sigv4.check import Check, Outcome, passes, refuses
from playground.sigv4.query_form import CONTENT_SHA256, hoisted
from playground.sigv4.refusals import HOST_NOT_SIGNED, S3_MISMATCH, STS_MISMATCH, Refusal

NAME = "Signed headers"


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
    for name in signed:
        if name not in case.headers:
            refusal = (S3_MISMATCH if case.is_s3 else STS_MISMATCH)._replace(confirmed=False)
            says = "`{}` is named as signed and did not arrive; something on the way may have taken it out"
            return refuses(NAME, refusal, says, name)
    return passes(NAME, "`{}`: the host and every x-amz- header", ";".join(signed))


def _not_signed(case: Case, names: list[str]) -> Refusal:
    if case.is_s3:
        message = "There were headers present in the request which were not signed"
        return Refusal("AccessDenied", message, 403, extra=(("HeadersNotSigned", ", ".join(names)),))
    words = HOST_NOT_SIGNED if names == ["host"] else f"'{names[0]}' must be a 'SignedHeader' in the AWS Authorization."
    return Refusal("SignatureDoesNotMatch", words, 403, confirmed=False)


SIGNED_HEADERS = Check(NAME, _ask, "it would look which headers are signed")
