"""The example of AWS's own documentation of AssumeRoleWithWebIdentity, word for word, so that it can be tried.

https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html#API_AssumeRoleWithWebIdentity_Examples
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from playground.documents import write_json
from playground.sandbox.identifiers import unique_id
from playground.sandbox.world import Account, ManagedPolicy, Role

ACCOUNT = "123456789012"
PROVIDER_ID = "www.amazon.com"
ROLE = "FederatedWebIdentityRole"
SESSION_NAME = "app1"
DURATION = 3600
SUBJECT = "amzn1.account.AF6RHO7KZU5XRVQJGXK6HB56KR2A"
APP = "client.5498841531868486423.1548@apps.example.com"
SAMPLE = (
    "Atza|IQEBLjAsAhRFiXuWpUXuRvQ9PZL3GMFcYevydwIUFAHZwXZXXXXXXXXJnrulxKDHwy87oGKPznh0D6bEQZTSCzyoCtL_8S07pLpr0zMbn6w1lfVZ"
    "KNTBdDansFBmtGnIsIapjI6xKR02Yc_2bQ8LZbUXSGm6Ry6_BG7PrtLZtj_dfCTj92xNGed-CrKqjG7nPBjNIL016GGvuS5gSvPRUxWES3VYfm1wl7WTI7jn"
    "-Pcb6M-buCgHhFOzTQxod27L9CqnOLio7N3gZAGpsp6n1-AJBOCJckcyXe2c6uD0srOJeZlKUm2eTDVMf8IehDVI0r1QOnTV6KzzAI3OY87Vd_cVMQ"
)
ENCODED_SAMPLE = SAMPLE.replace("|", "%7C")  # so the documentation prints it in places, as part of an address
# The first is printed with `q=` in front, a slip that has stayed; both names are there.
POLICIES = ("q=webidentitydemopolicy1", "webidentitydemopolicy1", "webidentitydemopolicy2")
POLICY_ARNS = tuple(f"arn:aws:iam::{ACCOUNT}:policy/{name}" for name in (POLICIES[0], POLICIES[2]))


def as_meant(token: str) -> str:
    """The token; the documentation's sample also where it was copied as it is printed, percent-encoded."""
    return SAMPLE if token == ENCODED_SAMPLE else token


def with_example(account: Account, bucket: str, now: float) -> Account:
    """The account with the example's role and policies, where it does not have them."""
    documents = (_reading(bucket), _reading(bucket), _listing(bucket))
    for name, document in zip(POLICIES, documents, strict=True):
        if name not in account.policies:
            words = "Of the example in the documentation of AssumeRoleWithWebIdentity"
            policy = ManagedPolicy(name, write_json(document), unique_id("ANPA", account.account_id), words, now)
            account = account.with_policy(replace(policy, updated=now, version_created=now))
    return account if ROLE in account.roles else account.with_role(_role(account.account_id, now))


def _role(account_id: str, now: float) -> Role:
    trust = {
        "Effect": "Allow",
        "Principal": {"Federated": PROVIDER_ID},
        "Action": "sts:AssumeRoleWithWebIdentity",
        "Condition": {"StringEquals": {f"{PROVIDER_ID}:app_id": APP}},
    }
    actions = ["s3:ListAllMyBuckets", "s3:GetBucketLocation", "s3:ListBucket", "s3:GetObject"]  # the token is no secret
    return Role(
        ROLE,
        unique_id("AROA", account_id),
        write_json({"Version": "2012-10-17", "Statement": [trust]}),
        {"Reading": write_json(_allow(actions, "*"))},
        description="The role of the example in the documentation of AssumeRoleWithWebIdentity",
        created=now,
    )


def _allow(actions: Any, resources: Any) -> dict[str, Any]:
    return {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": actions, "Resource": resources}]}


def _reading(bucket: str) -> dict[str, Any]:
    return _allow("s3:GetObject", f"arn:aws:s3:::{bucket}/*")


def _listing(bucket: str) -> dict[str, Any]:
    return _allow("s3:ListBucket", f"arn:aws:s3:::{bucket}")
