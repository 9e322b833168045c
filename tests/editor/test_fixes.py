"""What is offered of a bucket's policy is what S3 would keep."""

import json

import pytest

from playground.editor.fixes import fixes
from playground.iam import Policies, PolicyType, Request, decide, parse_policy
from playground.sandbox.s3.bucket_policy.rules import fits

SESSION = "arn:aws:sts::111122223333:assumed-role/App/maya"
BUCKET = "arn:aws:s3:::photos"
BOTH = [BUCKET, f"{BUCKET}/*"]


def offered(statement, action, resource):
    texts = [
        {"Version": "2012-10-17", "Statement": [one]}
        for one in ({"Effect": "Allow", "Action": "*", "Resource": "*"}, statement)
    ]
    own, bucket = (
        parse_policy(text, kind) for text, kind in zip(texts, (PolicyType.IDENTITY, PolicyType.RESOURCE), strict=True)
    )
    policies, asked = Policies(identity=(own,), resource=bucket), Request(action, resource, SESSION, {}, "111122223333")
    return fixes(asked, policies, decide(asked, policies))


@pytest.mark.parametrize(("action", "resource"), [("s3:ListBucket", BUCKET), ("s3:GetObject", f"{BUCKET}/k")])
def test_no_action_of_a_buckets_policy_loses_all_that_it_acts_on(action, resource):
    """S3 refuses such a policy: Action does not apply to any resource(s) in statement."""
    statement = {
        "Effect": "Deny",
        "Principal": {"AWS": SESSION},
        "Action": ["s3:GetObject", "s3:ListBucket"],
        "Resource": [*BOTH, f"{BUCKET}/k"],
    }
    found = offered(statement, action, resource)
    assert found[0].sentence == f"Take `{action}` off what `statement 1` denies under `Action`."
    assert all(fits(changed.text) for fix in found for changed in fix.changed if changed.kind == "RESOURCE")


def test_a_policy_that_s3_would_not_take_as_it_is_has_fixes_all_the_same():
    statement = {
        "Effect": "Deny",
        "Principal": {"AWS": SESSION},
        "Action": ["s3:GetObject", "s3:CreateBucket"],
        "Resource": f"{BUCKET}/*",
    }
    assert not fits(json.dumps({"Statement": [statement]}))
    assert offered(statement, "s3:GetObject", f"{BUCKET}/k")
