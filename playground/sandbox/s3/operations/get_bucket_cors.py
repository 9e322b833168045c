"""GetBucketCors: no page of another site may call.

https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketCors.html
"""

from __future__ import annotations

from playground.sandbox.s3.setting import not_set

OPERATION = not_set(
    "GetBucketCors",
    "cors",
    "s3:GetBucketCORS",
    "NoSuchCORSConfiguration",
    "The CORS configuration does not exist",
)
