"""Session policies, inline and managed: they limit, never widen, and must fit."""

import json
from dataclasses import replace

import pytest

from playground.sandbox.world import ManagedPolicy
from tests.sandbox.visit import ACCOUNT, BUCKET, OTHER, failed, fields, policy, refusal, role_arn, sentence, trust
from tests.tokens.minting import good, mint

READ_ONLY = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"
FULL = "arn:aws:iam::aws:policy/AmazonS3FullAccess"
READ_PHOTOS = f"arn:aws:iam::{ACCOUNT}:policy/ReadPhotos"
PATH = f"/{BUCKET}/shared/welcome.txt"


def managed(*arns):
    return {f"PolicyArns.member.{number}.arn": arn for number, arn in enumerate(arns, 1)}


def statuses(site, credentials):
    """Reading, writing and listing buckets."""
    return tuple(
        site.s3(credentials, method, path, body=b"x" if method == "PUT" else b"").response.status
        for method, path in (("GET", PATH), ("PUT", f"/{BUCKET}/new"), ("GET", "/"))
    )


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({}, (200, 200, 200)),
        ({"Policy": json.dumps(policy("s3:*"))}, (200, 200, 200)),
        ({"Policy": json.dumps(policy("s3:GetObject"))}, (200, 403, 403)),
        ({"Policy": json.dumps(policy("iam:*"))}, (403, 403, 403)),
        (managed(READ_ONLY), (200, 403, 200)),
        (managed(READ_PHOTOS), (200, 403, 403)),
        (managed(READ_PHOTOS, FULL), (200, 200, 200)),
        (managed(READ_PHOTOS) | {"Policy": json.dumps(policy("s3:PutObject"))}, (200, 200, 403)),
        (managed(FULL) | {"Policy": json.dumps(policy("s3:GetObject", effect="Deny"))}, (403, 200, 200)),
    ],
)
def test_the_session_may_do_what_the_role_and_some_session_policy_allow(site, parameters, expected):
    assert statuses(site, site.credentials(**parameters)) == expected


def test_a_session_policy_never_widens_the_role(site):
    site.edit_role("Admin", inline={"Reading": policy("s3:GetObject")})
    assert statuses(site, site.credentials(Policy=json.dumps(policy("*")))) == (200, 403, 403)


def test_a_boundary_limits_as_well_and_one_that_is_gone_allows_nothing(site):
    site.edit_role("Admin", boundary=READ_ONLY)
    credentials = site.credentials()
    assert statuses(site, credentials) == (200, 403, 200)
    answer = site.s3(credentials, "PUT", f"/{BUCKET}/new")
    assert "because no permissions boundary allows the s3:PutObject action" in refusal(answer)[2]
    site.edit_role("Admin", boundary=f"arn:aws:iam::{ACCOUNT}:policy/Gone")
    assert statuses(site, credentials) == (403, 403, 403)


MALFORMED = [
    ("{", "The policy is not in the valid JSON format."),
    ("[]", "Syntax errors in policy."),
    ('{"Version":"2012-10-17","Statement":[]}', "Syntax errors in policy."),
    ('{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*"}]}', "Policy statement must contain resources."),
    (json.dumps(policy("s3:*", Principal="*")), "Policy document should not specify a principal."),
    (json.dumps(policy("s3:*", Condition={"StringSomething": {"a": "b"}})), "Syntax errors in policy."),
    (json.dumps(policy("GetObject")), "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc."),
]


@pytest.mark.parametrize(("document", "message"), MALFORMED)
def test_a_malformed_session_policy_is_refused_in_awss_words_and_says_where(site, document, message):
    answer = site.assume(Policy=document)
    assert refusal(answer) == (400, "MalformedPolicyDocument", message)
    assert failed(answer) == "Session policy and tags"


@pytest.mark.parametrize(
    "arn",
    [f"arn:aws:iam::{ACCOUNT}:policy/Nobody", f"arn:aws:iam::{OTHER}:policy/ReadPhotos", "arn:aws:iam::aws:policy/Nobody"],
)
def test_a_managed_policy_must_exist_in_the_roles_own_account_or_be_awss(site, arn):
    answer = site.assume(**managed(arn))
    assert refusal(answer)[:2] == (400, "MalformedPolicyDocument")
    assert arn in sentence(answer)
    assert not answer.confirmed


def test_policies_that_do_not_fit_are_refused(site):
    long = json.dumps(policy("s3:GetObject", resource=[f"arn:aws:s3:::{BUCKET}/{'x' * 40}{number}" for number in range(70)]))
    site.stores.accounts.change(
        ACCOUNT, lambda account: replace(account, policies={"Long": ManagedPolicy("Long", long, "ANPALONG")})
    )
    status, code, message = refusal(site.assume(**managed(f"arn:aws:iam::{ACCOUNT}:policy/Long")))
    assert (status, code) == (400, "PackedPolicyTooLarge")
    assert message.startswith("Packed policy consumes ")
    assert message.endswith("% of allotted space, please use smaller policy.")


@pytest.mark.parametrize(("length", "status"), [(2048, 200), (2049, 400)])
def test_session_policies_together_have_2048_characters_at_most(site, length, status):
    document = json.dumps(policy("s3:GetObject"))
    given = {"Policy": document, **managed(READ_PHOTOS)}
    beside = len(site.stores.accounts.get(ACCOUNT).policies["ReadPhotos"].document)
    given["Policy"] = document.replace("{", "{" + " " * (length - beside - len(document)), 1)
    assert site.assume(**given).response.status == status


def test_it_is_the_policies_that_are_too_large_though_there_are_tags(site):
    tags = {"https://aws.amazon.com/tags": {"principal_tags": {"team": ["photos"]}}}
    trusted = trust(f"arn:aws:iam::{ACCOUNT}:oidc-provider/idp.example.com", "sts:AssumeRoleWithWebIdentity", "sts:TagSession")
    site.edit_role("Admin", trust_policy=trusted)
    long = {"Policy": json.dumps(policy("s3:GetObject")).ljust(2000), **managed(READ_PHOTOS)}
    assert refusal(site.assume(mint(good() | tags), **long))[2].startswith("Packed policy consumes ")


@pytest.mark.parametrize("least", [1, 3001, 3002, 3003, 4096])
def test_a_token_can_be_asked_to_be_so_long_at_least(site, least):
    told = fields(site.assume(MinimumSessionTokenSize=str(least)))
    assert least <= len(told["SessionToken"]) < max(least, 1000) + 4
    assert int(told["SessionTokenSize"]) == len(told["SessionToken"])


def test_the_packed_size_is_there_when_something_was_packed_and_always_the_same(site):
    sizes = {fields(site.assume(Policy=json.dumps(policy("s3:Get*"))))["PackedPolicySize"] for _ in range(3)}
    assert len(sizes) == 1
    assert 0 < int(sizes.pop()) < 100
    assert "PackedPolicySize" in fields(site.assume(**managed(READ_ONLY)))
    assert "PackedPolicySize" not in fields(site.assume())


def test_the_sentence_of_a_denial_names_the_type_of_policy_that_decided(site):
    resource = f'"arn:aws:s3:::{BUCKET}/shared/welcome.txt"'
    start = f"User: arn:aws:sts::{ACCOUNT}:assumed-role/Admin/maya is not authorized to perform: s3:GetObject on resource: {resource}"
    for changes, parameters, end in (
        ({}, {"Policy": json.dumps(policy("s3:Put*"))}, "because no session policy allows the s3:GetObject action"),
        ({}, {"Policy": json.dumps(policy("s3:*", effect="Deny"))}, "with an explicit deny in a session policy"),
        ({"inline": {"None": policy("s3:Put*")}}, {}, "because no identity-based policy allows the s3:GetObject action"),
        ({"inline": {"No": policy("s3:*", effect="Deny")}}, {}, "with an explicit deny in an identity-based policy"),
    ):
        site.edit_role("Admin", **changes)
        answer = site.s3(site.credentials(**parameters), "GET", PATH)
        assert refusal(answer) == (403, "AccessDenied", f"{start} {end}")


def test_a_role_policy_counts_at_once_and_a_session_policy_stays_as_it_was_passed(site):
    credentials = site.credentials(Policy=json.dumps(policy("s3:GetObject")), **managed(READ_PHOTOS))
    assert statuses(site, credentials)[0] == 200
    site.edit_role("Admin", inline={"None": policy("s3:PutObject")})
    assert statuses(site, credentials) == (403, 403, 403)
    site.edit_role("Admin", inline={"All": policy("s3:*")})
    site.stores.accounts.change(ACCOUNT, lambda account: replace(account, policies={}))
    assert statuses(site, credentials) == (200, 403, 403)


def test_the_arn_of_a_session_leaves_out_the_path_of_its_role(site):
    account = site.stores.accounts.get(ACCOUNT)
    site.stores.accounts.change(
        ACCOUNT, lambda kept: kept.with_role(replace(account.roles["Admin"], name="Deep", path="/a/b/"))
    )
    answer = site.assume(role=role_arn("a/b/Deep"))
    assert fields(answer)["Arn"] == f"arn:aws:sts::{ACCOUNT}:assumed-role/Deep/maya"
    assert refusal(site.assume(role=role_arn("Deep")))[1] == "AccessDenied"
