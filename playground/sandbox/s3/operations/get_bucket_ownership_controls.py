"""GetBucketOwnershipControls: access control lists are switched off, as on every new bucket.

https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketOwnershipControls.html
"""

from __future__ import annotations

from playground.sandbox.protocols.xml import Node
from playground.sandbox.s3.setting import default

NAME = "GetBucketOwnershipControls"
RULE: Node = ("Rule", [("ObjectOwnership", "BucketOwnerEnforced")])
OPERATION = default(NAME, "ownershipControls", f"s3:{NAME}", "OwnershipControls", [RULE])
