"""Tags of roles, policies and OIDC providers.  https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html

Keys of a role's and a provider's tags are told apart without their case; a policy's are not (seen in AWS's answers of 2026).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from playground.sandbox.iam_api import refusals
from playground.sandbox.iam_api.quotas import TAGS

Tags = dict[str, str]


def tags_of(given: list[dict[str, str]], *, exact: bool = False) -> Tags:
    """The tags of a call. Raises InvalidInput for a key that stands twice. exact: case tells keys apart."""
    keys = [tag["Key"] if exact else tag["Key"].lower() for tag in given]
    if len(set(keys)) != len(keys):
        message = "Duplicate tag keys found."
        raise refusals.invalid_input(message if exact else f"{message} Please note that Tag keys are case insensitive.")
    if any(key.lower().startswith("aws:") for key in keys):
        raise refusals.invalid_input("Tag keys that begin with aws: are reserved for AWS.", confirmed=False)
    return {tag["Key"]: tag["Value"] for tag in given}


def with_tags(kept: Tags, new: Tags, *, exact: bool = False) -> Tags:
    """The tags after some were added or replaced, each where it stood. Raises LimitExceeded."""
    names = {key if exact else key.lower(): key for key in kept}
    merged = dict(kept)
    for key, value in new.items():
        merged[names.get(key if exact else key.lower(), key)] = value
    if len(merged) > TAGS:
        raise refusals.too_many_tags()
    return merged


def without(kept: Tags, keys: Iterable[str], *, exact: bool = False) -> Tags:
    """The tags after some were removed; one that is not there is no error."""
    gone = set(keys) if exact else {key.lower() for key in keys}
    return {key: value for key, value in kept.items() if (key if exact else key.lower()) not in gone}


def listed(tags: Tags, *, exact: bool = False) -> list[dict[str, Any]]:
    """The tags as IAM lists them; a policy's in the order of their keys."""
    return [{"Key": key, "Value": value} for key, value in (sorted(tags.items()) if exact else tags.items())]
