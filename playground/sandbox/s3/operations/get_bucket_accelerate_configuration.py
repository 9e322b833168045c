"""GetBucketAccelerateConfiguration: never switched on.

https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketAccelerateConfiguration.html
"""

from __future__ import annotations

from playground.sandbox.s3.setting import default

NAME = "GetBucketAccelerateConfiguration"
OPERATION = default(NAME, "accelerate", "s3:GetAccelerateConfiguration", "AccelerateConfiguration")
