"""What a new bucket may be called, and where it may be.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
"""

from __future__ import annotations

import re

from playground.sandbox.s3.addressing import invalid_name

REGION = re.compile(r"(?:[a-z]{2}|us-gov)-[a-z]+-\d", re.ASCII)
_NAME = re.compile(r"[a-z0-9][a-z0-9.\-]{1,61}[a-z0-9]", re.ASCII)
_ADDRESS = re.compile(r"\d+\.\d+\.\d+\.\d+", re.ASCII)
_STARTS = ("xn--", "sthree-", "amzn-s3-demo-")
_ENDS = ("-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3")


def check_new_name(name: str) -> None:
    """Raises InvalidBucketName."""
    if (
        not _NAME.fullmatch(name)
        or ".." in name
        or _ADDRESS.fullmatch(name)
        or name.startswith(_STARTS)
        or name.endswith(_ENDS)
    ):
        raise invalid_name(name)
