"""What S3 operations ask for, and the condition keys that a request to S3 adds.

https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from playground.sandbox.operation import Asked, Call
from playground.sandbox.s3.acl import acl_headers
from playground.sandbox.s3.objects.tagging import header_tags
from playground.sandbox.stores import StoredObject

Asks = Callable[[Call], tuple[Asked, ...]]

# Headers of a write that become condition keys of the same name after `s3:`.
_OF_WRITING = (
    "x-amz-storage-class",
    "x-amz-server-side-encryption",
    "x-amz-copy-source",
    "x-amz-metadata-directive",
    "if-match",
    "if-none-match",
)


def bucket_arn(name: str) -> str:
    """The ARN of a bucket."""
    return f"arn:aws:s3:::{name}"


def object_arn(bucket: str, key: str) -> str:
    """The ARN of an object."""
    return f"arn:aws:s3:::{bucket}/{key}"


def on_bucket(action: str) -> Asks:
    """Asks for an action on the bucket that the request names."""
    return lambda call: (Asked(action, bucket_arn(call.bucket_name), {}),)


def on_object(action: str, of_version: str = "") -> Asks:
    """Asks for an action on the object that the request names; for another one when it names a version."""

    def asks(call: Call) -> tuple[Asked, ...]:
        version = call.request.parameters.get("versionId") if of_version else None
        context = tag_keys("s3:ExistingObjectTag", call.stored) | ({} if version is None else {"s3:VersionId": version})
        return (Asked(action if version is None else of_version, object_arn(call.bucket_name, call.key), context),)

    return asks


def tag_keys(prefix: str, stored: StoredObject | None) -> dict[str, Any]:
    """A condition key for each tag of an object, when it is there."""
    return {f"{prefix}/{key}": value for key, value in (stored.tags if stored else {}).items()}


def request_tag_keys(tags: Mapping[str, str]) -> dict[str, Any]:
    """The condition keys for tags that a request brings."""
    keys: dict[str, Any] = {f"s3:RequestObjectTag/{key}": value for key, value in tags.items()}
    return keys | ({"s3:RequestObjectTagKeys": tuple(tags)} if tags else {})


def listing(action: str) -> Asks:
    """Asks to list, with prefix, delimiter and max-keys: absent when the parameter is, empty when it is empty."""

    def asks(call: Call) -> tuple[Asked, ...]:
        given = call.request.parameters
        context = {f"s3:{name}": given[name] for name in ("prefix", "delimiter", "max-keys") if name in given}
        return (Asked(action, bucket_arn(call.bucket_name), context),)

    return asks


def writing(call: Call, *, creates: bool) -> tuple[Asked, ...]:
    """s3:PutObject on the object, and what its headers ask for besides: a list, tags, or a look at what is there.

    creates: whether the object is there when the operation is done (`s3:ObjectCreationOperation`).
    """
    given, acl, tags = call.request.given, acl_headers(call.request), header_tags(call.request)
    context: dict[str, Any] = {f"s3:{name}": given[name] for name in _OF_WRITING if given.get(name)}
    context |= {f"s3:{name}": value for name, value in acl.items()}
    context |= {"s3:ObjectCreationOperation": creates} | request_tag_keys(tags)
    arn = object_arn(call.bucket_name, call.key)
    asked = [Asked("s3:PutObject", arn, context)]
    if acl:
        asked.append(Asked("s3:PutObjectAcl", arn, context))
    if tags:
        asked.append(Asked("s3:PutObjectTagging", arn, context | tag_keys("s3:ExistingObjectTag", call.stored)))
    if given.get("if-match", "*") != "*":
        asked.append(Asked("s3:GetObject", arn, tag_keys("s3:ExistingObjectTag", call.stored)))
    return tuple(asked)


def deleting(bucket: str, key: str, version: str | None, match: str | None, stored: StoredObject | None) -> tuple[Asked, ...]:
    """s3:DeleteObject on one object, or s3:DeleteObjectVersion; s3:GetObject too when its entity tag is compared."""
    action = "s3:DeleteObject" if version is None else "s3:DeleteObjectVersion"
    context: dict[str, Any] = {} if version is None else {"s3:VersionId": version}
    context |= {} if match is None else {"s3:if-match": match}
    asked = Asked(action, object_arn(bucket, key), context)
    if match in (None, "*"):
        return (asked,)
    return asked, Asked("s3:GetObject", object_arn(bucket, key), tag_keys("s3:ExistingObjectTag", stored))
