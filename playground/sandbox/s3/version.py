"""Versions: on a bucket that never had versioning switched on, an object has one, and it is called `null`.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html
"""

from __future__ import annotations

from playground.sandbox.s3.arguments import invalid_argument

NULL = "null"


def check_version(version: str | None) -> None:
    """Raises InvalidArgument for any version but the one there is; None asks for none."""
    if version == "":
        raise invalid_argument("Version id cannot be the empty string", "versionId", version)
    if version not in (None, NULL):
        raise invalid_argument("Invalid version id specified", "versionId", version)
