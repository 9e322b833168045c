"""ListBuckets: the account's buckets; their regions too where the request has a parameter.

https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html
"""

from __future__ import annotations

import base64

from playground.sandbox.exchange import HttpResponse
from playground.sandbox.operation import Asked, Call, Operation
from playground.sandbox.protocols.xml import Node
from playground.sandbox.s3.answer import answer, iso_millis, owner
from playground.sandbox.s3.arguments import integer, invalid_argument
from playground.sandbox.s3.asking import bucket_arn
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
    words = "Argument max-buckets must be an integer between 1 and 10000."
    most = integer(given["max-buckets"], "max-buckets", 1, _MOST, words) if "max-buckets" in given else _MOST
    prefix, region = given.get("prefix"), given.get("bucket-region")
    start = _token(given["continuation-token"]) if "continuation-token" in given else ""
    owned = [
        one
        for one in call.stores.buckets.owned_by(account_id)
        if one.name.startswith(prefix or "") and one.name > start and region in (None, "", one.region)
    ]
    page = owned[:most]
    following = base64.b64encode(page[-1].name.encode()).decode() if len(owned) > most else None
    asked = any(name in given for name in _PARAMETERS)
    buckets: list[Node] = [("Bucket", _bucket(one, told=asked)) for one in page]
    nodes: list[Node] = [("Owner", owner(account_id)), ("Buckets", buckets)]
    nodes += [("ContinuationToken", following), ("Prefix", prefix)]
    return answer(call, "ListAllMyBucketsResult", nodes)


def _token(given: str) -> str:
    try:
        return base64.b64decode(given, validate=True).decode()
    except ValueError as error:
        raise invalid_argument("The continuation token provided is incorrect", "continuation-token") from error


def _bucket(one: Bucket, *, told: bool) -> list[Node]:
    """A bucket of the list; told: its region too, which AWS gives where the request has a parameter.

    https://docs.aws.amazon.com/AmazonS3/latest/API/API_Bucket.html, where the ARN is that of directory buckets alone; it was
    seen of others from December 2025 on.
    """
    region: list[Node] = [("BucketRegion", one.region)] if told else []
    return [("Name", one.name), ("CreationDate", iso_millis(one.created)), *region, ("BucketArn", bucket_arn(one.name))]


OPERATION = Operation("ListBuckets", "s3", perform, asks, method="GET", level="service")
