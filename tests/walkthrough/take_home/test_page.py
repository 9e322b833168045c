"""The page that takes a set-up home, and its files."""

import json

import pytest

pytestmark = pytest.mark.django_db


def text(response):
    return response.content.decode()


def test_a_visitor_without_an_account_is_told_what_to_do(client):
    answer = client.get("/take-home/")
    assert answer.status_code == 200
    assert "There is nothing to take yet" in text(answer)
    assert client.get("/take-home/terraform/").status_code == 404


def test_the_page_shows_the_role_of_the_call_in_every_form(visitor):
    page = visitor()
    answer = text(page.get("/take-home/"))
    assert "The role PhotoAppGoogle" in answer
    for words in ("aws iam create-role", "resource &quot;aws_iam_role&quot;", "AWS::IAM::Role"):
        assert words in answer


def test_another_role_may_be_chosen(visitor):
    page = visitor()
    assert "The role PhotoAppAmazon" in text(page.get("/take-home/?role=PhotoAppAmazon"))
    assert "The role PhotoAppGoogle" in text(page.get("/take-home/?role=%3Cscript%3E"))


@pytest.mark.parametrize(
    ("slug", "file", "words"),
    [
        ("aws-cli", "set-up.sh", "#!/bin/sh"),
        ("terraform", "set-up.tf", 'resource "aws_iam_role" "role"'),
        ("cloudformation", "set-up.yaml", "AWSTemplateFormatVersion"),
    ],
)
def test_each_form_is_a_file_to_keep(visitor, slug, file, words):
    answer = visitor().get(f"/take-home/{slug}/?role=PhotoAppFacebook")
    assert answer["Content-Disposition"] == f'attachment; filename="{file}"'
    assert words in text(answer)
    assert "graph.facebook.com" in text(answer)


def test_a_bucket_policy_goes_along_once_there_is_one(visitor):
    page = visitor()
    assert "put-bucket-policy" not in text(page.get("/take-home/aws-cli/"))
    bucket = page.get("/call/").context["bucket_document"].label.rpartition(" ")[2]
    statement = {"Effect": "Deny", "Principal": "*", "Action": "s3:DeleteObject", "Resource": f"arn:aws:s3:::{bucket}/*"}
    policy = json.dumps({"Version": "2012-10-17", "Statement": statement})
    page.post("/bucket/policy/", {"bucket": policy, "save": "yes"})
    assert "aws s3api put-bucket-policy" in text(page.get("/take-home/aws-cli/"))


def test_steps_4_and_5_lead_there(visitor):
    page = visitor()
    page.post(
        "/call/send/", {"RoleSessionName": "maya", "action": "send", "RoleArn": page.get("/call/").context["draft"].RoleArn}
    )
    assert 'href="/take-home/"' in text(page.get("/answer/"))
    assert 'href="/take-home/"' in text(page.get("/use/"))
