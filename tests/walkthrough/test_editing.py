"""Editing what a role and a bucket say: what AWS would refuse is not kept, nothing typed is lost, and a fix needs no script."""

import json
from dataclasses import replace

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


GITHUB = "token.actions.githubusercontent.com"
EVERYBODYS = {"Federated": f"arn:aws:iam::{{}}:oidc-provider/{GITHUB}"}
LONG = {"StringEquals": {"accounts.google.com:aud": [f"app-{number}" for number in range(300)]}}
REFUSED_BY_IAM = {
    "everybody's jobs": ({"Principal": EVERYBODYS, "Condition": {"StringEquals": {f"{GITHUB}:aud": "a"}}}, f"{GITHUB}:sub"),
    "a role that is not there": (
        {"Principal": {"AWS": "arn:aws:iam::{}:role/Nobody"}, "Action": "sts:AssumeRole"},
        "Invalid principal in policy",
    ),
    "more than 2,048 characters": ({"Condition": LONG}, "Cannot exceed quota for ACLSizePerRole: 2048"),
    "a bare star": ({"Principal": "*"}, "Principal must be a JSON object."),
}


@pytest.mark.parametrize(("changed", "says"), REFUSED_BY_IAM.values(), ids=REFUSED_BY_IAM)
def test_what_iam_would_not_keep_of_a_trust_policy_is_not_kept(visitor, changed, says):
    page = visitor()
    role = role_of(page)
    document = json.loads(role.trust_policy)
    document["Statement"][0] |= json.loads(json.dumps(changed).replace("{}", journey_in(page.session).account_id))
    answer = page.post("/role/PhotoAppGoogle/", fields(role, trust=json.dumps(document)))
    assert says in answer.content.decode()
    assert role_of(page) == role


def test_permission_policies_have_to_fit_together(visitor):
    page = visitor()
    role = role_of(page)
    (name,) = role.inline
    statement = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": [f"arn:aws:s3:::b/{number}" for number in range(700)]}
    long = json.dumps({"Version": "2012-10-17", "Statement": statement})
    answer = page.post("/role/PhotoAppGoogle/", fields(role, **{f"inline-{name}": long}))
    assert "Maximum policy size of 10240 bytes exceeded for role PhotoAppGoogle" in answer.content.decode()
    assert role_of(page) == role


def test_what_was_there_before_a_rule_is_saved_again_unchanged(visitor):
    page = visitor()
    account_id, role = journey_in(page.session).account_id, role_of(page)
    old = json.loads(role.trust_policy)
    old["Statement"].append({**old["Statement"][0], "Sid": "Old", "Principal": "*"})
    kept = replace(role, trust_policy=json.dumps(old))
    stores().accounts.change(account_id, lambda one: one.with_role(kept))
    (name,) = role.inline
    page.post("/role/PhotoAppGoogle/", fields(kept, **{f"inline-{name}": role.inline[name].replace("SeeBuckets", "Look")}))
    assert "Look" in role_of(page).inline[name]


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"Resource": "arn:aws:s3:::another/*"}, "Policy has invalid resource"),
        ({"Principal": {"AWS": "arn:aws:iam::{}:role/Nobody"}}, "Invalid principal in policy"),
        ({"Action": "s3:ListBucket"}, "Action does not apply to any resource(s) in statement"),
        ({"Principal": "*"}, "lets in everybody, which the bucket blocks"),
        ({"Sid": "x" * 20_480}, "the policy cannot be kept: it should have 20,480 bytes at most"),
    ],
)
def test_what_s3_would_not_keep_of_a_bucket_policy_is_not_kept(visitor, changed, says):
    page = visitor()
    bucket, account_id = bucket_of(page), journey_in(page.session).account_id
    allow = {
        "Effect": "Allow",
        "Principal": {"AWS": account_id},
        "Action": "s3:GetObject",
        "Resource": f"arn:aws:s3:::{bucket.name}/*",
    }
    document = json.dumps({"Version": "2012-10-17", "Statement": allow | changed}).replace("{}", account_id)
    assert says in page.post("/bucket/policy/", {"bucket": document}).content.decode()
    assert bucket_of(page) == bucket


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
