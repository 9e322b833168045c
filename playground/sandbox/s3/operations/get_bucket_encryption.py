"""GetBucketEncryption: S3's own keys, and none of one's own, as on every new bucket.

https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketEncryption.html
"""

from __future__ import annotations

from playground.sandbox.protocols.xml import Node
from playground.sandbox.s3.setting import default

NAME = "GetBucketEncryption"
BY_DEFAULT: Node = ("ApplyServerSideEncryptionByDefault", [("SSEAlgorithm", "AES256")])
BLOCKED: Node = ("BlockedEncryptionTypes", [("EncryptionType", "SSE-C")])
RULE: Node = ("Rule", [("BucketKeyEnabled", "false"), BY_DEFAULT, BLOCKED])
OPERATION = default(NAME, "encryption", "s3:GetEncryptionConfiguration", "ServerSideEncryptionConfiguration", [RULE])
