"""Resource control policies: what Organizations keeps, and what they come to beside a trust policy and a bucket policy."""

import pytest

from playground.documents import write_json
from playground.iam import MalformedPolicy, Outcome, Policies, PolicyType, Request, decide, parse_policy
from playground.iam.denial import denial
from playground.iam.lint import lint
from playground.iam.repair.repair import repairs
from playground.iam.repair.trial import after
from playground.iam.verdict import verdict

GITHUB = "token.actions.githubusercontent.com"
PROVIDER = f"arn:aws:iam::111122223333:oidc-provider/{GITHUB}"
ROLE = "arn:aws:iam::111122223333:role/deploy"
SESSION = "arn:aws:sts::111122223333:assumed-role/deploy/run"
DENY = {"Effect": "Deny", "Principal": "*", "Action": "sts:AssumeRoleWithWebIdentity", "Resource": "*"}
FULL_ACCESS = {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}
OURS = DENY | {"Condition": {"StringNotLikeIfExists": {f"{GITHUB}:sub": "repo:acme/*"}, "Null": {f"{GITHUB}:sub": "false"}}}
NO_OTHERS = DENY | {"Condition": {"Null": {f"{GITHUB}:sub": "true"}}}
ENCRYPTED = DENY | {"Action": "s3:*", "Condition": {"BoolIfExists": {"aws:SecureTransport": "false"}}}


def policy(kind, *statements):
    return parse_policy({"Version": "2012-10-17", "Statement": list(statements)}, kind)


def control(*statements):
    return (policy(PolicyType.RESOURCE_CONTROL, *statements),)


def of_token(subject, provider=PROVIDER):
    key = f"{provider.rpartition('oidc-provider/')[2]}:sub"
    return Request("sts:AssumeRoleWithWebIdentity", ROLE, provider, {key: subject}, "111122223333")


def trusting(*statements, provider=PROVIDER):
    allow = {"Effect": "Allow", "Principal": {"Federated": provider}, "Action": "sts:AssumeRoleWithWebIdentity"}
    return Policies(resource=policy(PolicyType.TRUST, allow), resource_control=control(*statements))


@pytest.mark.parametrize(
    ("subject", "outcome"),
    [("repo:acme/site:ref:refs/heads/main", Outcome.ALLOWED), ("repo:other/site:pull_request", Outcome.EXPLICITLY_DENIED)],
)
def test_a_token_that_the_role_trusts_is_refused_by_a_policy_of_the_organisation(subject, outcome):
    asked, policies = of_token(subject), trusting(OURS)
    decision = decide(asked, policies)
    assert decision.outcome is verdict(asked, policies) is outcome
    assert decision.by is (PolicyType.TRUST if decision.allowed else PolicyType.RESOURCE_CONTROL)
    assert [reason.document for reason in decision.finding.reasons] == ["resource control policy", "role trust policy"]


def test_a_provider_that_the_organisation_does_not_know_is_refused():
    other = "arn:aws:iam::111122223333:oidc-provider/idp.example.com"
    assert decide(of_token("repo:acme/site:ref:refs/heads/main"), trusting(NO_OTHERS)).allowed
    assert decide(of_token("maya", other), trusting(NO_OTHERS, provider=other)).outcome is Outcome.EXPLICITLY_DENIED


def test_it_grants_nothing_and_what_it_does_not_deny_goes_on():
    asked = of_token("repo:acme/site:ref:refs/heads/main")
    assert decide(asked, trusting(FULL_ACCESS)).allowed
    others = trusting(FULL_ACCESS, provider="accounts.google.com")
    assert decide(asked, others).outcome is Outcome.IMPLICITLY_DENIED


def test_a_bucket_is_held_too_and_the_denial_has_awss_words():
    asked = Request("s3:GetObject", "arn:aws:s3:::b/k", SESSION, {"aws:SecureTransport": "false"}, "111122223333")
    allow = policy(PolicyType.IDENTITY, {"Effect": "Allow", "Action": "s3:*", "Resource": "*"})
    decision = decide(asked, Policies(identity=(allow,), resource_control=control(ENCRYPTED)))
    assert denial(asked, decision).endswith("with an explicit deny in a resource control policy")


def test_what_is_offered_spares_the_one_subject():
    asked, policies = of_token("repo:other/site:pull_request"), trusting(OURS)
    found = repairs(asked, policies, decide(asked, policies))
    assert [one.sentence for one in found] == ["let `statement 1` spare `repo:other/site:pull_request` as well"]
    assert decide(asked, after(policies, found[0].edits)).allowed
    assert not decide(of_token("repo:other/site:environment:prod"), after(policies, found[0].edits)).allowed


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        (
            FULL_ACCESS | {"Resource": "arn:aws:s3:::b"},
            "a resource control policy only denies: write `Deny`; what it does not deny goes on",
        ),
        (
            {**DENY, "Principal": {"AWS": "111122223333"}},
            'a resource control policy speaks to everybody: write `"Principal": "*"` and',
        ),
        ({key: value for key, value in DENY.items() if key != "Principal"}, "a resource control policy speaks to everybody"),
        ({key: value for key, value in DENY.items() if key != "Resource"}, "a statement needs a `Resource`, often `*`"),
        ({key: value for key, value in DENY.items() if key != "Action"}, "a statement needs an `Action`"),
        ({**DENY, "Action": "*"}, "`*` names no service, which a resource control policy must; write it as `sts:*`"),
        ({**DENY, "Action": ["sts:*", "*:Get*"]}, "`*:Get*` names no service"),
        ({**DENY, "Resource": "bucket"}, "`bucket` is no resource; it is `*` or an ARN"),
        (
            {**{k: v for k, v in DENY.items() if k != "Action"}, "NotAction": "sts:*"},
            "a resource control policy has no `NotAction`",
        ),
        (
            {**{k: v for k, v in DENY.items() if k != "Principal"}, "NotPrincipal": "*"},
            "a resource control policy has no `NotPrincipal`",
        ),
    ],
)
def test_what_organizations_does_not_keep_is_refused_in_its_one_sentence(statement, reason):
    with pytest.raises(MalformedPolicy) as refused:
        control(statement)
    assert refused.value.reason.startswith(reason)
    assert refused.value.message == "The provided policy document does not meet the requirements of the specified policy type."


def test_the_keys_of_a_token_are_there_while_the_role_is_assumed():
    text = write_json(
        {"Version": "2012-10-17", "Statement": [DENY | {"Condition": {"StringNotLike": {f"{GITHUB}:repository": "acme/*"}}}]}
    )
    assert lint(text, PolicyType.RESOURCE_CONTROL) == []
    assert lint(text.replace(":repository", ":repositry"), PolicyType.RESOURCE_CONTROL) != []
