"""What stands in large letters over a refusal is so: it names what was compared, and whose it is."""

import json

import pytest

from playground.explain import FAIL, Compared, Finding, first_failed
from playground.sandbox.headlines import headline, headline_of_use
from playground.sandbox.headlines.absent import of_absent
from tests.sandbox.visit import ACCOUNT, BUCKET, OTHER, policy, role_arn, trust
from tests.tokens.minting import good, mint

ISSUER = "idp.example.com"
PROVIDER, OTHERS = (f"arn:aws:iam::{one}:oidc-provider/{ISSUER}" for one in (ACCOUNT, OTHER))
OWN = f" this token's provider begin with `{ISSUER}:`"
ASSUME, TAGS = "sts:AssumeRoleWithWebIdentity", "https://aws.amazon.com/tags"


def over(site, trust_policy, **claims):
    """The headline over a refusal by this trust policy."""
    site.edit_role("Admin", trust_policy=trust_policy)
    answer = site.assume(mint(good() | claims))
    return headline(first_failed(answer.finding.reasons), "Admin", good() | claims).sentence


@pytest.mark.parametrize(
    ("condition", "says"),
    [
        # the call's own values are not said to be the token's
        ({"StringEquals": {"sts:RoleSessionName": "bob"}}, "`sts:RoleSessionName` is `maya`, and `StringEquals` wants `bob`"),
        ({"Bool": {"aws:SecureTransport": "true"}}, "`aws:SecureTransport` is `false`, and `Bool` wants `true`"),
        # the case of a key does not matter
        ({"StringEquals": {f"{ISSUER}:Email": "m@example.com"}}, f"the trust policy of `Admin` tests `{ISSUER}:Email`, and the token has"),
        ({"StringEquals": {f"{ISSUER}:hd": "x"}}, f"the trust policy of `Admin` tests `{ISSUER}:hd`, a key that AWS does not fill"),
        # a key that is another provider's, or nobody's, says nothing of the token's claims
        ({"StringEquals": {"id.example.net:sub": "maya"}}, f"the trust policy of `Admin` tests `id.example.net:sub`, and the keys of{OWN}"),
        ({"StringEquals": {f"https://{ISSUER}:sub": "m"}}, f"the trust policy of `Admin` tests `https://{ISSUER}:sub`, and the keys of"),
        ({"StringEquals": {"sub": "maya"}}, f"the trust policy of `Admin` tests `sub`, and the keys of{OWN}"),
        # what is no matter of who it is
        ({"StringEquals": {f"{ISSUER}:sub": "${aws:username}"}}, f"the trust policy of `Admin` compares `{ISSUER}:sub` with the variable"),
        ({"NumericEquals": {f"{ISSUER}:sub": 5}}, f"`{ISSUER}:sub` is `maya`, which is not a number"),
        ({"StringEquals": {f"{ISSUER}:sub": []}}, f"`{ISSUER}:sub` is `maya`, and `StringEquals` lists nothing"),
        ({"StringEquals": {f"{ISSUER}:sub": "bob"}}, "the role `Admin` trusts somebody else than this token names"),
    ],
)  # fmt: skip
def test_a_headline_says_of_whom_the_value_is_and_what_it_was_compared_with(site, condition, says):
    assert over(site, trust(PROVIDER, ASSUME, Condition=condition)).startswith(says)


def test_of_a_signature_that_does_not_fit_the_key_stands_out_for_what_it_did_not_sign(site):
    answer = site.assume(mint()[:-8] + "AAAAAAAA")
    told = headline(first_failed(answer.finding.reasons), "Admin", good()).sentence
    assert told.startswith("the token was changed after it was signed, or another key than `")


def test_an_issuer_whose_name_begins_like_a_key_of_the_calls_own_is_an_issuer():
    key, claims = "sts.windows.net/tenant/:email", {"iss": "https://sts.windows.net/tenant/"}
    says, values = of_absent(key, "Admin", claims)
    assert says.format(*values) == f"the trust policy of `Admin` tests `{key}`, and the token has no such claim"


GITLAB, TERRAFORM = "project_path:acme/site:ref_type:branch:ref:", "organization:acme:project:Net:workspace:"
SUBJECTS = [
    # the policy's, the token's, what is said behind the role
    (
        "repo:acme/site",
        "repo:acme/site:ref:refs/heads/main",
        "ends after `repo:acme/site`, and the token's `sub` goes on with `:ref:",
    ),
    (
        "acme/site:*",
        "repo:acme/site:ref:refs/heads/main",
        "the token's `sub` has `repo:` before what the trust policy of `Admin` wants",
    ),
    (
        "repo:acme/site/*",
        "repo:acme/site:environment:e",
        "agree as far as `repo:acme/`; then the policy has `site/*` and the token `site:env",
    ),
    (
        "repo:acme/*:environment:e",
        "repo:acme/site:pull_request",
        "trusts a job for the environment `e`, and this is a pull request's job",
    ),
    (
        "repo:other/*:pull_request",
        "repo:acme/site:pull_request",
        "trusts a job of the repository `other/*`, and this is a job of the",
    ),
    ("repo:acme/site/*", f"repo:acme/site:environment:{'e' * 200}", f"and the token `site:environment:{'e' * 31}…`"),
    (
        "system:serviceaccount:*:b",
        "system:serviceaccount:a:c",
        "trusts the service account `b`, and this is the service account `c`",
    ),
    (GITLAB + "develop", GITLAB + "main", "trusts a job on the branch `develop`, and this is a job on the branch `main`"),
    (
        GITLAB.replace("acme", "other") + "*",
        GITLAB + "main",
        "a job of the project `other/site`, and this is a job of the project `acme/",
    ),
    (
        GITLAB.replace("branch", "tag") + "*",
        GITLAB + "main",
        "trusts a job for the tag `*`, and this is a job on the branch `main`",
    ),
    (
        TERRAFORM + "*:run_phase:plan",
        TERRAFORM + "a:run_phase:apply",
        "a run of the phase `plan`, and this is a run of the phase `apply`",
    ),
    (
        TERRAFORM + "b:run_phase:*",
        TERRAFORM + "a:run_phase:apply",
        "a run of the workspace `b`, and this is a run of the workspace `a`",
    ),
    (
        "organization:acme:workspace:a:*",
        TERRAFORM + "a:run_phase:plan",
        "agree as far as `organization:acme:`; then the policy has `work",
    ),
    ("a:" * 90 + "b", "a:" * 90 + "c", "the role `Admin` trusts somebody else than this token names"),
    ("auth0|b", "google|b", "the role `Admin` trusts somebody else than this token names"),
]


@pytest.mark.parametrize(("wanted", "sub", "says"), SUBJECTS)
def test_of_two_subjects_it_is_said_where_they_go_different_ways(site, wanted, sub, says):
    assert says in over(site, trust(PROVIDER, ASSUME, Condition={"StringLike": {f"{ISSUER}:sub": wanted}}), sub=sub)


@pytest.mark.parametrize(
    ("claims", "wanted", "says"),
    [
        (
            {"azp": "app.idp.example.com "},
            "app.idp.example.com",
            "the token's `azp` and the trust policy of `Admin` differ in white space",
        ),
        ({"aud": "https://api"}, "api", "the token's `aud` and the trust policy of `Admin` differ in `https://` only"),
        (
            {"aud": ["api", "other"], "azp": "app"},
            "api",
            f"`{ISSUER}:aud` is read from `azp` when the token has one, and the role",
        ),
    ],
)
def test_an_audience_that_is_nearly_meant_is_no_other_app(claims, wanted, says):
    asked = Compared(str(claims.get("azp") or claims["aud"]), wanted, f"{ISSUER}:aud", "StringEquals", True)
    failed = Finding("Trust policy", FAIL, "`{}` is `{}`, and `{}` wants `{}`", (), compared=asked)
    assert headline(failed, "Admin", claims).sentence.startswith(says)


def test_of_several_tags_the_one_that_is_not_listed_is_named(site):
    listed = trust(PROVIDER, ASSUME, "sts:TagSession", Condition={"ForAllValues:StringEquals": {"aws:TagKeys": ["team"]}})
    tags = {TAGS: {"principal_tags": {"team": ["x"], "other": ["y"]}}}
    assert over(site, listed, **tags) == "`aws:TagKeys` has `other`, and `ForAllValues:StringEquals` wants `team`"


def test_of_several_statements_that_name_others_the_one_about_tokens_is_told(site):
    people = {"Effect": "Allow", "Principal": {"AWS": ACCOUNT}, "Action": "sts:AssumeRole"}
    document = trust(OTHERS, ASSUME)
    document["Statement"].insert(0, people)
    assert over(site, document).startswith(f"the trust policy names the identity provider of account `{OTHER}`")


def test_that_there_is_no_object_is_said_before_who_would_have_told(site):
    site.edit_role("Admin", inline={"Own": policy("s3:*")})
    narrow = site.credentials(Policy=json.dumps(policy("s3:GetObject")))
    answer = site.s3(narrow, "GET", f"/{BUCKET}/nowhere.txt")
    told = headline_of_use(answer.finding, first_failed(answer.finding.reasons))
    assert told.sentence == "there is no such object, and without `s3:ListBucket` you are not told so"


@pytest.mark.parametrize(
    ("inline", "says"), [(True, "the role would allow"), (False, "the bucket policy would allow the role")]
)
def test_what_a_session_policy_keeps_out_is_said_to_be_allowed_by_the_policy_that_does(site, inline, says):
    site.edit_role("Admin", inline={"Own": policy("s3:*")} if inline else {})
    statement = policy("s3:GetObject", resource=f"arn:aws:s3:::{BUCKET}/*")["Statement"][0]
    granted = {"Version": "2012-10-17", "Statement": [statement | {"Principal": {"AWS": role_arn("Admin")}}]}
    site.buckets.set_policy(BUCKET, "" if inline else json.dumps(granted))
    narrow = site.credentials(Policy=json.dumps(policy("s3:PutObject")))
    answer = site.s3(narrow, "GET", f"/{BUCKET}/shared/welcome.txt")
    assert answer.response.status == 403
    told = headline_of_use(answer.finding, first_failed(answer.finding.reasons))
    assert told.sentence.startswith(f"{says} `s3:GetObject`")
