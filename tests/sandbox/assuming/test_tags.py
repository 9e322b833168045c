"""Session tags, source identity and what the trust policy must say of them."""

import json
import random
import string
from dataclasses import replace
from urllib.parse import quote

import pytest

from playground.sandbox.assuming.minting import session_ahead
from playground.sandbox.assuming.web_identity import Identity
from playground.tokens.provider import RegisteredProvider
from tests.sandbox.visit import ACCOUNT, BUCKET, fields, policy, refusal, role_arn, sentence, trust
from tests.tokens.minting import good, mint

TAGS, SOURCE = "https://aws.amazon.com/tags", "https://aws.amazon.com/source_identity"
PROVIDER = f"arn:aws:iam::{ACCOUNT}:oidc-provider/idp.example.com"
ASSUME, TAG, SET = "sts:AssumeRoleWithWebIdentity", "sts:TagSession", "sts:SetSourceIdentity"


def tagged(transitive=(), **tags):
    return mint(
        good()
        | {TAGS: {"principal_tags": {key: [value] for key, value in tags.items()}, "transitive_tag_keys": list(transitive)}}
    )


def test_tags_need_the_trust_policy_to_allow_tag_session(site):
    answer = site.assume(tagged(team="photos"))
    assert refusal(answer) == (403, "AccessDenied", "Not authorized to perform sts:TagSession")
    assert not answer.confirmed
    site.edit_role("Admin", trust_policy=trust(PROVIDER, ASSUME, TAG))
    assert site.assume(tagged(team="photos")).response.status == 200


def test_a_source_identity_needs_the_trust_policy_to_allow_that(site):
    token = mint(good() | {SOURCE: "maya@example.com"})
    site.edit_role("Admin", trust_policy=trust(PROVIDER, ASSUME, TAG))
    assert refusal(site.assume(token)) == (403, "AccessDenied", "Not authorized to perform sts:SetSourceIdentity")
    site.edit_role("Admin", trust_policy=trust(PROVIDER, ASSUME, SET))
    assert fields(site.assume(token))["SourceIdentity"] == "maya@example.com"


def test_a_deny_of_tag_session_is_heard_whatever_else_allows_it(site):
    document = trust(PROVIDER, "sts:*")
    document["Statement"] += trust(PROVIDER, TAG, effect="Deny", Condition={"StringEquals": {"aws:RequestTag/team": "x"}})[
        "Statement"
    ]
    site.edit_role("Admin", trust_policy=document)
    assert site.assume(tagged(team="photos")).response.status == 200
    assert refusal(site.assume(tagged(team="x")))[2] == "Not authorized to perform sts:TagSession"


@pytest.mark.parametrize(
    ("token", "code", "message"),
    [
        (
            tagged(["nobody"], team="x"),
            "InvalidParameterValue",
            "The specified transitive tag key must be included in the requested tags.",
        ),
        (
            tagged(Team="x", team="y"),
            "InvalidParameterValue",
            "Duplicate tag keys found. Please note that Tag keys are case insensitive.",
        ),
        (tagged(**{f"k{number}": "x" for number in range(51)}), "InvalidIdentityToken", None),
        (tagged(**{"aws:team": "x"}), "InvalidIdentityToken", None),
        (tagged(team="x" * 257), "InvalidIdentityToken", None),
        (tagged(**{"k" * 129: "x"}), "InvalidIdentityToken", None),
        (mint(good() | {TAGS: {"principal_tags": {"team": ["a", "b"]}}}), "InvalidIdentityToken", None),
        (mint(good() | {SOURCE: "x"}), "InvalidIdentityToken", None),
        (mint(good() | {SOURCE: 7}), "InvalidIdentityToken", None),
    ],
)
def test_tags_that_aws_does_not_take_are_refused(site, token, code, message):
    site.edit_role("Admin", trust_policy=trust(PROVIDER, "sts:*"))
    answer = site.assume(token)
    assert refusal(answer)[:2] == (400, code)
    assert message in (None, refusal(answer)[2])
    assert sentence(answer)


def test_a_policy_reads_the_tags_of_the_session_and_the_roles_own_below_them(site):
    own = policy("s3:GetObject", resource=f"arn:aws:s3:::{BUCKET}/${{aws:PrincipalTag/folder}}/*")
    site.edit_role("Admin", trust_policy=trust(PROVIDER, "sts:*"), inline={"Own": own}, tags={"Folder": "shared"})
    without = site.credentials()
    assert site.s3(without, "GET", f"/{BUCKET}/shared/welcome.txt").response.status == 200
    tagged_ones = site.credentials(tagged(folder="maya"))
    assert site.s3(tagged_ones, "GET", f"/{BUCKET}/maya/notes.txt").response.status == 200
    assert site.s3(tagged_ones, "GET", f"/{BUCKET}/shared/welcome.txt").response.status == 403


def test_a_session_tag_comes_in_the_place_of_the_roles_whose_key_has_other_capitals(site):
    """One tag is handed on to a chained session then, and not the role's own beside it."""
    only = {"ForAllValues:StringEquals": {"aws:TagKeys": "folder", "sts:TransitiveTagKeys": "folder"}}
    chain = {"Effect": "Allow", "Principal": {"AWS": role_arn("Admin")}, "Action": "sts:*", "Condition": only}
    document = trust(PROVIDER, "sts:*")
    document["Statement"].append(chain)
    site.edit_role("Admin", trust_policy=document, inline={"Own": policy("*")}, tags={"Folder": "shared"})
    session = site.credentials(tagged(["folder"], folder="maya"))
    answer = site.sts(session, "AssumeRole", RoleArn=role_arn("Admin"), RoleSessionName="two")
    assert answer.response.status == 200
    assert "`1` session tags, `1` of them handed on by the calling session" in [one.sentence for one in answer.finding.reasons]


def test_what_is_known_of_a_session_ahead_is_what_it_then_has(site):
    """Pages and Diagnose judge by it before anybody has called."""
    site.edit_role("Admin", trust_policy=trust(PROVIDER, ASSUME, TAG, SET), tags={"Folder": "shared", "Stage": "test"})
    claims = good() | {SOURCE: "maya", TAGS: {"principal_tags": {"folder": ["maya"]}, "transitive_tag_keys": ["folder"]}}
    made = site.stores.sealer.open(site.credentials(mint(claims)).session_token)
    assert made.tags == {"Stage": "test", "folder": "maya"}
    account = site.stores.accounts.get(ACCOUNT)
    identity = Identity(RegisteredProvider("idp.example.com", PROVIDER), claims)
    ahead = session_ahead(identity, account, account.roles["Admin"], made.session_name, made.issued)
    unknown = {"access_key_id": "", "secret_access_key": "", "expires": made.issued}
    assert ahead == replace(made, **unknown)


@pytest.mark.parametrize("subject", ["*", "ma?a", "${*}", "m*"])
def test_a_claim_in_a_variable_is_never_a_wildcard(site, subject):
    site.edit_role(
        "Admin", inline={"Own": policy("s3:GetObject", resource=f"arn:aws:s3:::{BUCKET}/${{idp.example.com:sub}}/*")}
    )
    anybody = site.credentials(mint(good(sub=subject)))
    assert site.s3(anybody, "GET", f"/{BUCKET}/maya/notes.txt").error == "AccessDenied"
    site.edit_role(
        "Admin",
        inline={
            "Own": policy("s3:GetObject", resource=f"arn:aws:s3:::{BUCKET}/${{idp.example.com:sub}}/*"),
            "List": policy("s3:ListBucket"),
        },
    )
    assert site.s3(anybody, "GET", f"/{BUCKET}/{quote(subject)}/notes.txt").error == "NoSuchKey"


def test_the_source_identity_and_the_provider_stay_with_the_session(site):
    only = {"Condition": {"StringEquals": {"aws:SourceIdentity": "maya", "aws:FederatedProvider": PROVIDER}}}
    site.edit_role("Admin", trust_policy=trust(PROVIDER, "sts:*"), inline={"Only": json.dumps(policy("s3:*", **only))})
    assert site.s3(site.credentials(mint(good() | {SOURCE: "maya"}))).response.status == 200
    assert site.s3(site.credentials(mint(good() | {SOURCE: "tomas"}))).response.status == 403
    assert site.s3(site.credentials()).response.status == 403


def test_tags_are_packed_and_too_many_do_not_fit(site):
    site.edit_role("Admin", trust_policy=trust(PROVIDER, "sts:*"))
    assert 0 < int(fields(site.assume(tagged(team="photos")))["PackedPolicySize"]) <= 100
    chance = random.Random(1)
    noise = {f"key{number}": "".join(chance.choices(string.ascii_letters + string.digits, k=256)) for number in range(40)}
    status, code, message = refusal(site.assume(tagged(**noise)))
    assert (status, code) == (400, "PackedPolicyTooLarge")
    assert message.startswith("Packed size of session tags consumes ")
    assert message.endswith("% of allotted space.")
