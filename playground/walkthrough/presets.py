"""Calls to start from, each worth seeing the answer of. Every one fills the whole form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings

from playground.documents import write_json
from playground.sandbox.seed import bucket_name
from playground.walkthrough import documented
from playground.walkthrough.journey import Draft, SignIn


@dataclass(frozen=True)
class Situation:
    """What a preset may build on. folder: the person's prefix in the bucket.  other_role: one that trusts somebody else."""

    account_id: str
    role_arn: str
    other_role: str
    session_name: str
    provider_id: str
    folder: str

    @property
    def smallest(self) -> Draft:
        """Nothing but what is required."""
        return Draft(RoleArn=self.role_arn, RoleSessionName=self.session_name, ProviderId=self.provider_id)


@dataclass(frozen=True)
class Preset:
    """One of them. slug: for the form.  title: what it shows.  fill: makes the draft.  sign_in: the token that goes with it."""

    slug: str
    title: str
    fill: Callable[[Situation], Draft]
    sign_in: Callable[[], SignIn] | None = None


def _policy(sid: str, actions: list[str], resource: str | list[str]) -> str:
    statement: dict[str, Any] = {"Sid": sid, "Effect": "Allow", "Action": actions, "Resource": resource}
    return write_json({"Version": "2012-10-17", "Statement": [statement]})


def _narrowed(given: Situation) -> Draft:
    bucket = f"arn:aws:s3:::{bucket_name(given.account_id)}"
    policy = _policy("ReadOnlyForNow", ["s3:GetObject", "s3:ListBucket"], [bucket, f"{bucket}/*"])
    return replace(given.smallest, Policy=policy, DurationSeconds="3600")


def _slip(given: Situation) -> Draft:
    policy = _policy("ReadOnlyForNow", ["s3:GetObject", "s3:ListObjects"], "*")
    return replace(given.smallest, Policy=policy, DurationSeconds="3600")


def _prefix(given: Situation) -> Draft:
    bucket = f"arn:aws:s3:::{bucket_name(given.account_id)}"
    policy = _policy("PhotosOnly", ["s3:GetObject"], f"{bucket}/{given.folder}photos/*")
    return replace(given.smallest, Policy=policy)


def _managed(given: Situation) -> Draft:
    return replace(given.smallest, PolicyArns=[f"arn:aws:iam::{given.account_id}:policy/ReadPhotos"])


def _long(given: Situation) -> Draft:
    return replace(given.smallest, DurationSeconds="43200")


def _short_name(given: Situation) -> Draft:
    return replace(given.smallest, RoleSessionName="x", DurationSeconds="100")


def _stranger(given: Situation) -> Draft:
    return replace(given.smallest, RoleArn=given.other_role)


PRESETS: tuple[Preset, ...] = (
    Preset("smallest", "The smallest call", lambda given: given.smallest),
    Preset("narrow", "A session policy that narrows", _narrowed),
    Preset("slip", "A session policy with a slip in it", _slip),
    Preset("prefix", "One folder of one person", _prefix),
    Preset("managed", "A managed policy as session policy", _managed),
    Preset("twelve-hours", "Twelve hours, more than the role allows", _long),
    Preset("out-of-bounds", "A name too short, a time too short", _short_name),
    Preset("stranger", "A role that trusts another provider", _stranger),
    Preset(
        "documentation",
        "AWS’s documentation, its token too",
        lambda _: documented.draft(),
        documented.sign_in,
    ),
)
BY_SLUG = {preset.slug: preset for preset in PRESETS}


def offered() -> tuple[Preset, ...]:
    """Those that have a sense here: a sample token is nobody's where no stand-in answers for it."""
    return tuple(one for one in PRESETS if settings.STAND_INS or one.sign_in is None)
