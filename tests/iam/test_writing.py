"""What AWS refuses to keep: its message for each, and our reason with the place."""

import json

import pytest

from playground.iam import MalformedPolicy, PolicyType, parse_policy
from playground.iam.policy import to_be_kept

ALLOW = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}
TRUST = {
    "Effect": "Allow",
    "Principal": {"Federated": "accounts.google.com"},
    "Action": "sts:AssumeRoleWithWebIdentity",
}


PREFACED = "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc."


def policy(*statements, **root):
    return {"Version": "2012-10-17", "Statement": list(statements), **root}


def without(statement, key):
    return {name: value for name, value in statement.items() if name != key}


NEITHER = "Federated principals must be valid domain names or SAML metadata ARNs"
REFUSED = [
    # of two things that are wrong, the one that IAM was seen to name (moto's recorded answers)
    (
        PolicyType.MANAGED,
        policy({"Effect": "Allow", "Condition": {"DateGreaterThan": {"a": "sdfdsf"}}}),
        "The policy failed legacy parsing",
    ),
    (
        PolicyType.MANAGED,
        policy({**ALLOW, "Resource": "arn:error:s3:::b", "Condition": {"DateGreaterThan": {"a": "sdfdsf"}}}),
        "The policy failed legacy parsing",
    ),
    (
        PolicyType.MANAGED,
        policy({**ALLOW, "Action": "s:3:ListBucket", "Resource": "sdf"}),
        'Resource sdf must be in ARN format or "*".',
    ),
    (PolicyType.MANAGED, policy({"Effect": "Allow", "Action": "invalid"}), PREFACED),
    (
        PolicyType.MANAGED,
        policy({"Effect": "Allow", "Resource": "arn:aws:s3::example_bucket"}),
        "The policy failed legacy parsing",
    ),
    (PolicyType.MANAGED, policy({**ALLOW, "Resource": "arn:aws::::example_bucket"}), "The policy failed legacy parsing"),
    (PolicyType.MANAGED, policy({**ALLOW, "Resource": "arn:aws::fdsasf"}), "The policy failed legacy parsing"),
    (
        PolicyType.IDENTITY,
        policy({**without(ALLOW, "Resource"), "NotResource": "arn:aws:s3::b"}),
        "The policy failed legacy parsing",
    ),
    (
        PolicyType.MANAGED,
        policy({**ALLOW, "Resource": "arn:aws"}),
        "Resource vendor must be fully qualified and cannot contain regexes.",
    ),
    # kind, document, AWS's message
    (PolicyType.SESSION, "not json", "The policy is not in the valid JSON format."),
    (PolicyType.IDENTITY, "not json", "Syntax errors in policy."),
    (PolicyType.TRUST, "{", "This policy contains invalid Json"),
    (PolicyType.SESSION, "[]", "Syntax errors in policy."),
    (PolicyType.SESSION, '{"Version":"2012-10-17","Version":"2012-10-17","Statement":[]}', "Syntax errors in policy."),
    (PolicyType.SESSION, policy(ALLOW, Version="2013-10-17"), "Syntax errors in policy."),
    (PolicyType.SESSION, policy(ALLOW, Extra=1), "Syntax errors in policy."),
    (PolicyType.SESSION, policy(ALLOW, Id={}), "Syntax errors in policy."),
    (PolicyType.SESSION, {"Version": "2012-10-17"}, "Syntax errors in policy."),
    (PolicyType.SESSION, policy("text"), "Syntax errors in policy."),
    (PolicyType.SESSION, policy({**ALLOW, "Extra": 1}), "Syntax errors in policy."),
    (PolicyType.SESSION, policy({**ALLOW, "NotAction": "*"}), "Syntax errors in policy."),
    (PolicyType.SESSION, policy({**ALLOW, "NotResource": "*"}), "Syntax errors in policy."),
    (PolicyType.SESSION, policy({**ALLOW, "Action": 1}), "Syntax errors in policy."),
    (PolicyType.SESSION, policy({**ALLOW, "Effect": "Maybe"}), "Syntax errors in policy."),
    (PolicyType.SESSION, policy(without(ALLOW, "Effect")), "Syntax errors in policy."),
    (PolicyType.SESSION, policy({**ALLOW, "Condition": []}), "Syntax errors in policy."),
    (PolicyType.SESSION, policy({**ALLOW, "Condition": {"StringIs": {"a:b": "c"}}}), "Syntax errors in policy."),
    (PolicyType.SESSION, policy({**ALLOW, "Condition": {"StringEquals": {"a:b": {}}}}), "Syntax errors in policy."),
    (PolicyType.SESSION, policy({**ALLOW, "Condition": {"NullIfExists": {"a:b": "true"}}}), "Syntax errors in policy."),
    (PolicyType.SESSION, policy({**ALLOW, "Effect": "allow"}), "The policy failed legacy parsing"),
    (PolicyType.SESSION, policy({**ALLOW, "Sid": "not ok!"}), "The policy failed legacy parsing"),
    (PolicyType.SESSION, policy({**ALLOW, "Condition": {"Bool": {"a:b": "yes"}}}), "The policy failed legacy parsing"),
    (PolicyType.SESSION, policy({**ALLOW, "Condition": {"NumericEquals": {"a:b": "x"}}}), "The policy failed legacy parsing"),
    (PolicyType.SESSION, policy({**ALLOW, "Condition": {"DateLessThan": {"a:b": "x"}}}), "The policy failed legacy parsing"),
    (PolicyType.SESSION, policy({**ALLOW, "Condition": {"IpAddress": {"a:b": "x"}}}), "The policy failed legacy parsing"),
    (
        PolicyType.SESSION,
        policy({**ALLOW, "Condition": {"IpAddress": {"a:b": "10.0.0.0/255.0.0.0"}}}),
        "The policy failed legacy parsing",
    ),
    (PolicyType.SESSION, policy({**ALLOW, "Condition": {"NumericEquals": {"a:b": "1_0"}}}), "The policy failed legacy parsing"),
    (
        PolicyType.SESSION,
        policy({**ALLOW, "Sid": "A"}, {**ALLOW, "Sid": "A"}),
        "Statement IDs (SID) in a single policy must be unique.",
    ),
    (PolicyType.SESSION, policy(without(ALLOW, "Action")), "Policy statement must contain actions."),
    (PolicyType.SESSION, policy(without(ALLOW, "Resource")), "Policy statement must contain resources."),
    (PolicyType.SESSION, policy({**ALLOW, "Resource": []}), "Policy statement must contain resources."),
    (PolicyType.SESSION, policy({**ALLOW, "Resource": "bucket"}), 'Resource bucket must be in ARN format or "*".'),
    (
        PolicyType.SESSION,
        policy({**ALLOW, "Action": "GetObject"}),
        "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.",
    ),
    (PolicyType.SESSION, policy({**ALLOW, "Action": "s3:Get:Object"}), "Actions/Condition can contain only one colon."),
    (PolicyType.SESSION, policy({**ALLOW, "Action": "a a:Get"}), "Vendor a a is not valid"),
    (PolicyType.SESSION, policy({**ALLOW, "Action": "s*:Get"}), "Vendor s* is not valid"),
    (
        PolicyType.SESSION,
        policy({**ALLOW, "Resource": "arn:b:c:d:e:f:g:h"}),
        'Partition "b" is not valid for resource "arn:b:c:d:e:f:g:h".',
    ),
    (
        PolicyType.SESSION,
        policy({**ALLOW, "Resource": "s3::example-bucket/*"}),
        'Partition "" is not valid for resource "arn::example-bucket/*:*:*:*".',
    ),
    (
        PolicyType.SESSION,
        policy({**ALLOW, "Resource": "arn:aws:s?:::b"}),
        "Resource vendor must be fully qualified and cannot contain regexes.",
    ),
    (
        PolicyType.SESSION,
        policy({**ALLOW, "Resource": "arn:aws:s3:us-east-1::example_bucket"}),
        "Resource arn:aws:s3:us-east-1::example_bucket can not contain region information.",
    ),
    (
        PolicyType.SESSION,
        policy({**ALLOW, "Resource": "arn:aws:iam:us-east-1::example_bucket"}),
        "IAM resource arn:aws:iam:us-east-1::example_bucket cannot contain region information.",
    ),
    (PolicyType.SESSION, policy({**ALLOW, "Principal": "*"}), "Policy document should not specify a principal."),
    (
        PolicyType.MANAGED,
        policy(ALLOW, Version="2008-10-17"),
        "Policy document must be version 2012-10-17 or greater.",
    ),
    (PolicyType.TRUST, policy({**TRUST, "Resource": "*"}), "Has prohibited field Resource"),
    (
        PolicyType.TRUST,
        policy({**TRUST, "Action": "s3:GetObject"}),
        "AssumeRole policy may only specify STS AssumeRole actions.",
    ),
    (PolicyType.TRUST, policy({**TRUST, "Action": "*"}), "AssumeRole policy may only specify STS AssumeRole actions."),
    (PolicyType.TRUST, policy(without(TRUST, "Principal")), "Missing required field Principal"),
    (PolicyType.TRUST, policy({**TRUST, "Principal": {}}), "Missing required field Principal cannot be empty!"),
    (
        PolicyType.TRUST,
        policy({**without(TRUST, "Principal"), "NotPrincipal": {"AWS": "111122223333"}}),
        "Allow with NotPrincipal is not allowed.",
    ),
    (
        PolicyType.TRUST,
        policy({**without(TRUST, "Principal"), "Effect": "Deny", "NotPrincipal": {"AWS": "111122223333"}}),
        "AssumeRole policy must not contain NotPrincipal field.",
    ),
    (PolicyType.TRUST, policy(without(TRUST, "Effect")), "Missing required field Effect"),
    (PolicyType.TRUST, policy({**TRUST, "Effect": "Maybe"}), "Invalid effect: Maybe"),
    (PolicyType.TRUST, policy(without(TRUST, "Action")), "Missing required field Action"),
    (PolicyType.TRUST, policy({**TRUST, "Sid": "A"}, {**TRUST, "Sid": "A"}), "The Statement Ids in the policy are not unique"),
    (PolicyType.TRUST, policy(), "Could not parse the policy: Statement is empty!"),
    (
        PolicyType.TRUST,
        policy({**TRUST, "Principal": {"Federated": "idp.example.com"}}),
        'Invalid principal in policy: "Federated":"idp.example.com"',
    ),
    *(
        (PolicyType.TRUST, policy({**TRUST, "Principal": {"Federated": one}}), NEITHER)
        for one in ("", "https://idp.example.com", "accounts.google.com/", "arn:aws:iam::111122223333:role/idp")
    ),
    (PolicyType.RESOURCE, policy(ALLOW), "Missing required field Principal"),
    (PolicyType.RESOURCE, "x", "Policies must be valid JSON and the first byte must be '{'"),
]


@pytest.mark.parametrize(("kind", "document", "message"), REFUSED, ids=lambda value: str(value)[:60])
def test_a_malformed_document_is_refused_in_aws_words_and_explained_in_ours(kind, document, message):
    with pytest.raises(MalformedPolicy) as refused:
        parse_policy(document, kind)
    assert refused.value.message == message
    assert refused.value.reason
    assert refused.value.reason != message


TAKEN = [
    (PolicyType.SESSION, policy(ALLOW)),
    (PolicyType.SESSION, {"Statement": ALLOW}),
    (PolicyType.SESSION, policy({**ALLOW, "Condition": {"Bool": {"aws:SecureTransport": False}}})),
    (PolicyType.SESSION, policy({**ALLOW, "Condition": {"NumericLessThan": {"s3:max-keys": 10}}})),
    (PolicyType.SESSION, policy({**ALLOW, "Action": "*"})),
    (PolicyType.TRUST, policy({**TRUST, "Action": ["sts:AssumeRoleWithWebIdentity", "sts:TagSession"]})),
    (PolicyType.TRUST, policy({**TRUST, "Action": "sts:AssumeRole*"})),
    (PolicyType.TRUST, policy({**TRUST, "Principal": "*"})),
    (PolicyType.TRUST, policy({**TRUST, "Principal": {"Federated": "cognito-identity.amazonaws.com"}})),
    (
        PolicyType.TRUST,
        policy({**TRUST, "Principal": {"Federated": ["arn:aws:iam::111122223333:oidc-provider/idp.example.com/x"]}}),
    ),
    (PolicyType.RESOURCE, policy({**ALLOW, "Principal": "*"})),
]


@pytest.mark.parametrize(("kind", "document"), TAKEN, ids=lambda value: str(value)[:60])
def test_a_well_formed_document_is_taken_as_text_and_as_data(kind, document):
    assert len(parse_policy(document, kind).statements) == 1
    assert len(parse_policy(json.dumps(document), kind).statements) == 1


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ({**TRUST, "Principal": "*"}, "Principal must be a JSON object."),
        (
            {**TRUST, "Principal": {"Federated": ["cognito-identity.amazonaws.com"]}},
            "A condition block must be present for the Cognito provider",
        ),
        *(
            ({**TRUST, "Principal": {"Federated": one}}, NEITHER)
            for one in (
                "arn:aws:iam//111122223333:oidc-provider/idp.example.com",
                "arn:aws:iam::111122223333:oidc-provider/",
                "arn:aws:s3::111122223333:oidc-provider/idp.example.com",
            )
        ),
        ({**TRUST, "Principal": {"Federated": "arn:aws-cn:iam::111122223333:saml-provider/corp"}}, ""),
        ({**TRUST, "Principal": {"AWS": "*"}}, ""),
        ({**TRUST, "Principal": {"Federated": []}}, ""),
        ({**TRUST, "Effect": "Deny", "Principal": {"Federated": "cognito-identity.amazonaws.com"}}, ""),
    ],
)
def test_what_a_trust_policy_of_an_older_role_may_still_say_is_refused_where_it_is_written(statement, message):
    written = parse_policy(policy(statement), PolicyType.TRUST)
    if not message:
        assert to_be_kept(written) is written
        return
    with pytest.raises(MalformedPolicy) as refused:
        to_be_kept(written)
    assert refused.value.message == message


@pytest.mark.parametrize("where", ["", "Statement"])
def test_of_several_unknown_elements_the_first_is_named(where):
    unknown = {f"Element{number}": "" for number in range(30)}
    document = policy({**ALLOW, **unknown}) if where else {**policy(ALLOW), **unknown}
    with pytest.raises(MalformedPolicy) as refused:
        parse_policy(document, PolicyType.IDENTITY)
    assert refused.value.pointer.endswith("/Element0")


def test_a_refusal_says_on_which_line_the_json_ends_being_json():
    with pytest.raises(MalformedPolicy) as refused:
        parse_policy('{\n  "Version": "2012-10-17",\n  "Statement": [,]\n}', PolicyType.SESSION)
    assert refused.value.line == 3


@pytest.mark.parametrize(
    "document",
    [
        policy({**ALLOW, "Resource": "arn:aws:fdsasf"}),
        policy({**ALLOW, "Resource": "arn:aws:s33:::example_bucket"}),
        policy({**ALLOW, "Action": "iam: asdf safdsf af "}),
        policy({**ALLOW, "Condition": {"x": {}, "y": {}}}),
        policy({**ALLOW, "Condition": {"DateGreaterThan": {"a": []}}}),
        policy({**ALLOW, "Condition": {"DateLessThanEquals": {"a": "2016-12-13t2:00:00.593194+23"}}}),
        policy({**ALLOW, "Condition": {"DateLessThanEquals": {"a": "2016-12-13T21:20:37.593194+00:00"}}}),
    ],
)
def test_what_iam_was_seen_to_keep_is_kept(document):
    assert parse_policy(document, PolicyType.MANAGED).statements
