"""Requests that no form of ours would send: each is answered by a page, and what they leave behind can be shown."""

import pytest

pytestmark = pytest.mark.django_db

ODD = [
    *(
        {"bucket": name}
        for name in ("[", "a" * 5_000, "é", "x?y", "x#y", "x:1", "a.b.mrap", "foo-s3alias", "foo--use1-az1--x-s3")
    ),
    {"bucket": "arn:aws:s3:eu-west-1:123456789012:accesspoint:foo"},
    {"bucket": "arn:aws:s3-object-lambda:eu-west-1:123456789012:accesspoint:foo"},
    {"bucket": "arn:aws:s3-outposts:eu-west-1:123456789012:outpost:op-01234567890123456:accesspoint:foo"},
    *({"key": key} for key in ("\0", "../../x", "é\ud7ff", "x" * 2_000, "/")),
    {"prefix": "\0"},
    {"prefix": "é" * 1_000},
]
ADDRESSES = [
    "/wire/99999999999999999999999999/",
    "/wire/0/",
    "/wire/?words=%00&who=zz",
    "/trail/?before=9999999999999999",
    "/answer/?minutes=²",
    "/answer/?minutes=999999999",
    "/answer/then/?minutes=x",
    "/take-home/?role=%00",
    "/sign-in/github/demo/?x=%00",
    "/token/?%00",
]


@pytest.fixture
def holder(visitor):
    """Somebody with credentials."""
    client = visitor()
    sent = client.post("/call/send/", {"action": "preset", "preset": "smallest"}, follow=True)
    assert sent.status_code == 200
    form = {"RoleArn": client.get("/call/").context["journey"].draft.RoleArn, "RoleSessionName": "maya", "action": "send"}
    client.post("/call/send/", form)
    assert client.get("/use/").context["journey"].outcome.credentials
    return client


def test_no_bucket_and_no_key_makes_a_page_fail(holder):
    plain = {"operation": "GetObject", "bucket": "photo-app", "key": "k", "body": "x", "prefix": "", "spoil": ""}
    for number, change in enumerate(ODD):
        operation = ("GetObject", "ListObjectsV2", "PutObject", "HeadObject")[number % 4 if "prefix" not in change else 1]
        answer = holder.post("/use/send/", plain | {"operation": operation, "spoil": ("", "header")[number % 2]} | change)
        assert answer.status_code in (200, 302), change
        assert holder.get("/use/").status_code == 200, change
    assert [holder.get(address).status_code for address in ("/wire/", "/wire/wire.har", "/trail/")] == [200, 200, 200]


def test_no_number_of_a_change_makes_a_page_fail(holder):
    for address in ("/answer/again/", "/use/send/"):
        for number in ("9" * 5_000, "²", "-1", "x"):
            assert holder.post(address, {"apply": number}).status_code in (200, 302)


def test_no_address_makes_a_page_fail(holder):
    answers = {address: holder.get(address).status_code for address in ADDRESSES}
    assert set(answers.values()) <= {200, 302, 400, 404}, answers


def test_a_host_name_that_is_not_the_sites_is_told_where_it_is(client, settings):
    answer = client.get("/", HTTP_HOST="10.1.2.3:8000")
    assert answer.status_code == 400
    said = answer.content.decode()
    assert "This site does not answer to this host name" in said
    assert settings.SITE_URL in said
    assert "ALLOWED_HOSTS" in said


def test_a_form_of_too_many_fields_is_told_how_many_there_may_be(client):
    answer = client.post("/diagnose/", {f"field-{number}": "" for number in range(1_001)}, headers={"host": "localhost:8000"})
    assert answer.status_code == 400
    assert "A form here has at most 1,000 fields and 2 megabytes." in answer.content.decode()


@pytest.mark.parametrize("seconds", ["9" * 5_000, "0" * 5_000, "9" * 12, "²", "-1"])
def test_no_duration_makes_step_three_fail_and_for_good(holder, seconds):
    """What was typed is kept, so that a page which could not read it would have failed at each visit."""
    form = {"RoleArn": "arn:aws:iam::123456789012:role/X", "RoleSessionName": "maya", "DurationSeconds": seconds}
    for action in ("check", "send"):
        assert holder.post("/call/send/", form | {"action": action}).status_code in (200, 302)
        assert [holder.get(page).status_code for page in ("/call/", "/answer/", "/wire/")] == [200] * 3


def test_a_body_that_reads_like_a_note_of_ours_makes_no_page_of_the_wire_fail(holder):
    for body in ("… (" + "9" * 5_000 + " bytes)", "(" + "9" * 5_000 + " bytes of text/plain)"):
        form = {"operation": "PutObject", "bucket": "photo-app", "key": "k", "body": body, "prefix": "", "spoil": ""}
        assert holder.post("/use/send/", form).status_code in (200, 302)
    assert [holder.get(address).status_code for address in ("/wire/", "/wire/wire.har", "/use/")] == [200] * 3
