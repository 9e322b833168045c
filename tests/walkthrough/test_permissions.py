"""What the session will be allowed, before it is asked for: the table says what S3 then really answers."""

import json
import re
from dataclasses import replace

import pytest

from playground.assembly.sandbox import stores
from playground.walkthrough.visitors.visitor import journey_in
from playground.worlds.buckets import set_bucket_policy

pytestmark = pytest.mark.django_db

READ_ALL = {"Version": "2012-10-17", "Statement": {"Sid": "Read", "Effect": "Allow", "Action": "s3:Get*", "Resource": "*"}}
SENDABLE = {"s3:ListAllMyBuckets": "ListBuckets", "s3:GetObject": "GetObject", "s3:DeleteObject": "DeleteObject"}


def look(page, policy="", **fields):
    """Step 3 with a session policy in the form."""
    role = page.get("/call/").context["draft"].RoleArn
    given = {"RoleSessionName": "maya", "RoleArn": role, "Policy": policy and json.dumps(policy), "action": "check"}
    page.post("/call/send/", given | fields)
    return page.get("/call/")


def rows(answer):
    return {(row.asked.action, row.asked.operations): row for row in answer.context["rows"]}


def bucket_of(page):
    return f"photo-app-{journey_in(page.session).account_id}"


def own_row(answer):
    return next(row for row in answer.context["rows"] if row.asked.operations.startswith("yours"))


@pytest.mark.parametrize("policy", ["", READ_ALL], ids=["role alone", "with a session policy"])
def test_what_the_table_says_is_what_s3_answers(visitor, policy):
    page = visitor()
    told = look(page, policy).context["rows"]
    page.post("/answer/again/") if journey_in(page.session).outcome else None
    draft = journey_in(page.session).draft
    page.post("/call/send/", {**vars(draft), "action": "send"})
    for row in told:
        operation = SENDABLE.get(row.asked.action)
        if operation is None:
            continue
        key = row.asked.resource.partition("/")[2]
        page.post("/use/send/", {"operation": operation, "bucket": bucket_of(page), "key": key})
        assert (journey_in(page.session).use.status < 400) == row.allowed, row


CONDITIONS = {
    "a tag of the role": {"StringEquals": {"aws:PrincipalTag/team": "photos"}},
    "whose the bucket is": {"StringEquals": {"s3:ResourceAccount": "${aws:PrincipalAccount}"}},
    "the transport": {"Bool": {"aws:SecureTransport": "true"}},
    "the address": {"IpAddress": {"aws:SourceIp": "127.0.0.1"}},
    "the region": {"StringEquals": {"aws:RequestedRegion": "eu-west-1"}},
    "the moment": {"DateGreaterThan": {"aws:EpochTime": "2026-01-01", "aws:TokenIssueTime": "2026-01-01"}},
    "somebody who asks for another": {"Bool": {"aws:ViaAWSService": "true"}},
}


@pytest.mark.parametrize("secure", [True, False])
@pytest.mark.parametrize("condition", CONDITIONS.values(), ids=CONDITIONS)
def test_what_every_request_of_the_session_has_counts_in_the_table_as_it_does_in_s3(visitor, settings, condition, secure):
    settings.AWS_URL = settings.AWS_URL.replace("http:", "https:") if secure else settings.AWS_URL
    page = visitor()
    account_id, role = journey_in(page.session).account_id, "PhotoAppGoogle"
    allow = {
        "Version": "2012-10-17",
        "Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*", "Condition": condition},
    }
    changed = {"inline": {"Own": json.dumps(allow)}, "tags": {"team": "photos"}}
    stores().accounts.change(account_id, lambda one: one.with_role(replace(one.roles[role], **changed)))
    told = rows(look(page))["s3:ListAllMyBuckets", "ListBuckets"].allowed
    draft = journey_in(page.session).draft
    page.post("/call/send/", {**vars(draft), "action": "send"})
    page.post("/use/send/", {"operation": "ListBuckets", "bucket": bucket_of(page)})
    assert (journey_in(page.session).use.status == 200) == told == (condition not in _never(secure))


def _never(secure):
    return [CONDITIONS["somebody who asks for another"], *([] if secure else [CONDITIONS["the transport"]])]


def test_each_cell_opens_into_the_statements_that_it_rests_on(visitor):
    answer = look(visitor(), READ_ALL)
    cells = {cell.title: cell for cell in rows(answer)["s3:GetObject", "GetObject, HeadObject"].cells}
    assert cells["Role"].words == "OwnObjects"
    assert cells["Session policy"].words == "Read"
    assert any(one.name == "Statement" for finding in cells["Role"].findings for one in finding.walk())
    assert "OwnObjects" in answer.content.decode()


def test_a_policy_left_out_shows_what_it_makes_of_the_rest(visitor):
    page = visitor()
    answer = look(page, READ_ALL)
    (session,) = [one.value for one in answer.context["switches"] if one.value.startswith("session:")]
    assert not rows(answer)["s3:PutObject", "PutObject"].allowed
    without = rows(look(page, READ_ALL, without=[session]))["s3:PutObject", "PutObject"]
    assert without.allowed
    assert without.changed


def test_an_action_and_a_resource_of_ones_own_are_a_row(visitor):
    page = visitor()
    answer = look(page, READ_ALL, own_action="s3:GetObjectTagging", own_resource=f"arn:aws:s3:::{bucket_of(page)}/x")
    row = own_row(answer)
    assert not row.allowed
    assert row.words == "the role does not allow it"


def test_a_condition_key_of_ones_own_counts(visitor):
    page = visitor()
    folder = rows(look(page))["s3:ListBucket", "ListObjectsV2"].asked.context["s3:prefix"]
    arn = f"arn:aws:s3:::{bucket_of(page)}"
    assert not own_row(look(page, own_action="s3:ListBucket", own_resource=arn)).allowed
    assert own_row(look(page, own_action="s3:ListBucket", own_resource=arn, own_context=f"s3:prefix={folder}")).allowed


@pytest.mark.parametrize(
    ("fields", "faulty", "says"),
    [
        ({"own_action": "GetObject"}, "own_action", "An action reads"),
        ({"own_action": "s3:*"}, "own_action", "An action reads"),
        ({"own_resource": "arn:aws:s3:::b/k"}, "own_action", "A resource needs an action to ask about"),
        ({"own_action": "s3:GetObject", "own_resource": "b/k"}, "own_resource", "A resource is an ARN"),
        ({"own_action": "s3:GetObject", "own_context": "prefix"}, "own_context", "A condition key reads"),
        ({"own_action": "s3:ListBuckets"}, "own_action", "is an operation of S3 and no action:"),
        ({"own_action": "s3:GetObject"}, "own_resource", "is on something of its own: name that beside it"),
        ({"own_action": "s3:getobject", "own_resource": "arn:aws:s3:::b"}, "own_resource", "is on an object: name one, as in"),
        ({"own_action": "sts:GetCallerIdentity"}, "own_action", "needs no permission: whoever has credentials may ask it"),
    ],
)
def test_a_row_that_cannot_be_read_says_how_it_reads(visitor, fields, faulty, says):
    answer = look(visitor(), "", **fields)
    page = answer.content.decode()
    assert says in page
    assert re.search(f'name="{faulty}" value="[^"]*" aria-invalid="true" aria-describedby="own-fault"', page)
    assert page.count("aria-invalid") == 1
    assert answer.context["rows"]


def test_a_bucket_policy_that_names_the_session_is_not_narrowed_and_says_so(visitor):
    page = visitor()
    account = journey_in(page.session).account_id
    session = f"arn:aws:sts::{account}:assumed-role/PhotoAppGoogle/maya"
    allow = {
        "Effect": "Allow",
        "Principal": {"AWS": session},
        "Action": "s3:PutObject",
        "Resource": f"arn:aws:s3:::{bucket_of(page)}/*",
    }
    set_bucket_policy(bucket_of(page), json.dumps({"Version": "2012-10-17", "Statement": allow}))
    row = rows(look(page, READ_ALL))["s3:PutObject", "PutObject"]
    assert row.allowed
    assert row.words == "the bucket policy names the session itself, so no session policy limits it"


def test_a_bucket_policy_that_names_everybody_and_sorts_them_out_by_a_condition_says_so(visitor):
    page = visitor()
    role = f"arn:aws:iam::{journey_in(page.session).account_id}:role/PhotoAppGoogle"
    allow = {
        "Effect": "Allow",
        "Principal": "*",
        "Action": "s3:PutObject",
        "Resource": f"arn:aws:s3:::{bucket_of(page)}/*",
        "Condition": {"ArnEquals": {"aws:PrincipalArn": role}},
    }
    set_bucket_policy(bucket_of(page), json.dumps({"Version": "2012-10-17", "Statement": allow}))
    row = rows(look(page, READ_ALL))["s3:PutObject", "PutObject"]
    assert (row.allowed, row.words) == (True, "the bucket policy names everybody, so no session policy limits it")


@pytest.mark.parametrize("text", ["{", "[]", '{"Version": "2012-10-17"}'])
def test_a_policy_that_cannot_be_read_leaves_the_table_out_and_keeps_what_was_typed(visitor, text):
    page = visitor()
    role = page.get("/call/").context["draft"].RoleArn
    page.post("/call/send/", {"RoleArn": role, "RoleSessionName": "maya", "Policy": text, "action": "check"})
    answer = page.get("/call/")
    assert answer.context["rows"] == []
    assert "nothing can be worked out from it" in answer.content.decode()
    assert journey_in(page.session).draft.Policy == text


@pytest.mark.parametrize(
    ("minutes", "passed"),
    [("0", [True, True, True]), ("30", [True, True, True]), ("64", [True, False, False]), ("66", [False, False, False])],
)
def test_the_timeline_says_what_would_be_refused_then(visitor, minutes, passed):
    page = visitor()
    role = page.get("/call/").context["draft"].RoleArn
    page.post("/call/send/", {"RoleArn": role, "RoleSessionName": "maya", "action": "send"})
    before = len(stores().trail.events(journey_in(page.session).account_id))
    answer = page.get("/answer/then/", {"minutes": minutes})
    assert [one.passed for one in answer.context["later"]] == passed
    assert len(stores().trail.events(journey_in(page.session).account_id)) == before


@pytest.mark.parametrize("minutes", ["", "x", "-5", "²", "9" * 30])
def test_the_timeline_takes_nonsense_for_now(visitor, minutes):
    page = visitor()
    role = page.get("/call/").context["draft"].RoleArn
    page.post("/call/send/", {"RoleArn": role, "RoleSessionName": "maya", "action": "send"})
    assert page.get("/answer/then/", {"minutes": minutes}).context["later_minutes"] == 0


@pytest.mark.parametrize("policy", ["", READ_ALL])
@pytest.mark.parametrize(
    ("action", "operation", "limited"),
    [
        ("s3:GetObject", "someone else’s", ", and so does the session policy"),
        ("s3:DeleteObject", "DeleteObject", ", and no session policy does"),
    ],
)
def test_what_the_bucket_policy_alone_allows_is_not_said_to_be_the_roles(visitor, policy, action, operation, limited):
    page = visitor()
    journey = journey_in(page.session)
    role = page.get("/call/").context["draft"].RoleArn
    account = stores().accounts.get(journey.account_id)
    bare = replace(account.role_with_arn(role), inline={}, attached=())
    stores().accounts.change(journey.account_id, lambda one: one.with_role(bare))
    allow = {"Effect": "Allow", "Principal": {"AWS": role}, "Action": "s3:*", "Resource": f"arn:aws:s3:::{bucket_of(page)}/*"}
    set_bucket_policy(bucket_of(page), json.dumps({"Version": "2012-10-17", "Statement": allow}))
    row = rows(look(page, policy))[action, operation]
    assert row.allowed is (not policy or action == "s3:GetObject")
    assert row.words == "the bucket policy allows it to the role" + (limited if policy else "")
