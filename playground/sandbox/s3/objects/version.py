"""Versions: on a bucket that never had versioning switched on, an object has one, and it is called `null`.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html
"""

from __future__ import annotations

from playground.sandbox.s3.arguments import invalid_argument

NULL = "null"


def check_version(version: str | None) -> None:
    """Raises InvalidArgument for any version but the one there is; None asks for none.

    An empty one asks for none either, where S3 would refuse it: a generated skeleton of the AWS CLI has one, and is to be fed back.
    """
    if version not in (None, "", NULL):
        raise invalid_argument("Invalid version id specified", "versionId", version)
