"""What is said of a refusal is so: of which statement, of what comes next, and of what a change would come to."""

import json
from dataclasses import replace

import pytest

from playground.diagnose.examine import diagnose
from playground.diagnose.fixes import fixes, texts
from playground.diagnose.form import Form, setup_of
from playground.diagnose.telling import first_sentence, then
from tests.diagnose.test_what_is_left_open import CLAIMS, NOW, RECORD, trust

GITHUB = "token.actions.githubusercontent.com"
PROVIDER = f"arn:aws:iam::111122223333:oidc-provider/{GITHUB}"
JOB = {**CLAIMS, "iss": f"https://{GITHUB}", "aud": "sts.amazonaws.com", "sub": "repo:acme/web:environment:prod"}


def examined(claims, trusted, **fields):
    form = Form(token=json.dumps(claims), trust=trusted, **fields)
    return form, diagnose(setup_of(form, NOW))


def trusting(*subjects):
    statements = [
        json.loads(trust({"StringLike": {f"{GITHUB}:sub": one}}, federated=PROVIDER))["Statement"][0] for one in subjects
    ]
    return json.dumps({"Version": "2012-10-17", "Statement": statements})


@pytest.mark.parametrize(
    ("subjects", "says", "statement"),
    [
        (["repo:acme/app:*", "repo:acme/web:ref:*"], "the role `the-role` trusts a job with `ref:*`, and this is a job", 1),
        (["repo:acme/web:ref:*", "repo:acme/app:*"], "the role `the-role` trusts a job with `ref:*`, and this is a job", 0),
        (["repo:acme/web:ref:*", "repo:acme/web:environment:Prod"], "the token's `sub` and the trust policy of `the-role` differ in", 1),
        (["repo:acme/app:*", "repo:acme/api:*"], "the role `the-role` trusts a job of the repository `acme/app`", 0),
    ],
)  # fmt: skip
def test_of_statements_as_near_the_one_that_differs_least_is_named(subjects, says, statement):
    _, found = examined(JOB, trusting(*subjects))
    assert first_sentence(found).sentence.startswith(says)
    gate = next(one for one in found.chain if one.name == "Trust policy")
    assert gate.pointer.startswith(f"/Statement/{statement}/")


def test_a_statement_that_leaves_the_value_out_is_not_nearer_than_one_that_nearly_has_it():
    policy = json.loads(trusting("repo:acme/web:environment:prod", "repo:acme/web:environment:Prod"))
    policy["Statement"][0]["Condition"] = {"StringNotLike": policy["Statement"][0]["Condition"]["StringLike"]}
    _, found = examined(JOB, json.dumps(policy))
    assert "differ in capital letters only" in first_sentence(found).sentence


@pytest.mark.parametrize("issuer", ["https://id.example.com/", "https://ID.example.com"])
def test_the_list_that_was_given_is_not_said_to_be_empty_where_no_provider_has_the_issuer(issuer):
    _, found = examined({**CLAIMS, "iss": issuer}, trust(), audiences="my-app")
    assert found.failed.name == "Registered provider"
    assert all(one.name != "Audience" for one in found.later)
    _, found = examined({**CLAIMS, "iss": issuer}, trust(), audiences="other")
    assert then(found).sentence == "the token was made for `my-app`, and the identity provider in IAM takes tokens for `other`"


@pytest.mark.parametrize(
    ("claims", "says"),
    [
        ({"iss": "kubernetes/serviceaccount"}, "`iss` is `kubernetes/serviceaccount`, and should be a URL"),
        ({"aud": None}, "there is no aud"),
        ({"sub": ""}, "`sub` is empty"),
        ({"aud": None, "token_use": "access"}, "this is an access token of a Cognito user pool, which has no `aud`; STS takes the ID token"),
    ],
)  # fmt: skip
def test_of_the_token_that_is_yet_to_come_nothing_is_said(claims, says):
    conditions = {"StringEquals": {"id.example.com:aud": "my-app", "id.example.com:sub": "maya"}}
    claims = {name: value for name, value in (CLAIMS | claims).items() if value is not None}
    _, found = examined(claims, trust(conditions), action="s3:GetObject", resource="arn:aws:s3:::b/x")
    assert first_sentence(found).sentence.startswith(says)
    assert then(found) is None
    behind = [(one.name, str(one.verdict)) for one in found.chain[-4:]]
    assert behind == [(name, "skip") for name in ("Trust policy", "Duration", "Session policy and tags", "s3:GetObject")]


def test_where_a_change_lets_the_call_in_none_is_offered_that_does_not():
    conditions = {"StringEquals": {"id.example.com:aud": "my-app"}}
    form, found = examined({**CLAIMS, "aud": "pods.eks.amazonaws.com"}, trust(conditions), audiences="my-app")
    offered = fixes(found)
    assert [fix.sentence for fix in offered] == ["Have the token made for `my-app`: its `aud` is then that alone."]
    assert all(diagnose(setup_of(replace(form, **texts(fix)), NOW)).allowed for fix in offered)


def test_a_claim_whose_name_has_a_colon_is_the_providers_and_no_other_key_takes_its_place():
    """Nothing but the audience would be asked, where a group was."""
    key = "id.example.com:cognito:groups"
    _, found = examined({**CLAIMS, "cognito:groups": ["admin"]}, trust({"ForAnyValue:StringEquals": {key: "admin"}}))
    assert first_sentence(found).sentence.endswith(f"tests `{key}`, a key that AWS does not fill for this provider")
    assert all(fix.sentence.startswith("Append a statement") for fix in fixes(found))


@pytest.mark.parametrize("account", ["111122223333", "XXXXXXXXXXXX"])
def test_a_record_tells_the_audience_also_where_an_account_is_blotted_out(account):
    principal = f"arn:aws:iam::{account}:oidc-provider/id.example.com:my-app:repo:acme/site"
    identity = {**RECORD["userIdentity"], "principalId": principal}
    _, found = examined({**RECORD, "userIdentity": identity}, trust())
    assert found.setup.pasted.unverified_claims["aud"] == "my-app"


def test_a_list_that_is_another_providers_refuses_nobody():
    """Entra's two endpoints are two issuers; the list that was given is that of the one which the role trusts."""
    named = "arn:aws:iam::111122223333:oidc-provider/sts.windows.net/tenant/"
    claims = {**CLAIMS, "iss": "https://login.microsoftonline.com/tenant/v2.0", "azp": "client"}
    form, found = examined(claims, trust(federated=named), audiences="app")
    assert first_sentence(found).sentence.startswith(f"the role `the-role` trusts `{named}`, and this token comes from")
    assert {one.name: str(one.verdict) for one in found.chain}["Audience"] == "open"
    offered = fixes(found)
    assert offered
    assert all(diagnose(setup_of(replace(form, **texts(fix)), NOW)).allowed for fix in offered)
    _, found = examined(
        claims, trust(federated=named), audiences="app", provider_url="https://login.microsoftonline.com/tenant/v2.0"
    )
    assert found.failed.name == "Audience"


@pytest.mark.parametrize(
    ("deny", "says"),
    [
        (
            {"Condition": {"StringNotLike": {f"{GITHUB}:sub": "repo:acme/app:*"}}},
            f": `{GITHUB}:sub` is `repo:acme/web:environment:prod`, and `StringNotLike` wants none of `repo:acme/app:*`",
        ),
        ({}, ""),
    ],
)
def test_a_deny_is_named_with_what_it_speaks_about(deny, says):
    policy = json.loads(trusting("repo:acme/*"))
    policy["Statement"].append({"Effect": "Deny", "Principal": "*", "Action": "sts:*", **deny})
    _, found = examined(JOB, json.dumps(policy))
    assert first_sentence(found).sentence == f"the trust policy of `the-role` denies this token by `statement 2`{says}"


def test_the_two_ids_of_an_app_at_amazon_are_told_apart():
    answer = {
        "app_id": "amzn1.application.1",
        "aud": "amzn1.application-oa2-client.2",
        "user_id": "amzn1.account.A",
        "exp": 900,
    }
    policy = trust({"StringEquals": {"www.amazon.com:app_id": answer["aud"]}}, federated="www.amazon.com")
    _, found = examined(answer, policy)
    assert first_sentence(found).sentence == (
        "`www.amazon.com:app_id` is the application's id, `app_id` in Amazon's answer, and the role `the-role` wants there the client's"
        " id, which is `aud`"
    )


@pytest.mark.parametrize(
    "issuer", ["https://keycloak.example.com:8443/realms/x", "http://id.example.com", "https://id.example.com/a?b=c"]
)
def test_no_provider_is_taken_to_be_there_that_iam_does_not_take(issuer):
    named = f"arn:aws:iam::111122223333:oidc-provider/{issuer.removeprefix('https://')}"
    _, found = examined({**CLAIMS, "iss": issuer}, trust(federated=named))
    says = (
        f"IAM takes no identity provider for `{issuer}`: its URL must begin with `https://` and have no port, query or fragment"
    )
    assert first_sentence(found).sentence == found.failed.sentence == says
    assert found.refusal.message == f"No OpenIDConnect provider found in your account for {issuer}"


@pytest.mark.parametrize(
    "audiences",
    [
        "my-app",
        '"my-app", "other"',
        '["my-app"]',
        json.dumps({"Url": "id.example.com", "ClientIDList": ["other", "my-app"], "ThumbprintList": ["x"]}, indent=4),
    ],
)
def test_client_ids_are_read_as_the_cli_shows_them(audiences):
    _, found = examined(
        CLAIMS, trust(), audiences=audiences, provider_url="arn:aws:iam::111122223333:oidc-provider/id.example.com"
    )
    assert {one.name: str(one.verdict) for one in found.chain}["Audience"] == "pass"
    assert {one.name: str(one.verdict) for one in found.chain}["Registered provider"] == "pass"
    _, found = examined({**CLAIMS, "aud": "ThumbprintList"}, trust(), audiences=audiences)
    assert found.failed.name == "Audience"


@pytest.mark.parametrize(
    "wanted",
    [
        "repo:acme/web:environment:prod\u200b",
        "\ufeffrepo:acme/web:environment:prod",
        "repo:acme/\u2060web:environment:prod\u00a0",
    ],
)
def test_a_character_that_prints_nothing_is_named(wanted):
    """It comes along from a page or a chat, and two values that look the same are none."""
    form, found = examined(JOB, trusting(wanted).replace("StringLike", "StringEquals"))
    assert first_sentence(found).sentence == (
        "the token's `sub` and the trust policy of `the-role` differ only in a character that prints nothing, and `StringEquals` tells them"
        " apart"
    )
    assert fixes(found)[0].sentence.endswith(f"instead of `{wanted}`, which differs only in a character that prints nothing.")
    assert diagnose(setup_of(replace(form, **texts(fixes(found)[0])), NOW)).allowed


def test_a_placeholder_that_nobody_filled_in_is_no_variable():
    _, found = examined(JOB, trusting("repo:${ORG}/web:environment:prod").replace("StringLike", "StringEquals"))
    assert first_sentence(found).sentence.startswith(
        "the trust policy of `the-role` has a placeholder, `ORG`, that nobody filled in"
    )
    first, *others = fixes(found)
    assert first.sentence.endswith("be `repo:acme/web:environment:prod` instead of `repo:${ORG}/web:environment:prod`.")
    assert not any("keeps everybody to their own" in caution.sentence for fix in (first, *others) for caution in fix.cautions)
    _, found = examined(JOB, trusting("repo:${aws:username}/web:environment:prod"))
    assert "with the variable `aws:username`, which has no value" in first_sentence(found).sentence
