"""GetBucketTagging: a bucket has no tags here.

https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketTagging.html
"""

from __future__ import annotations

from playground.sandbox.s3.setting import not_set

OPERATION = not_set("GetBucketTagging", "tagging", "s3:GetBucketTagging", "NoSuchTagSet", "The TagSet does not exist")
