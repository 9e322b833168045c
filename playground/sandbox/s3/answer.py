"""How S3 writes an answer.  https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html"""

from __future__ import annotations

import base64
from dataclasses import replace
from functools import lru_cache
from hashlib import shake_256

from playground.sandbox.errors import AwsError
from playground.sandbox.exchange import HttpResponse
from playground.sandbox.objects import Bucket
from playground.sandbox.operation import Call
from playground.sandbox.protocols.xml import Node, document, elements
from playground.sigv4.instant import iso_date

NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/"
Headers = tuple[tuple[str, str], ...]
_PROLOG = '<?xml version="1.0" encoding="UTF-8"?>\n'


def answer(call: Call, name: str, nodes: list[Node]) -> HttpResponse:
    """A success with a body of XML."""
    return written(call, name, elements(nodes))


def written(call: Call, name: str, inside: str, *more: tuple[str, str]) -> HttpResponse:
    """The same, of XML that is written already. more: headers."""
    headers = (*identifiers(call), *more, ("Content-Type", "application/xml"))
    return HttpResponse(200, headers, f'{_PROLOG}<{name} xmlns="{NAMESPACE}">{inside}</{name}>'.encode())


def untyped(told: HttpResponse) -> HttpResponse:
    """A success as S3 gives it to a new upload and to whoever asks for tags or for a setting: without a Content-Type.

    Seen: https://github.com/pedrosakuma/aws2azure/tree/main/tests/Aws2Azure.Conformance/fixtures/s3
    """
    return replace(told, headers=tuple(one for one in told.headers if one[0] != "Content-Type"))


def region_of(bucket: Bucket) -> tuple[str, str]:
    """The header that tells a bucket's region: HeadBucket's and, as was seen, the two listings' of objects."""
    return ("x-amz-bucket-region", bucket.region)


def empty(call: Call, status: int, *headers: tuple[str, str]) -> HttpResponse:
    """A success without a body."""
    return HttpResponse(status, (*identifiers(call), *headers))


def error_answer(call: Call, error: AwsError) -> HttpResponse:
    """A refusal; a HEAD request gets the status alone, and so does one for which S3 has no words.

    HeadBucket tells the region all the same: https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html
    """
    answered = refusal(call.request_id, error)
    if call.operation and call.operation.name == "HeadBucket" and call.bucket:
        answered = replace(answered, headers=(*answered.headers, region_of(call.bucket)))
    return replace(answered, body=b"") if call.request.method == "HEAD" or not error.message else answered


def refusal(request_id: str, error: AwsError) -> HttpResponse:
    """The same of a request of which nothing else is known."""
    nodes: list[Node] = [("Code", error.code), ("Message", error.message), *error.extra]
    nodes += [("RequestId", request_id), ("HostId", _host_id(request_id))]
    headers = (*_identifiers(request_id), *error.headers, ("Content-Type", "application/xml"))
    return HttpResponse(error.status, headers, document("Error", "", nodes, prolog=True))


def iso_millis(moment: float) -> str:
    """A moment as S3's documents have it: `2026-11-21T20:31:07.000Z`."""
    return _second(int(moment))


@lru_cache(maxsize=4096)
def _second(moment: int) -> str:
    return f"{iso_date(moment)[:-1]}.000Z"


def canonical_id(account_id: str) -> str:
    """AWS's canonical id is an obfuscated account id; ours is the account id, padded."""
    return account_id.rjust(64, "0")


def owner(account_id: str) -> list[Node]:
    """The Owner element."""
    return [("ID", canonical_id(account_id))]


def identifiers(call: Call) -> Headers:
    """The two ids that every answer of S3 has."""
    return _identifiers(call.request_id)


def _identifiers(request_id: str) -> Headers:
    return (("x-amz-request-id", request_id), ("x-amz-id-2", _host_id(request_id)))


def _host_id(request_id: str) -> str:
    """96 characters of base64, as S3's mostly are; they say nothing."""
    return base64.b64encode(shake_256(request_id.encode()).digest(72)).decode()
