"""The example of AWS's documentation in the walkthrough: its call, and its token in the place of the visitor's own.

https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html#API_AssumeRoleWithWebIdentity_Examples
The role stands in the account that terminals share, which is the documentation's.
"""

from __future__ import annotations

import time

from playground.explain import PASS, Finding, to_data
from playground.providers.site_check import NAME
from playground.sandbox.assuming import documentation_example as example
from playground.stand_ins.tokens.known import documented
from playground.walkthrough.journey import Draft, SignIn


def draft() -> Draft:
    """The call as the documentation prints it."""
    return Draft(
        RoleArn=f"arn:aws:iam::{example.ACCOUNT}:role/{example.ROLE}",
        RoleSessionName=example.SESSION_NAME,
        ProviderId=example.PROVIDER_ID,
        PolicyArns=list(example.POLICY_ARNS),
        DurationSeconds=str(example.DURATION),
    )


def sign_in() -> SignIn:
    """The documentation's sample token, as though its holder had signed in; it never ends here."""
    now = time.time()
    found = documented(example.SAMPLE, now)
    assert found is not None
    says = "printed in AWS’s documentation and known to this sandbox alone; nobody signed in to get it"
    return SignIn(
        slug="amazon",
        demo=True,
        token=example.SAMPLE,
        kind="opaque",
        answer=found[1],
        profile={"name": "The documentation’s reader", "user_id": example.SUBJECT},
        issued_at=now,
        expires_at=now + example.DURATION,
        site_check=to_data(Finding(NAME, PASS, says)),
    )
