"""The tags of an object: put, read and taken off by documents of their own, and asked for by policies."""

import pytest

from tests.sandbox.visit import BUCKET, every, fields, header, policy, refusal

PATH, ARN = f"/{BUCKET}/tagged", f"arn:aws:s3:::{BUCKET}/tagged"
ONE = "<Tag><Key>{}</Key><Value>{}</Value></Tag>"


def document(*tags):
    return f"<Tagging><TagSet>{''.join(ONE.format(*tag) for tag in tags)}</TagSet></Tagging>".encode()


def put(site, credentials, *tags, body=None):
    return site.s3(credentials, "PUT", PATH, "tagging", body=document(*tags) if body is None else body)


def read(site, credentials):
    answer = site.s3(credentials, "GET", PATH, "tagging")
    assert header(answer, "Content-Type") is None or answer.response.status != 200
    assert answer.response.status == 200
    return dict(zip(every(answer, "Key"), every(answer, "Value"), strict=True))


@pytest.fixture
def tagged(site, admin):
    assert site.s3(admin, "PUT", PATH, headers={"x-amz-tagging": "team=photos"}, body=b"hello").response.status == 200
    return site


def test_tags_are_read_replaced_and_taken_off_and_the_object_stays_as_it_is(tagged, admin):
    before = tagged.s3(admin, "HEAD", PATH)
    assert read(tagged, admin) == {"team": "photos"}
    assert put(tagged, admin, ("who", "Maya"), ("größe", "")).response.status == 200
    assert read(tagged, admin) == {"who": "Maya", "größe": ""}
    got = tagged.s3(admin, "GET", PATH)
    assert (got.response.body, header(got, "x-amz-tagging-count")) == (b"hello", "2")
    assert [header(got, name) for name in ("ETag", "Last-Modified")] == [
        header(before, name) for name in ("ETag", "Last-Modified")
    ]
    answer = tagged.s3(admin, "DELETE", PATH, "tagging")
    assert (answer.response.status, answer.response.body) == (204, b"")
    assert read(tagged, admin) == {}
    assert header(tagged.s3(admin, "GET", PATH), "x-amz-tagging-count") is None


REFUSED = [
    ([(f"key{number}", "") for number in range(11)], ("BadRequest", "Object tags cannot be greater than 10")),
    ([("a", "1"), ("a", "2")], ("InvalidTag", "Cannot provide multiple Tags with the same key")),
    ([("aws:team", "1")], ("InvalidTag", "Your TagKey cannot be prefixed with aws:")),
    ([("", "1")], ("InvalidTag", "The TagKey you have provided is invalid")),
    ([("k" * 129, "1")], ("InvalidTag", "The TagKey you have provided is invalid")),
    ([("a!", "1")], ("InvalidTag", "The TagKey you have provided is invalid")),
    ([("a", "v" * 257)], ("InvalidTag", "The TagValue you have provided is invalid")),
    ([("a", "#")], ("InvalidTag", "The TagValue you have provided is invalid")),
]


@pytest.mark.parametrize(("tags", "told"), REFUSED)
def test_what_is_no_tag_is_refused_and_changes_nothing(tagged, admin, tags, told):
    assert refusal(put(tagged, admin, *tags)) == (400, *told)
    assert read(tagged, admin) == {"team": "photos"}


UNREADABLE = ["team=films&team=photos", "team=films,who=maya", "team", "&", "team=%FF"]


@pytest.mark.parametrize("given", UNREADABLE)
def test_tags_in_a_header_that_are_no_form_are_refused_as_a_whole(tagged, admin, given):
    answer = tagged.s3(admin, "PUT", PATH, headers={"x-amz-tagging": given})
    words = (
        "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates."
    )
    assert refusal(answer) == (400, "InvalidArgument", words)
    assert (fields(answer)["ArgumentName"], fields(answer)["ArgumentValue"]) == ("x-amz-tagging", given)
    assert read(tagged, admin) == {"team": "photos"}


BROKEN = [
    b"",
    b"team=photos",
    b"<Tagging/>",
    b"<Tags><TagSet/></Tags>",
    b"<Tagging><TagSet/><TagSet/></Tagging>",
    b"<Tagging><TagSet><Tag><Key>a</Key></Tag></TagSet></Tagging>",
    b"<Tagging><TagSet><Label><Key>a</Key><Value>b</Value></Label></TagSet></Tagging>",
]


@pytest.mark.parametrize("body", BROKEN)
def test_a_document_that_is_none_is_malformed(tagged, admin, body):
    assert refusal(put(tagged, admin, body=body))[0] == 400
    assert put(tagged, admin, body=body).error in ("MalformedXML", "MissingRequestBodyError")
    assert read(tagged, admin) == {"team": "photos"}


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_a_key_that_is_not_there_has_no_tags(site, admin, method):
    answer = site.s3(admin, method, PATH, "tagging", body=document(("a", "b")) if method == "PUT" else b"")
    assert refusal(answer)[:2] == (404, "NoSuchKey")
    assert fields(answer)["Key"] == (f"{BUCKET}/tagged" if method == "GET" else "tagged")


ACTIONS = {"GET": "s3:GetObjectTagging", "PUT": "s3:PutObjectTagging", "DELETE": "s3:DeleteObjectTagging"}


@pytest.mark.parametrize("method", ACTIONS)
def test_each_needs_its_own_permission(tagged, admin, method):
    body = document(("a", "b")) if method == "PUT" else b""
    others = [action for name, action in ACTIONS.items() if name != method]
    tagged.edit_role("Admin", inline={"Only": policy("s3:GetObject", "s3:PutObject", "s3:DeleteObject", *others)})
    told = refusal(tagged.s3(admin, method, PATH, "tagging", body=body))
    assert told[:2] == (403, "AccessDenied")
    assert f'to perform: {ACTIONS[method]} on resource: "{ARN}"' in told[2]
    tagged.edit_role("Admin", inline={"Only": policy(ACTIONS[method], resource=ARN)})
    assert tagged.s3(admin, method, PATH, "tagging", body=body).response.status in (200, 204)


def may_tag(site, operator, key, value):
    only = policy("s3:PutObjectTagging", Condition={operator: {key: value}})
    site.edit_role("Admin", inline={"Only": only})


def test_a_policy_can_ask_for_the_tags_that_are_there(tagged, admin):
    may_tag(tagged, "StringEquals", "s3:ExistingObjectTag/team", "photos")
    assert put(tagged, admin, ("team", "films")).response.status == 200
    assert put(tagged, admin, ("team", "photos")).response.status == 403


def test_a_policy_can_ask_for_the_tags_that_come(tagged, admin):
    may_tag(tagged, "StringEquals", "s3:RequestObjectTag/team", "films")
    assert put(tagged, admin, ("team", "photos")).response.status == 403
    assert put(tagged, admin, ("team", "films")).response.status == 200
    may_tag(tagged, "ForAllValues:StringEquals", "s3:RequestObjectTagKeys", ["team"])
    assert put(tagged, admin, ("team", "x"), ("who", "Maya")).response.status == 403
    assert put(tagged, admin, ("team", "x")).response.status == 200
