"""A policy as Terraform encodes it, between words, or somewhere within an answer: read; what is not known from it is named."""

import json
import time

import pytest

from playground.diagnose.reading.hcl import DEEPEST, NotHcl, encoded
from playground.diagnose.reading.policy_text import read_policy_text
from playground.diagnose.unusable import Unusable
from tests.diagnose.test_what_is_left_open import trust

POLICY = trust({"StringLike": {"id.example.com:sub": ["maya", "tomas*"]}})
DATA = json.loads(POLICY)
OTHER = trust()
HCL = """resource "aws_iam_role" "x" {
  assume_role_policy = jsonencode({
    Version = "2012-10-17" # of the language
    Statement = [
      { // who
        Action    = "sts:AssumeRoleWithWebIdentity",
        Effect    = "Allow"
        Principal = { Federated = "arn:aws:iam::111122223333:oidc-provider/id.example.com" }
        Condition = { /* what */ StringLike = { "id.example.com:sub" : ["maya", "tomas*", ] } }
      },
    ]
  })
}"""
PLANNED = "\n".join(f"      + {line}" for line in HCL.replace("#", "//").split("\n"))


@pytest.mark.parametrize(
    "text",
    [
        HCL,
        PLANNED,
        HCL.replace("\n", "\r\n"),
        f"Here is my policy:\n\n{POLICY}\n\nany idea?",
        f"The trust policy:\n```json\n{POLICY}\n```\nThanks!",
        f"'{POLICY}'",
        f"aws iam create-role --role-name x --assume-role-policy-document '{POLICY}'",
        f"cat > trust.json <<EOF\n{POLICY}\nEOF",
        json.dumps({"Roles": [{"RoleName": "x", "AssumeRolePolicyDocument": DATA}]}),
        json.dumps({"Resources": {"Role": {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": DATA}}}}),
        json.dumps(
            {
                "values": {"root_module": {"resources": [{"values": {"assume_role_policy": POLICY}}]}},
                "again": {"assume_role_policy": POLICY},
            }
        ),
    ],
)
def test_a_policy_in_other_words_is_read(text):
    assert json.loads(read_policy_text(text, "trust")) == DATA


def test_a_heredoc_of_terraforms_is_what_terraform_makes_of_it():
    permissions = (
        '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::b/%s/*"}]}'
    )
    text = f"policy = <<EOF\n{permissions % '$${aws:userid}'}\nEOF"
    assert read_policy_text(text, "policy") == permissions % "${aws:userid}"
    assert read_policy_text(permissions % "${www.amazon.com:user_id}", "policy") == permissions % "${www.amazon.com:user_id}"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            HCL.replace('"arn:aws:iam::111122223333:oidc-provider/id.example.com"', "aws_iam_openid_connect_provider.x.arn"),
            "`aws_iam_openid_connect_provider.x.arn` is known to Terraform alone",
        ),
        (HCL.replace('"id.example.com:sub"', '"${local.issuer}:sub"'), "`${local.issuer}` is known to Terraform alone"),
        (HCL.replace("[\n", "concat(", 1), "`concat` is known to Terraform alone"),
        (HCL[: HCL.index("Principal")], "it ends too early"),
        (HCL.replace("Effect    =", "Effect"), "`Effect` stands where `name = value` should"),
        (
            f"policy = <<EOF\n{POLICY.replace('111122223333', '${data.aws_caller_identity.current.account_id}')}\nEOF",
            "Terraform fills in `${data.aws_caller_identity.current.account_id}` there",
        ),
        (
            json.dumps([{"AssumeRolePolicyDocument": DATA}, {"AssumeRolePolicyDocument": json.loads(OTHER)}]),
            "there are 2 policies in this JSON; paste the one that is meant",
        ),
        (
            POLICY.replace('"arn:aws:iam::111122223333:oidc-provider/id.example.com"', '{"Ref": "Provider"}'),
            "CloudFormation fills in `Ref` there",
        ),
        (POLICY.replace('["maya", "tomas*"]', '{"Fn::Sub": "${Name}"}'), "CloudFormation fills in `Fn::Sub` there"),
        ("nothing of it {", "this is no JSON"),
        ("} nothing {", "this is no JSON"),
    ],
)
def test_what_is_not_known_from_it_is_named(text, says):
    with pytest.raises(Unusable) as refused:
        read_policy_text(text, "trust")
    assert says in refused.value.reason


def test_values_of_terraform_are_those_of_json():
    text = (
        r'jsonencode({ a = true, b = null, c = -5, d = 1.50, e = "\"$${x}\\ü\n", f = [], g = {}, "h i" = "$5 ${aws:userid}" })'
    )
    expected = {"a": True, "b": None, "c": -5, "d": 1.5, "e": '"${x}\\ü\n', "f": [], "g": {}, "h i": "$5 ${aws:userid}"}
    assert encoded(text) == expected
    with pytest.raises(NotHcl, match="too deeply"):
        encoded(f"jsonencode({'[' * (DEEPEST + 2)}")


@pytest.mark.parametrize("piece", ["[", "{a=", '"', "/*", "${a.", "x {", "#\n", "+ ", "=<<EOF\n"])
def test_no_long_text_takes_long(piece):
    start = time.process_time()
    for before in ("jsonencode(", "x = <<EOF\n", "words "):
        try:
            read_policy_text(before + piece * (90_000 // len(piece)), "trust")
        except Unusable:
            continue
    assert time.process_time() - start < 5
