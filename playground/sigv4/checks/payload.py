"""Is the body the one that was signed?  https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html

S3 signs what `x-amz-content-sha256` says, which need not be a hash; every other service signs the hash of the body.
"""

from __future__ import annotations

import re

from playground.explain import Compared
from playground.sigv4.canonical import UNSIGNED_PAYLOAD, hex_sha256
from playground.sigv4.case import Case
from playground.sigv4.check import Check, Outcome, passes, refuses
from playground.sigv4.query_form import CONTENT_SHA256, parameters
from playground.sigv4.refusals import S3_BAD_PAYLOAD_HASH, S3_NO_PAYLOAD_HASH, STS_MISMATCH, Refusal

NAME = "Payload"
HEADER = "x-amz-content-sha256"
STREAMING = (
    "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
    "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
    "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER",
)
SHA256_HEX = re.compile(r"[0-9a-f]{64}")


def _ask(case: Case) -> Outcome:
    declared = case.headers.get(HEADER)
    if not case.is_s3:
        return _hash_of_the_body(case, declared or "")
    if declared is None and case.authorization.form == "query":
        declared = parameters(case.request.query)[0].get(CONTENT_SHA256, UNSIGNED_PAYLOAD)
    if declared is None:
        says = "there is no `x-amz-content-sha256`, and S3 wants it on every signed request"
        return refuses(NAME, S3_NO_PAYLOAD_HASH, says)
    case.payload_hash = declared
    if declared == UNSIGNED_PAYLOAD:
        return passes(NAME, "UNSIGNED-PAYLOAD: the signature does not cover the body")
    if declared in STREAMING:
        return passes(NAME, "`{}`: the body comes in chunks, and is checked where they are read", declared)
    if not SHA256_HEX.fullmatch(declared):
        says = "`x-amz-content-sha256` is `{}`, and should be 64 hexadecimal digits, UNSIGNED-PAYLOAD or STREAMING-…"
        return refuses(NAME, S3_BAD_PAYLOAD_HASH, says, declared)
    return _hash_of_the_body(case, declared)


def _hash_of_the_body(case: Case, declared: str) -> Outcome:
    actual = case.payload_hash = hex_sha256(case.request.body)
    if declared in ("", actual):
        return passes(NAME, "the SHA-256 of the {} bytes of the body is `{}`", len(case.request.body), actual)
    says = "the SHA-256 of the body is `{}`, and `x-amz-content-sha256` says `{}`; the body changed after it was signed"
    compared = Compared(actual, declared, "body", HEADER)
    refusal = _mismatch(declared, actual) if case.is_s3 else STS_MISMATCH
    return refuses(NAME, refusal, says, actual, declared, compared=compared)


def _mismatch(declared: str, actual: str) -> Refusal:
    message = "The provided 'x-amz-content-sha256' header does not match what was computed."
    extra = (("ClientComputedContentSHA256", declared), ("S3ComputedContentSHA256", actual))
    return Refusal("XAmzContentSHA256Mismatch", message, 400, extra=extra)


PAYLOAD = Check(NAME, _ask, "it would compare the body with its hash")
