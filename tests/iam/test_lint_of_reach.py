"""Advice on what a statement reaches: actions beside resources that are none of theirs, and subjects of more people than anybody means."""

import json

import pytest

from playground.iam import PolicyType
from playground.iam.lint import lint
from playground.iam.repair.repair import apply

REPOSITORY = "arn:aws:ecr:eu-west-1:111122223333:repository/x"
OTHERS = ", and this statement names those of other services alone"
ALONE = "applies to no resource of its own: `*` alone matches it, and this statement has none"


def statement(actions, resources, effect="Allow"):
    return json.dumps(
        {"Version": "2012-10-17", "Statement": [{"Effect": effect, "Action": actions, "Resource": resources}]}, indent=2
    )


def said(text, kind=PolicyType.IDENTITY):
    return [(remark.level, remark.sentence) for remark in lint(text, kind)]


@pytest.mark.parametrize(
    ("actions", "resources", "says"),
    [
        (["ecr:GetAuthorizationToken", "ecr:BatchGetImage"], REPOSITORY, [f"`ecr:GetAuthorizationToken` {ALONE}"]),
        ("s3:ListAllMyBuckets", "arn:aws:s3:::photos", [f"`s3:ListAllMyBuckets` {ALONE}"]),
        ("s3:ListAllMyBuckets", ["arn:aws:s3:::photos", "*"], []),
        # as AWS's own examples have it
        (["s3:GetBucketLocation", "s3:GetAccountPublicAccessBlock", "s3:ListAllMyBuckets"], "arn:aws:s3:::*", []),
        ("s3:ListAllMyBuckets", "arn:aws:*:::photos", []),
        ("nobody:Does", REPOSITORY, ["IAM has no service `nobody`, so `nobody:Does` matches nothing"]),
        (
            ["iam:PassRole", "lambda:*"],
            "arn:aws:lambda:eu-west-1:111122223333:function:x",
            [f"`iam:PassRole` applies to resources such as `arn:aws:iam::ACCOUNT:role/…`{OTHERS}"],
        ),
        ("sts:AssumeRole", "arn:aws:iam::111122223333:role/x", []),
        ("ec2:RunInstances", "arn:aws:resource-groups:eu-west-1:111122223333:group/x", []),
        ("sqs:SendMessage", ["arn:aws:s3:::photos/*", "arn:aws:sqs:eu-west-1:111122223333:q"], []),
    ],
)
def test_an_action_beside_resources_that_are_none_of_its_own_is_named(actions, resources, says):
    assert [sentence for _, sentence in said(statement(actions, resources))] == says


@pytest.mark.parametrize("effect", ["Allow", "Deny"])
def test_where_every_action_takes_the_star_alone_it_is_one_click_away(effect):
    text = statement(["ecr:GetAuthorizationToken", "sts:GetCallerIdentity"], [REPOSITORY], effect)
    fixes = {remark.fix for remark in lint(text, PolicyType.IDENTITY)}
    assert len(fixes) == 1
    mended = apply(text, fixes.pop())
    assert json.loads(mended)["Statement"][0]["Resource"] == "*"
    assert said(mended) == []
    mixed = statement(["ecr:GetAuthorizationToken", "ecr:BatchGetImage"], [REPOSITORY], effect)
    assert [remark.fix for remark in lint(mixed, PolicyType.IDENTITY)] == [()]


@pytest.mark.parametrize(
    ("provider", "subject", "level", "says"),
    [
        ("gitlab.com", "project_path:*", "warning", "lets in projects of any group: write the group out before the `/`"),
        (
            "gitlab.com",
            "project_path:acme*",
            "warning",
            "every group whose name begins with `acme`: write the group out, and a `/` behind it",
        ),
        ("gitlab.com", "project_path:acme/*", "", ""),
        (
            "app.terraform.io",
            "organization:*:project:x:*",
            "warning",
            "of any organization: write the organization out before the `:`",
        ),
        ("agent.buildkite.com", "organization:acme*", "warning", "every organization whose name begins with `acme`"),
        ("agent.buildkite.com", "organization:acme:pipeline:*", "", ""),
        (
            "oidc.vercel.com/acme",
            "owner:ac*:project:x:environment:production",
            "warning",
            "every owner whose name begins with `ac`",
        ),
        (
            "oidc.eks.eu-west-1.amazonaws.com/id/A",
            "system:serviceaccount:*:api",
            "warning",
            "lets in service accounts of any namespace",
        ),
        (
            "oidc.eks.eu-west-1.amazonaws.com/id/A",
            "system:serviceaccount:prod-*:api",
            "suggestion",
            "every namespace whose name begins with `prod-`",
        ),
        ("oidc.eks.eu-west-1.amazonaws.com/id/A", "system:serviceaccount:prod:*", "", ""),
    ],
)
def test_a_subject_of_more_people_than_anybody_means_is_named(provider, subject, level, says):
    policy = {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"Federated": f"arn:aws:iam::111122223333:oidc-provider/{provider}"},
                "Action": "sts:AssumeRoleWithWebIdentity",
                "Condition": {"StringEquals": {f"{provider}:aud": "x"}, "StringLike": {f"{provider}:sub": subject}},
            }
        ],
    }
    found = said(json.dumps(policy), PolicyType.TRUST)
    assert [one for one, _ in found] == ([level] if level else [])
    assert all(f"`{subject}` lets in" in sentence and says in sentence for _, sentence in found)
