"""ListBuckets: the account's buckets; their regions too where the request has a parameter.

https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html
"""

from __future__ import annotations

import base64

from playground.sandbox.exchange import HttpResponse
from playground.sandbox.operation import Asked, Call, Operation
from playground.sandbox.protocols.xml import Node
from playground.sandbox.s3.answer import answer, iso_millis, owner
from playground.sandbox.s3.arguments import invalid_argument, number
from playground.sandbox.s3.asking import bucket_arn
from playground.sandbox.s3.bucket_names import REGION
from playground.sandbox.stores import Bucket

_MOST = 10_000
_PARAMETERS = ("max-buckets", "prefix", "bucket-region", "continuation-token")


def asks(_call: Call) -> tuple[Asked, ...]:
    """s3:ListAllMyBuckets, which has no resource of its own."""
    return (Asked("s3:ListAllMyBuckets", "arn:aws:s3:::*", {}, named=False),)


def perform(call: Call) -> HttpResponse:
    """The buckets of the caller's account, by name."""
    assert call.session is not None
    given, account_id = call.request.parameters, call.session.account_id
    most, region = _most(given.get("max-buckets")), _region(given.get("bucket-region"))
    prefix, start = given.get("prefix"), _token(given.get("continuation-token", ""))
    owned = [
        one
        for one in call.stores.buckets.owned_by(account_id)
        if one.name.startswith(prefix or "") and one.name > start and region in ("", one.region)
    ]
    page = owned[:most]
    following = base64.b64encode(page[-1].name.encode()).decode() if len(owned) > most else None
    asked = any(name in given for name in _PARAMETERS)
    buckets: list[Node] = [("Bucket", _bucket(one, told=asked)) for one in page]
    nodes: list[Node] = [("Owner", owner(account_id)), ("Buckets", buckets)]
    nodes += [("Prefix", prefix), ("ContinuationToken", following)]
    return answer(call, "ListAllMyBucketsResult", nodes)


def _most(given: str | None) -> int:
    if not given:
        return _MOST
    if not 1 <= (most := number(given, "max-buckets")) <= _MOST:
        raise invalid_argument(f"Argument max-buckets must be an integer between 1 and {_MOST}", "max-buckets", str(most))
    return most


def _region(given: str | None) -> str:
    """Of which region buckets are asked for, "" for any. Any endpoint has those of all regions here."""
    if given is not None and not REGION.fullmatch(given.lower()):
        raise invalid_argument(f"Argument value {given} is not a valid AWS Region", "bucket-region")
    return (given or "").lower()


def _token(given: str) -> str:
    try:
        return base64.b64decode(given, validate=True).decode()
    except ValueError as error:
        raise invalid_argument("The continuation token provided is incorrect", "continuation-token") from error


def _bucket(one: Bucket, *, told: bool) -> list[Node]:
    """A bucket of the list; told: its region too, which AWS gives where the request has a parameter.

    https://docs.aws.amazon.com/AmazonS3/latest/API/API_Bucket.html, where the ARN is that of directory buckets alone. It was
    seen of others, as the order: https://github.com/brekkylab/backlot, whose tests hold S3's answers of September 2026.
    """
    region: list[Node] = [("BucketRegion", one.region)] if told else []
    return [("Name", one.name), ("CreationDate", iso_millis(one.created)), *region, ("BucketArn", bucket_arn(one.name))]


OPERATION = Operation("ListBuckets", "s3", perform, asks, method="GET", level="service")
