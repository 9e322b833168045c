"""GetBucketRequestPayment: the bucket's owner pays.

https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketRequestPayment.html
"""

from __future__ import annotations

from playground.sandbox.s3.setting import default

NAME = "GetBucketRequestPayment"
OPERATION = default(NAME, "requestPayment", f"s3:{NAME}", "RequestPaymentConfiguration", [("Payer", "BucketOwner")])
