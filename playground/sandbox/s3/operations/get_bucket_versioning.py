"""GetBucketVersioning: never switched on, so there is nothing to say.

https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketVersioning.html
"""

from __future__ import annotations

from playground.sandbox.s3.setting import default

OPERATION = default("GetBucketVersioning", "versioning", "s3:GetBucketVersioning", "VersioningConfiguration")
