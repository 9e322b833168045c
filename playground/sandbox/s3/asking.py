"""What S3 operations ask for, and the condition keys that a request to S3 adds.

https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
"""

from __future__ import annotations

from typing import Any

from playground.sandbox.operation import Asked, Call


def on_bucket(action: str) -> Any:
    """Asks for an action on the bucket that the request names."""
    return lambda call: (Asked(action, f"arn:aws:s3:::{call.bucket_name}", {}),)


def on_object(action: str) -> Any:
    """Asks for an action on the object that the request names."""
    return lambda call: (Asked(action, object_arn(call), existing_tags(call)),)


def object_arn(call: Call) -> str:
    """The ARN of the object."""
    return f"arn:aws:s3:::{call.bucket_name}/{call.key}"


def existing_tags(call: Call) -> dict[str, str]:
    """`s3:ExistingObjectTag/…` of the object, when it is there."""
    tags = call.stored.tags if call.stored else {}
    return {f"s3:ExistingObjectTag/{key}": value for key, value in tags.items()}


def listing(call: Call) -> tuple[Asked, ...]:
    """s3:ListBucket, with prefix, delimiter and max-keys: absent when the parameter is, empty when it is empty."""
    given = call.request.parameters
    context = {f"s3:{name}": given[name] for name in ("prefix", "delimiter", "max-keys") if name in given}
    return (Asked("s3:ListBucket", f"arn:aws:s3:::{call.bucket_name}", context),)
