"""GetPublicAccessBlock: everything public is blocked, as on every new bucket; see bucket_policy/public.py for what that means.

https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetPublicAccessBlock.html
"""

from __future__ import annotations

from playground.sandbox.protocols.xml import Node
from playground.sandbox.s3.setting import default

NAME = "GetPublicAccessBlock"
BLOCKED = ("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets")
ALL: list[Node] = [(name, "true") for name in BLOCKED]
OPERATION = default(NAME, "publicAccessBlock", "s3:GetBucketPublicAccessBlock", "PublicAccessBlockConfiguration", ALL)
