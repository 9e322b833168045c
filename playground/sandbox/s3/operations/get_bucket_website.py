"""GetBucketWebsite: a bucket is no website here.

https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketWebsite.html
"""

from __future__ import annotations

from playground.sandbox.s3.setting import not_set

OPERATION = not_set(
    "GetBucketWebsite",
    "website",
    "s3:GetBucketWebsite",
    "NoSuchWebsiteConfiguration",
    "The specified bucket does not have a website configuration",
)
