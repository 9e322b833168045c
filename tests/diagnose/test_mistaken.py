"""What is taken for something else, and what hangs on something that was not given."""

import json
import time
from dataclasses import replace

import pytest

from playground.diagnose.examine import diagnose
from playground.diagnose.examples import BY_SLUG
from playground.diagnose.fixes import fixes
from playground.diagnose.form import Form, setup_of
from playground.diagnose.reading.pasted import read_pasted
from playground.diagnose.telling import first_sentence
from playground.diagnose.unusable import Unusable
from tests.diagnose.test_what_is_left_open import CLAIMS, NOW, trust

ANYWHERE = {
    "Effect": "Allow",
    "Principal": json.loads(trust())["Statement"][0]["Principal"],
    "Action": "sts:AssumeRoleWithWebIdentity",
}
FROM_OUTSIDE = {"NotIpAddress": {"aws:SourceIp": "10.0.0.0/8"}}
DENY = {"Effect": "Deny", "Principal": "*", "Action": "sts:*"}


@pytest.mark.parametrize(
    ("statements", "undecided"),
    [
        ([ANYWHERE, {**DENY, "Condition": FROM_OUTSIDE}], True),
        ([ANYWHERE, {**DENY, "Condition": {"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}}}], True),
        ([{**ANYWHERE, "Condition": FROM_OUTSIDE}], True),
        ([{**ANYWHERE, "Condition": FROM_OUTSIDE}, ANYWHERE], False),
        ([{**ANYWHERE, "Condition": {**FROM_OUTSIDE, "StringEquals": {"id.example.com:sub": "tomas"}}}], False),
        ([ANYWHERE, {**DENY, "Condition": {**FROM_OUTSIDE, "StringEquals": {"id.example.com:sub": "tomas"}}}], False),
        ([ANYWHERE, DENY, {**DENY, "Condition": FROM_OUTSIDE}], False),
    ],
)
def test_an_answer_hangs_on_where_the_call_came_from_only_if_another_place_changes_it(statements, undecided):
    form = Form(token=json.dumps(CLAIMS), trust=json.dumps({"Version": "2012-10-17", "Statement": statements}))
    found = diagnose(setup_of(form, NOW))
    assert found.undecided == (("aws:SourceIp",) if undecided else ())
    assert not (undecided and found.allowed)
    told = diagnose(setup_of(replace(form, context="aws:SourceIp=10.1.2.3"), NOW))
    assert told.undecided == ()


@pytest.mark.parametrize("partition", ["aws-cn", "aws-us-gov"])
@pytest.mark.parametrize("role_arn", ["", "arn:aws:iam::111122223333:role/deploy"])
def test_china_and_govcloud_have_arns_of_their_own(partition, role_arn):
    policy, role_arn = (text.replace("arn:aws:", f"arn:{partition}:") for text in (trust(), role_arn))
    found = diagnose(setup_of(Form(token=json.dumps(CLAIMS), trust=policy, role_arn=role_arn), NOW))
    assert found.allowed
    assert found.account.role_arn(found.role).startswith(f"arn:{partition}:iam::111122223333:role/")


@pytest.mark.parametrize("partition", ["aws", "aws-cn", "aws-us-gov"])
def test_a_session_and_all_buckets_are_those_of_the_roles_partition(partition):
    session = f"arn:{partition}:sts::111122223333:assumed-role/deploy/ci"
    named = {
        "Effect": "Allow",
        "Principal": {"AWS": session},
        "Action": "s3:GetObject",
        "Resource": f"arn:{partition}:s3:::b/*",
    }
    listing = {"Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": f"arn:{partition}:s3:::*"}
    form = Form(
        token=json.dumps(CLAIMS),
        trust=trust().replace("arn:aws:", f"arn:{partition}:"),
        role_arn=f"arn:{partition}:iam::111122223333:role/deploy",
        session_name="ci",
    )
    read = replace(
        form,
        bucket_policy=json.dumps({"Version": "2012-10-17", "Statement": named}),
        action="s3:GetObject",
        resource=f"arn:{partition}:s3:::b/k",
    )
    assert diagnose(setup_of(read, NOW)).allowed
    buckets = replace(form, policy=json.dumps({"Version": "2012-10-17", "Statement": listing}), action="s3:ListAllMyBuckets")
    assert diagnose(setup_of(buckets, NOW)).allowed


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("ya29.a0AfH6SMBx-_abcdefghijklmnop", "an access token of Google's"),
        ("ghs_16C7e42F292c6912E7710c838347Ae178B4a", "a token for GitHub's own API"),
        ("ASIAIOSFODNN7EXAMPLE", "the id of an access key"),
    ],
)
def test_what_is_some_other_secret_is_called_by_its_name(text, says):
    with pytest.raises(Unusable, match=says):
        read_pasted(text)


COGNITO_USERS = "cognito-idp.us-east-1.amazonaws.com/us-east-1_example"


@pytest.mark.parametrize(
    ("federated", "claims", "says"),
    [
        ("graph.facebook.com", {"iss": "https://www.facebook.com"}, "trusts Facebook's access token, sent with ProviderId"),
        ("cognito-identity.amazonaws.com", {"iss": f"https://{COGNITO_USERS}"}, "this one is a user pool's"),
        (
            "arn:aws:iam::111122223333:oidc-provider/accounts.google.com",
            {"iss": "https://accounts.google.com"},
            "names `accounts.google.com` by an ARN; that provider is built in",
        ),
    ],
)
def test_a_provider_that_is_taken_for_another_is_said_to_be(federated, claims, says):
    form = Form(
        token=json.dumps(CLAIMS | claims), trust=trust({"StringEquals": {f"{federated}:aud": "x"}}, federated=federated)
    )
    found = diagnose(setup_of(form, NOW))
    assert says in first_sentence(found).sentence
    assert diagnose(setup_of(replace(form, trust=fixes(found)[0].changed[0].text), NOW)).allowed


@pytest.mark.parametrize(
    ("federated", "issuer"),
    [
        ("arn:aws:iam::111122223333:oidc-provider/https://id.example.com", "id.example.com"),
        ("arn:aws:iam::111122223333:oidc-provider/accounts.google.com", "accounts.google.com"),
    ],
)
def test_a_provider_that_is_named_wrongly_is_put_right_and_not_joined_by_another(federated, issuer):
    conditions = {"StringEquals": {f"{issuer}:sub": CLAIMS["sub"]}}
    form = Form(token=json.dumps(CLAIMS | {"iss": f"https://{issuer}"}), trust=trust(conditions, federated=federated))
    found = diagnose(setup_of(form, NOW))
    assert "has no `https://`" in first_sentence(found).sentence or "is built in" in first_sentence(found).sentence
    right = federated.replace("https://", "") if issuer == "id.example.com" else issuer
    assert fixes(found)[0].sentence == f"Name `{right}` instead of `{federated}`."
    assert diagnose(setup_of(replace(form, trust=fixes(found)[0].changed[0].text), NOW)).allowed


def test_a_token_for_pod_identity_and_a_repository_with_its_address_are_called_so():
    form = BY_SLUG["namespace"].form(time.time())
    pod = replace(form, token=form.token.replace('"sts.amazonaws.com"', '"pods.eks.amazonaws.com"'))
    assert first_sentence(diagnose(setup_of(pod, time.time()))).sentence.startswith("this token is for EKS Pod Identity")
    form = BY_SLUG["environment"].form(time.time())
    address = replace(form, trust=form.trust.replace("repo:acme", "repo:github.com/acme"))
    assert "names the repository with its address" in first_sentence(diagnose(setup_of(address, time.time()))).sentence


@pytest.mark.parametrize("account", ["<ACCOUNT_ID>", "***", "${AWS::AccountId}", "${var.account_id}", "", "1111222\u0663"])
@pytest.mark.parametrize("role_arn", ["", "arn:aws:iam::111122223333:role/deploy"])
def test_what_stands_for_an_account_is_asked_for(account, role_arn):
    form = Form(token=json.dumps(CLAIMS), trust=trust().replace("111122223333", account), role_arn=role_arn)
    with pytest.raises(Unusable, match="stands where a provider's ARN has the account"):
        diagnose(setup_of(form, NOW))
