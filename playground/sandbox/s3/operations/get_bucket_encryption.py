"""GetBucketEncryption: S3's own keys, as on every new bucket.

https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketEncryption.html
"""

from __future__ import annotations

from playground.sandbox.protocols.xml import Node
from playground.sandbox.s3.setting import default

NAME = "GetBucketEncryption"
BY_DEFAULT: Node = ("ApplyServerSideEncryptionByDefault", [("SSEAlgorithm", "AES256")])
RULE: Node = ("Rule", [BY_DEFAULT, ("BucketKeyEnabled", "false")])
OPERATION = default(NAME, "encryption", "s3:GetEncryptionConfiguration", "ServerSideEncryptionConfiguration", [RULE])
