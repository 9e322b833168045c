"""GetBucketLifecycleConfiguration: nothing expires.

https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLifecycleConfiguration.html
"""

from __future__ import annotations

from playground.sandbox.s3.setting import not_set

OPERATION = not_set(
    "GetBucketLifecycleConfiguration",
    "lifecycle",
    "s3:GetLifecycleConfiguration",
    "NoSuchLifecycleConfiguration",
    "The lifecycle configuration does not exist",
)
