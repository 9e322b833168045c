"""Writing and deleting only what is as expected, and what such a request has to be allowed besides."""

import pytest

from tests.sandbox.visit import ACCOUNT, BUCKET, fields, policy, refusal

PATH = f"/{BUCKET}/kept"
ETAG, OTHER = '"5d41402abc4b2a76b9719d911017c592"', '"00000000000000000000000000000000"'


@pytest.fixture
def kept(site, admin):
    """An object whose body is `hello`."""
    assert site.s3(admin, "PUT", PATH, headers={"x-amz-tagging": "team=photos"}, body=b"hello").response.status == 200


def sent(site, credentials, method, path=PATH, **headers):
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    return site.s3(credentials, method, path, headers=given, body=b"other" if method == "PUT" else b"")


def put(site, credentials, path=PATH, **headers):
    return sent(site, credentials, "PUT", path, **headers)


def test_what_is_there_is_not_written_over_where_nothing_should_be(site, admin, kept):
    answer = put(site, admin, if_none_match="*")
    assert (refusal(answer)[:2], fields(answer)["Condition"]) == ((412, "PreconditionFailed"), "If-None-Match")
    assert site.s3(admin, "GET", PATH).response.body == b"hello"
    assert put(site, admin, f"/{BUCKET}/new", if_none_match="*").response.status == 200


def test_a_write_finds_the_version_that_it_expects_or_writes_nothing(site, admin, kept):
    answer = put(site, admin, if_match=OTHER)
    assert (refusal(answer)[:2], fields(answer)["Condition"]) == ((412, "PreconditionFailed"), "If-Match")
    assert site.s3(admin, "GET", PATH).response.body == b"hello"
    assert put(site, admin, if_match=ETAG).response.status == 200
    assert site.s3(admin, "GET", PATH).response.body == b"other"
    assert refusal(put(site, admin, f"/{BUCKET}/new", if_match=ETAG))[:2] == (404, "NoSuchKey")


def test_a_write_takes_one_condition(site, admin, kept):
    answer = put(site, admin, if_match=ETAG, if_none_match="*")
    assert refusal(answer)[:2] == (501, "NotImplemented")
    assert fields(answer)["additionalMessage"] == "Multiple conditional request headers present in the request"
    assert site.s3(admin, "GET", PATH).response.body == b"hello"


@pytest.mark.parametrize(("match", "status", "left"), [(OTHER, 412, True), (ETAG, 204, False), ("*", 204, False)])
def test_a_deletion_finds_what_it_expects_or_deletes_nothing(site, admin, kept, match, status, left):
    assert site.s3(admin, "DELETE", PATH, headers={"if-match": match}).response.status == status
    assert (b"kept" in site.buckets.objects[BUCKET]) is left


@pytest.mark.parametrize("match", [ETAG, "*"])
def test_a_deletion_that_expects_something_finds_that_it_is_gone(site, admin, match):
    assert refusal(site.s3(admin, "DELETE", PATH, headers={"if-match": match}))[:2] == (404, "NoSuchKey")


@pytest.mark.parametrize(("method", "action"), [("PUT", "s3:PutObject"), ("DELETE", "s3:DeleteObject")])
def test_who_compares_an_entity_tag_must_be_allowed_to_read(site, admin, kept, method, action):
    site.edit_role("Admin", inline={"One": policy(action)})
    session = f"arn:aws:sts::{ACCOUNT}:assumed-role/Admin/maya"
    told = refusal(sent(site, admin, method, if_match=ETAG))[2]
    assert told.startswith(f"User: {session} is not authorized to perform: s3:GetObject on resource")
    tagged = policy("s3:GetObject", Condition={"StringEquals": {"s3:ExistingObjectTag/team": "photos"}})
    site.edit_role("Admin", inline={"One": policy(action), "Two": tagged})
    assert sent(site, admin, method, if_match=ETAG).response.status in (200, 204)


def test_who_compares_none_need_not_be_allowed_to_read(site, admin, kept):
    site.edit_role("Admin", inline={"One": policy("s3:PutObject", "s3:DeleteObject")})
    assert sent(site, admin, "PUT", f"/{BUCKET}/new", if_none_match="*").response.status == 200
    assert sent(site, admin, "DELETE", if_match="*").response.status == 204


OF_VERSIONS = [
    ("GET", "s3:GetObject", "s3:GetObjectVersion"),
    ("HEAD", "s3:GetObject", "s3:GetObjectVersion"),
    ("DELETE", "s3:DeleteObject", "s3:DeleteObjectVersion"),
]


@pytest.mark.parametrize(("method", "plain", "of_version"), OF_VERSIONS)
def test_a_version_takes_a_permission_of_its_own(site, admin, kept, method, plain, of_version):
    site.edit_role("Admin", inline={"One": policy(plain)})
    assert site.s3(admin, method, PATH, "versionId=null").response.status == 403
    named = policy(of_version, Condition={"StringEquals": {"s3:VersionId": "null"}})
    site.edit_role("Admin", inline={"One": named})
    assert site.s3(admin, method, PATH).response.status == 403
    assert site.s3(admin, method, PATH, "versionId=null").response.status in (200, 204)


def test_tags_that_replace_others_are_allowed_by_those_that_are_there(site, admin, kept):
    may = policy("s3:PutObjectTagging", Condition={"StringEquals": {"s3:ExistingObjectTag/team": "photos"}})
    site.edit_role("Admin", inline={"One": policy("s3:PutObject"), "Two": may})
    assert put(site, admin, x_amz_tagging="team=cars").response.status == 200
    assert refusal(put(site, admin, x_amz_tagging="team=photos"))[:2] == (403, "AccessDenied")
