"""docs/aws-answers.md is what the code says."""

from pathlib import Path

from playground.pages.answers.errors import errors
from playground.pages.answers.sources import NOT_HERE
from playground.pages.answers.writing import document
from playground.sandbox import cloudtrail, iam_api, s3, sts

PAGE = Path(__file__).resolve().parents[2] / "docs" / "aws-answers.md"


def test_the_table_is_current():
    """When it is not: `make answers`, and commit what it wrote."""
    assert PAGE.read_text(encoding="utf-8") == document()


def test_every_operation_is_in_it():
    page = PAGE.read_text(encoding="utf-8")
    for operation in (*sts.OPERATIONS, *iam_api.OPERATIONS, *cloudtrail.OPERATIONS, *s3.OPERATIONS):
        does = page.partition(f"| [{operation.name}](")[2].split("|")[1]
        assert does.strip()
        assert "https://docs.aws" not in does, operation.name


def test_words_of_every_kind_are_found_where_they_are_made():
    found = {(one.code, one.message): one.words for one in errors()}
    assert found["InvalidIdentityToken", "Incorrect token audience"] == "seen"
    assert found["NoSuchEntity", "The role with name {name} cannot be found."] == "seen"
    assert found["MalformedPolicyDocument", "The policy {arn} does not exist."] == "unconfirmed"
    assert found["AccessDenied", "{denial}"] == "documented"
    assert found["MalformedPolicyDocument", "Principal must be a JSON object."] == "unconfirmed"
    assert not [one for one in errors() if one.code.startswith("{")]


def test_what_organizations_says_is_no_answer_of_the_sandbox():
    assert NOT_HERE.is_file()
    assert "/".join(NOT_HERE.with_suffix("").parts[-3:]) not in PAGE.read_text(encoding="utf-8")
