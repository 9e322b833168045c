"""Editing what a role and a bucket say: what AWS would refuse is not kept, nothing typed is lost, and a fix needs no script."""

import json

import pytest

from playground.assembly.sandbox import stores
from playground.walkthrough.visitors.visitor import journey_in

pytestmark = pytest.mark.django_db

TYPO = {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:ListObjects", "Resource": "*"}}


def role_of(page):
    return stores().accounts.get(journey_in(page.session).account_id).roles["PhotoAppGoogle"]


def bucket_of(page):
    return stores().buckets.find(f"photo-app-{journey_in(page.session).account_id}")


def fields(role, **changed):
    return {"trust": role.trust_policy, **{f"inline-{name}": text for name, text in role.inline.items()}} | changed


def test_a_changed_trust_policy_counts_at_the_next_call(visitor):
    page = visitor()
    role = role_of(page)
    statement = json.loads(role.trust_policy)
    statement["Statement"][0]["Effect"] = "Deny"
    page.post("/role/PhotoAppGoogle/", fields(role, trust=json.dumps(statement)))
    arn = page.get("/call/").context["draft"].RoleArn
    page.post("/call/send/", {"RoleArn": arn, "RoleSessionName": "maya", "action": "send"})
    assert journey_in(page.session).outcome.code == "AccessDenied"


def test_all_documents_of_a_role_are_kept_or_none(visitor):
    page = visitor()
    role = role_of(page)
    (name,) = role.inline
    answer = page.post(
        "/role/PhotoAppGoogle/",
        fields(role, trust=role.trust_policy.replace("RoleForGoogle", "New"), **{f"inline-{name}": "{"}),
    )
    assert role_of(page) == role
    body = answer.content.decode()
    assert "AWS: " in body
    assert "New" in body


def test_a_bucket_policy_is_kept_and_an_empty_one_takes_it_away(visitor):
    page = visitor()
    bucket = bucket_of(page)
    statement = {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": f"arn:aws:s3:::{bucket.name}/*"}
    text = json.dumps({"Version": "2012-10-17", "Statement": statement})
    page.post("/bucket/policy/", {"bucket": text})
    assert bucket_of(page).policy == text
    page.post("/bucket/policy/", {"bucket": "  "})
    assert bucket_of(page).policy == ""


def test_a_fix_is_made_without_a_script_and_not_saved_by_itself(visitor):
    page = visitor()
    role = role_of(page)
    (name,) = role.inline
    answer = page.post("/role/PhotoAppGoogle/", fields(role, **{f"inline-{name}": json.dumps(TYPO), "fix": f"inline-{name}:0"}))
    assert "s3:ListBucket" in answer.content.decode()
    assert "s3:ListObjects&#34;" not in answer.content.decode()
    assert role_of(page) == role


def test_a_fix_of_the_session_policy_stays_in_the_form(visitor):
    page = visitor()
    arn = page.get("/call/").context["draft"].RoleArn
    page.post("/call/send/", {"RoleArn": arn, "RoleSessionName": "maya", "Policy": json.dumps(TYPO), "fix": "policy:0"})
    assert json.loads(journey_in(page.session).draft.Policy)["Statement"]["Action"] == "s3:ListBucket"


@pytest.mark.parametrize("number", ["policy:7", "policy:", "nonsense", "policy:²"])
def test_a_fix_that_nobody_offered_changes_nothing(visitor, number):
    page = visitor()
    arn = page.get("/call/").context["draft"].RoleArn
    page.post("/call/send/", {"RoleArn": arn, "RoleSessionName": "maya", "Policy": json.dumps(TYPO), "fix": number})
    assert json.loads(journey_in(page.session).draft.Policy) == TYPO


def test_nobody_edits_a_role_that_is_not_theirs(visitor, client):
    visitor()
    assert client.post("/role/Nobody/", {"trust": "{}"}).status_code == 404


@pytest.mark.parametrize("typed", ["²", "٣", "1e3", "-1", "9" * 30])
def test_a_duration_that_is_no_number_is_shown_as_typed_and_refused_in_words(visitor, typed):
    page = visitor()
    arn = page.get("/call/").context["draft"].RoleArn
    assert page.post("/call/send/", {"RoleArn": arn, "RoleSessionName": "maya", "DurationSeconds": typed}).status_code == 200
    page.post("/call/send/", {"RoleArn": arn, "RoleSessionName": "maya", "DurationSeconds": typed, "action": "send"})
    assert journey_in(page.session).outcome.status in (0, 400)
    assert page.get("/answer/").status_code == 200
