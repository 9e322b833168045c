"""GetBucketLogging: not switched on.

https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLogging.html
"""

from __future__ import annotations

from playground.sandbox.s3.setting import default

OPERATION = default("GetBucketLogging", "logging", "s3:GetBucketLogging", "BucketLoggingStatus")
