"""ListBuckets.  https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html"""

from __future__ import annotations

from playground.sandbox.exchange import HttpResponse
from playground.sandbox.operation import Asked, Call, Operation
from playground.sandbox.request_context import iso
from playground.sandbox.s3.answer import answer
from playground.sandbox.xml import Node


def asks(_call: Call) -> tuple[Asked, ...]:
    """s3:ListAllMyBuckets, which has no resource of its own."""
    return (Asked("s3:ListAllMyBuckets", "arn:aws:s3:::*", {}),)


def perform(call: Call) -> HttpResponse:
    """The buckets of the caller's account."""
    assert call.session is not None
    account_id = call.session.account_id
    owned = call.stores.buckets.owned_by(account_id)
    buckets: list[Node] = [
        ("Bucket", [("Name", one.name), ("CreationDate", iso(one.created)), ("BucketRegion", one.region)]) for one in owned
    ]
    return answer(call, "ListAllMyBucketsResult", [("Buckets", buckets), ("Owner", owner(account_id))])


def owner(account_id: str) -> list[Node]:
    """The Owner element. AWS's canonical id is an obfuscated account id; ours is the account id, padded."""
    return [("ID", account_id.rjust(64, "0"))]


OPERATION = Operation("ListBuckets", "s3", perform, asks, method="GET", level="service")
