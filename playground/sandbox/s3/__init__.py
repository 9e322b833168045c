"""The operations of S3 that the sandbox has, one file each.  https://docs.aws.amazon.com/AmazonS3/latest/API/"""

from playground.sandbox.operation import Operation
from playground.sandbox.s3 import (
    delete_object,
    get_object,
    head_bucket,
    head_object,
    list_buckets,
    list_objects_v2,
    put_object,
)

OPERATIONS: tuple[Operation, ...] = (
    list_buckets.OPERATION,
    head_bucket.OPERATION,
    list_objects_v2.OPERATION,
    get_object.OPERATION,
    head_object.OPERATION,
    put_object.OPERATION,
    delete_object.OPERATION,
)
