"""GetObjectLockConfiguration: nothing can be locked.

https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectLockConfiguration.html
"""

from __future__ import annotations

from playground.sandbox.s3.setting import not_set

OPERATION = not_set(
    "GetObjectLockConfiguration",
    "object-lock",
    "s3:GetBucketObjectLockConfiguration",
    "ObjectLockConfigurationNotFoundError",
    "Object Lock configuration does not exist for this bucket",
)
