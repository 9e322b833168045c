"""GetBucketReplication: nothing is copied elsewhere.

https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketReplication.html
"""

from __future__ import annotations

from playground.sandbox.s3.setting import not_set

OPERATION = not_set(
    "GetBucketReplication",
    "replication",
    "s3:GetReplicationConfiguration",
    "ReplicationConfigurationNotFoundError",
    "The replication configuration was not found",
)
