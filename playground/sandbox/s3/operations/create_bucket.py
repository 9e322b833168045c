"""CreateBucket: in the region that the request is signed for.

https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html
"""

from __future__ import annotations

from playground.sandbox.errors import AwsError, not_in_sandbox
from playground.sandbox.exchange import HttpResponse
from playground.sandbox.operation import Asked, Call, Operation
from playground.sandbox.s3.acl import acl_headers
from playground.sandbox.s3.answer import empty
from playground.sandbox.s3.arguments import header_not_implemented, invalid_argument
from playground.sandbox.s3.asking import bucket_arn
from playground.sandbox.s3.body.document import check_children, read_document
from playground.sandbox.s3.bucket_names import REGION, check_new_name
from playground.sandbox.s3.keeping import kept_or_refused
from playground.sandbox.stores import Bucket

CLASSIC = "us-east-1"
OWNERSHIP = "x-amz-object-ownership"
_NOT_HERE = ("Location", "Bucket", "Tags")  # of directory buckets, and tags
_OWNERSHIPS = ("BucketOwnerEnforced", "BucketOwnerPreferred", "ObjectWriter")


def asks(call: Call) -> tuple[Asked, ...]:
    """s3:CreateBucket on the bucket that is to be, with where it is to be and who shall own its objects."""
    constraint = call.parameters["LocationConstraint"] = _constraint(call)
    given, acl = call.request.given, acl_headers(call.request)
    context = {f"s3:{name}": value for name, value in acl.items()}
    context |= {f"s3:{OWNERSHIP}": given[OWNERSHIP]} if given.get(OWNERSHIP) else {}
    context |= {"s3:locationconstraint": constraint} if constraint else {}
    actions = ["s3:CreateBucket"]
    actions += ["s3:PutBucketAcl"] if acl else []
    actions += ["s3:PutBucketOwnershipControls"] if given.get(OWNERSHIP) else []
    return tuple(Asked(action, bucket_arn(call.bucket_name), context) for action in actions)


def _constraint(call: Call) -> str:
    """What the document asks for, or an empty text; nothing when there is no document."""
    if not call.request.body:
        return ""
    document = read_document(call, "CreateBucketConfiguration")
    check_children(document, once=f"LocationConstraint {' '.join(_NOT_HERE)}")
    for name in _NOT_HERE:
        if document.first(name) is not None:
            raise not_in_sandbox(f"This sandbox does not have {name} of CreateBucketConfiguration.")
    constraint = (document.first("LocationConstraint") or "").strip()
    return "eu-west-1" if constraint == "EU" else constraint


def perform(call: Call) -> HttpResponse:
    """Makes the bucket. Whoever made it before gets BucketAlreadyOwnedByYou, but not in us-east-1."""
    assert call.session is not None
    check_new_name(call.bucket_name)
    _check_ownership(call)
    region = _region(call)
    bucket = Bucket(call.bucket_name, call.session.account_id, region, call.now)
    location = ("Location", f"/{bucket.name}" if region == CLASSIC else f"http://{bucket.name}.s3.amazonaws.com/")
    with kept_or_refused(call):
        existing = call.stores.buckets.find(call.bucket_name)
        if not (existing and existing.account_id == bucket.account_id and region == CLASSIC):
            call.stores.buckets.create(bucket)
    return empty(call, 200, location, ("x-amz-bucket-arn", bucket_arn(bucket.name)))


def _check_ownership(call: Call) -> None:
    ownership = call.request.given.get(OWNERSHIP) or _OWNERSHIPS[0]
    if ownership not in _OWNERSHIPS:
        raise invalid_argument(f"Invalid {OWNERSHIP} header: {ownership}", OWNERSHIP)
    if ownership != _OWNERSHIPS[0]:
        raise header_not_implemented(OWNERSHIP)
    if any((name, value) != ("x-amz-acl", "private") for name, value in acl_headers(call.request).items()):
        message = "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting"
        raise AwsError("InvalidBucketAclWithObjectOwnership", message)


def _region(call: Call) -> str:
    """The region asked for, which must be the one that the request is signed for, unless that is us-east-1."""
    assert call.signed is not None
    constraint, signed = call.parameters["LocationConstraint"], call.signed.scope.region
    if constraint and not REGION.fullmatch(constraint):
        extra = (("LocationConstraint", constraint),)
        raise AwsError("InvalidLocationConstraint", "The specified location-constraint is not valid", 400, extra)
    if signed not in (constraint or CLASSIC, CLASSIC):
        named = f"{constraint} location constraint" if constraint else "unspecified location constraint"
        message = f"The {named} is incompatible for the region specific endpoint this request was sent to."
        raise AwsError("IllegalLocationConstraintException", message)
    return constraint or CLASSIC


OPERATION = Operation("CreateBucket", "s3", perform, asks, method="PUT", level="bucket", creates=True)
