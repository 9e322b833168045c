"""ListBuckets.  https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html"""

from __future__ import annotations

from playground.sandbox.exchange import HttpResponse
from playground.sandbox.operation import Asked, Call, Operation
from playground.sandbox.s3.answer import answer, iso_millis, owner
from playground.sandbox.stores import Bucket
from playground.sandbox.xml import Node


def asks(_call: Call) -> tuple[Asked, ...]:
    """s3:ListAllMyBuckets, which has no resource of its own."""
    return (Asked("s3:ListAllMyBuckets", "arn:aws:s3:::*", {}),)


def perform(call: Call) -> HttpResponse:
    """The buckets of the caller's account, all on one page: an account has fewer than a page holds."""
    assert call.session is not None
    account_id, prefix = call.session.account_id, call.request.parameters.get("prefix")
    owned = [one for one in call.stores.buckets.owned_by(account_id) if one.name.startswith(prefix or "")]
    buckets: list[Node] = [("Bucket", _bucket(one)) for one in owned]
    nodes: list[Node] = [("Owner", owner(account_id)), ("Buckets", buckets), ("Prefix", prefix)]
    return answer(call, "ListAllMyBucketsResult", nodes)


def _bucket(one: Bucket) -> list[Node]:
    return [("Name", one.name), ("CreationDate", iso_millis(one.created)), ("BucketRegion", one.region)]


OPERATION = Operation("ListBuckets", "s3", perform, asks, method="GET", level="service")
