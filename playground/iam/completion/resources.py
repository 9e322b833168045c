"""The forms of the resources that a statement's actions apply to, for the buckets that the document names already."""

from __future__ import annotations

import re
from collections.abc import Iterator

from playground.iam.catalogue.actions import PLACEHOLDER, covered, resource_arn, resource_types
from playground.iam.completion.offer import Asked, Offer, texts
from playground.iam.completion.variables import in_session

_BUCKET = re.compile(r"arn:aws:s3:::([a-z0-9][a-z0-9.\-]{2,62})(?![a-z0-9.\-*$])")
_MOST_ACTIONS = 40  # that are looked up; a pattern may cover hundreds
_PLAIN = {"Partition": "aws", "Account": "111122223333", "Region": "us-east-1"}


def resources(asked: Asked) -> list[Offer]:
    """ARNs for the statement's actions, of this document's buckets first; `*` where an action has no other."""
    written = texts(asked.caret.statement().get("Action"))[:_MOST_ACTIONS]
    named = [f"{one.partition(':')[0].lower()}:{name}" for one in written for name in covered(one)][:_MOST_ACTIONS]
    wanted = list(dict.fromkeys((one.partition(":")[0], kind) for one in named for kind in sorted(resource_types(one))))
    buckets = list(dict.fromkeys(_BUCKET.findall(asked.caret.whole)))
    offers = [offer for bucket in buckets for offer in _of_bucket(bucket, {kind for _, kind in wanted}, asked)]
    offers += [Offer(_form(*one), f"{one[1]} of {one[0]}, for {_of(*one, named)}") for one in wanted if resource_arn(*one)]
    alone = [one for one in named if not resource_types(one)]
    if alone or not wanted:
        offers.append(Offer("*", f"everything: {alone[0]} has no resource of its own" if alone else "everything"))
    return list({one.text: one for one in offers}.values())


def _of_bucket(bucket: str, kinds: set[str], asked: Asked) -> Iterator[Offer]:
    arn = f"arn:aws:s3:::{bucket}"
    if "object" in kinds or not kinds:
        yield Offer(f"{arn}/*", "every object of the bucket")
        for key in in_session(asked) if asked.provider else ():
            if key.endswith((":sub", ":user_id", ":id")):
                yield Offer(f"{arn}/${{{key}}}/*", "everybody's own folder of the bucket")
    if "bucket" in kinds or not kinds:
        yield Offer(arn, "the bucket itself")


def _form(service: str, kind: str) -> str:
    """The ARN with words in the place of its placeholders, which would be policy variables."""
    return PLACEHOLDER.sub(lambda match: _plain(match[0].strip("${}<>")), resource_arn(service, kind))


def _plain(name: str) -> str:
    return _PLAIN.get(name, name)


def _of(service: str, kind: str, named: list[str]) -> str:
    return next(one for one in named if one.startswith(f"{service}:") and kind in resource_types(one))
