"""What a new account begins with: a role for each provider, two managed policies, and a bucket with a folder for each person.

The roles are those of AWS's own guides: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_user-id.html
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from playground.documents import write_json
from playground.sandbox.credentials.user_key import administrator
from playground.sandbox.identifiers import unique_id
from playground.sandbox.stores import Bucket, StoredObject
from playground.sandbox.world import ADMINISTRATOR, Account, ManagedPolicy, OidcProvider, Role

Conditions = Mapping[str, Mapping[str, str | list[str]]]


@dataclass(frozen=True)
class Trusted:
    """A provider that gets a role. name: of the role, after `PhotoApp`.  principal: as condition keys name the provider.

    audiences: the apps that the role trusts, and for one that is registered its list of client ids.
    audience_key, subject_key: condition keys.  subjects: person to account id at the provider.
    conditions: what the trust policy tests besides.  registered: whether IAM has to know the provider by a URL.
    """

    name: str
    principal: str
    audience_key: str
    subject_key: str
    audiences: tuple[str, ...]
    subjects: dict[str, str]
    conditions: Conditions = field(default_factory=dict)
    registered: bool = False

    def federated(self, account_id: str) -> str:
        """What stands under `Federated`."""
        return f"arn:aws:iam::{account_id}:oidc-provider/{self.principal}" if self.registered else self.principal


@dataclass(frozen=True)
class Seed:
    """A new account with its bucket and its objects."""

    account: Account
    bucket: Bucket
    objects: list[tuple[StoredObject, bytes]]


def plant(account_id: str, region: str, trusted: tuple[Trusted, ...], now: float) -> Seed:
    """The account with this number."""
    bucket = Bucket(bucket_name(account_id), account_id, region, now)
    roles = [_role(account_id, bucket.name, one, now) for one in trusted]
    policies = [
        ManagedPolicy("ReadPhotos", write_json(_reading(bucket.name)), unique_id("ANPA", account_id), "Reading only", now),
        ManagedPolicy("OnlyS3", write_json(_only_s3()), unique_id("ANPA", account_id), "Everything in S3, nothing else", now),
    ]
    account = Account(
        account_id,
        region,
        providers=_providers(trusted, now),
        roles={role.name: role for role in roles},
        policies={policy.name: policy for policy in policies},
        users={ADMINISTRATOR: administrator(account_id, now)},
    )
    return Seed(account, bucket, _objects(trusted, now))


def _providers(trusted: tuple[Trusted, ...], now: float) -> dict[str, OidcProvider]:
    """One for each issuer; two apps at one issuer are two client ids of its provider."""
    apps: dict[str, tuple[str, ...]] = {}
    for one in trusted:
        if one.registered:
            apps[one.principal] = tuple(dict.fromkeys((*apps.get(one.principal, ()), *one.audiences)))
    return {principal: OidcProvider(principal, client_ids, (), now) for principal, client_ids in apps.items()}


def completed(account: Account, planted: Account) -> Account:
    """The account with the providers and roles that a new one has and it has not: it may be older than they are."""
    return replace(account, providers=planted.providers | account.providers, roles=planted.roles | account.roles)


def role_name(slug: str) -> str:
    """The role that is there for a provider."""
    return f"PhotoApp{camel(slug)}"


def camel(slug: str) -> str:
    """A provider as it stands in names: `user-pool` is UserPool."""
    return slug.title().replace("-", "")


def role_arn(slug: str, account_id: str) -> str:
    """Its ARN."""
    return f"arn:aws:iam::{account_id}:role/{role_name(slug)}"


def bucket_name(account_id: str) -> str:
    """The bucket of an account. Names are global in S3, so the account's number is part of it."""
    return f"photo-app-{account_id}"


def _role(account_id: str, bucket: str, trusted: Trusted, now: float) -> Role:
    name = f"PhotoApp{trusted.name}"
    return Role(
        name,
        unique_id("AROA", account_id),
        write_json(trust_policy(trusted, account_id)),
        inline={f"{name}Permissions": write_json(permissions(bucket, trusted.subject_key))},
        max_session_duration=14_400,
        description=f"The photo app, for those whom {trusted.principal} vouches for: their own folder, nothing else",
        created=now,
    )


def trust_policy(trusted: Trusted, account_id: str) -> dict[str, Any]:
    """The trust policy that AWS's guide asks for: the provider, the app, and where apps tell nobody apart the subject."""
    audience = trusted.audiences[0] if len(trusted.audiences) == 1 else list(trusted.audiences)
    condition = {operator: dict(keys) for operator, keys in trusted.conditions.items()}
    equals = {trusted.audience_key: audience, **condition.pop("StringEquals", {})}
    statement = {
        "Sid": f"RoleFor{trusted.name}",
        "Effect": "Allow",
        "Principal": {"Federated": trusted.federated(account_id)},
        "Action": "sts:AssumeRoleWithWebIdentity",
        "Condition": {"StringEquals": equals, **condition},
    }
    return {"Version": "2012-10-17", "Statement": [statement]}


def permissions(bucket: str, subject_key: str) -> dict[str, Any]:
    """One folder a person: listing it, and reading, writing and deleting in it."""
    own = f"${{{subject_key}}}/*"
    return {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Sid": "SeeBuckets",
                "Effect": "Allow",
                "Action": ["s3:ListAllMyBuckets", "s3:GetBucketLocation"],
                "Resource": "arn:aws:s3:::*",
            },
            {
                "Sid": "ListOwnFolder",
                "Effect": "Allow",
                "Action": "s3:ListBucket",
                "Resource": f"arn:aws:s3:::{bucket}",
                "Condition": {"StringLike": {"s3:prefix": own}},
            },
            {
                "Sid": "OwnObjects",
                "Effect": "Allow",
                "Action": ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
                "Resource": f"arn:aws:s3:::{bucket}/{own}",
            },
        ],
    }


def _reading(bucket: str) -> dict[str, Any]:
    statement = {
        "Sid": "ReadPhotos",
        "Effect": "Allow",
        "Action": ["s3:ListBucket", "s3:GetObject"],
        "Resource": [f"arn:aws:s3:::{bucket}", f"arn:aws:s3:::{bucket}/*"],
    }
    return {"Version": "2012-10-17", "Statement": [statement]}


def _only_s3() -> dict[str, Any]:
    return {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}


def _objects(trusted: tuple[Trusted, ...], now: float) -> list[tuple[StoredObject, bytes]]:
    objects = [_text("shared/welcome.txt", "Everybody could read this, if a policy let them.\n", now)]
    for one in trusted:
        for person, subject in one.subjects.items():
            objects.append(_text(f"{subject}/notes.txt", f"{person}'s notes, signed in with {one.name}.\n", now))
            objects.append(_text(f"{subject}/photos/beach.txt", f"Imagine {person} at the beach.\n", now))
    return objects


def _text(key: str, text: str, now: float) -> tuple[StoredObject, bytes]:
    body = text.encode()
    etag = hashlib.md5(body, usedforsecurity=False).hexdigest()
    return StoredObject(key, len(body), etag, now, {"Content-Type": "text/plain; charset=utf-8"}), body
