"""GetObject, HeadObject, HeadBucket and ListBuckets: bytes, ranges, headers, and 403 or 404."""

import pytest

from tests.sandbox.visit import ACCOUNT, BUCKET, OTHER, OTHERS_BUCKET, every, failed, fields, header, policy, refusal

PATH = f"/{BUCKET}/ten"
BODY = b"0123456789"
MODIFIED = "Sat, 21 Nov 2026 20:23:17 GMT"
EARLIER, LATER = "Sat, 21 Nov 2026 20:23:16 GMT", "Sat, 21 Nov 2026 20:23:18 GMT"
ETAG = '"781e5e245d69b566979b86e28d23f2c7"'


@pytest.fixture(autouse=True)
def ten(site, admin):
    given = {"content-type": "text/plain", "x-amz-meta-made-by": "maya", "cache-control": "no-cache"}
    assert site.s3(admin, "PUT", PATH, headers=given, body=BODY).response.status == 200


def test_an_object_comes_back_with_what_was_said_of_it(site, admin):
    answer = site.s3(admin, "GET", PATH)
    assert (answer.response.status, answer.response.body) == (200, BODY)
    expected = {
        "Content-Type": "text/plain",
        "Content-Length": "10",
        "ETag": ETAG,
        "Last-Modified": MODIFIED,
        "Accept-Ranges": "bytes",
        "Cache-Control": "no-cache",
        "x-amz-meta-made-by": "maya",
    }
    assert {name: header(answer, name) for name in expected} == expected
    assert len(header(answer, "x-amz-request-id")) == 16
    assert header(answer, "x-amz-id-2")


def test_head_has_the_same_headers_and_no_bytes(site, admin):
    got, head = site.s3(admin, "GET", PATH), site.s3(admin, "HEAD", PATH)
    assert head.response.status == 200
    assert head.response.body == b""
    assert dict(head.response.headers).keys() == dict(got.response.headers).keys()
    assert header(head, "Content-Length") == "10"


CONDITIONS = [
    ({"if-match": ETAG}, 200),
    ({"if-match": ETAG.strip('"')}, 200),
    ({"if-match": "*"}, 200),
    ({"if-match": '"x", ' + ETAG}, 200),
    ({"if-match": '"x"'}, 412),
    ({"if-none-match": ETAG}, 304),
    ({"if-none-match": f"W/{ETAG}"}, 304),
    ({"if-none-match": '"x"'}, 200),
    ({"if-modified-since": MODIFIED}, 304),
    ({"if-modified-since": EARLIER}, 200),
    ({"if-unmodified-since": MODIFIED}, 200),
    ({"if-unmodified-since": EARLIER}, 412),
    ({"if-match": ETAG, "if-unmodified-since": EARLIER}, 200),
    ({"if-none-match": '"x"', "if-modified-since": LATER}, 200),
    ({"if-modified-since": "yesterday"}, 200),
]


@pytest.mark.parametrize(("conditions", "status"), CONDITIONS)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_condition_is_compared_with_the_object(site, admin, method, conditions, status):
    answer = site.s3(admin, method, PATH, headers=conditions)
    assert answer.response.status == status
    assert (header(answer, "ETag") == ETAG) is (status != 412)
    if status == 304:
        assert answer.response.body == b""
    if status == 412 and method == "GET":
        assert fields(answer)["Condition"] in ("If-Match", "If-Unmodified-Since")


def test_a_request_can_ask_for_other_headers(site, admin):
    query = "response-content-disposition=attachment%3B%20filename%3D%22ten%22&response-content-type=text%2Fcsv"
    answer = site.s3(admin, "GET", PATH, query)
    assert header(answer, "Content-Disposition") == 'attachment; filename="ten"'
    assert header(answer, "Content-Type") == "text/csv"


@pytest.mark.parametrize("value", ["a%0D%0ASet-Cookie:%20x=1", "%00", "ä", "%20x", ""])
def test_no_header_can_be_smuggled_in_so(site, admin, value):
    answer = site.s3(admin, "GET", PATH, f"response-content-type={value}")
    assert refusal(answer)[:2] == (400, "InvalidArgument")


def test_a_missing_key_is_not_found_for_one_who_may_list_and_denied_for_one_who_may_not(site, admin):
    answer = site.s3(admin, "GET", f"/{BUCKET}/nothing")
    assert refusal(answer) == (404, "NoSuchKey", "The specified key does not exist.")
    assert fields(answer)["Key"] == "nothing"
    assert site.s3(admin, "HEAD", f"/{BUCKET}/nothing").response.status == 404
    site.edit_role("Admin", inline={"Get": policy("s3:GetObject")})
    answer = site.s3(admin, "GET", f"/{BUCKET}/nothing")
    assert refusal(answer)[:2] == (403, "AccessDenied")
    assert "is not authorized to perform: s3:ListBucket on resource:" in refusal(answer)[2]
    assert failed(answer) == "Existence"
    assert site.s3(admin, "HEAD", f"/{BUCKET}/nothing").response.status == 403


def test_one_who_may_not_read_learns_nothing_of_what_is_there(site, admin):
    site.edit_role("Admin", inline={"List": policy("s3:ListBucket")})
    told = [refusal(site.s3(admin, "GET", path))[:2] for path in (PATH, f"/{BUCKET}/nothing")]
    assert told == [(403, "AccessDenied")] * 2


def test_a_bucket_that_is_not_there_is_told_by_its_name(site, admin):
    answer = site.s3(admin, "GET", "/nobodys-bucket/key")
    assert refusal(answer) == (404, "NoSuchBucket", "The specified bucket does not exist")
    assert fields(answer)["BucketName"] == "nobodys-bucket"
    assert site.s3(admin, "HEAD", "/nobodys-bucket").response.status == 404
    assert site.s3(admin, "HEAD", "/nobodys-bucket").response.body == b""


@pytest.mark.parametrize("name", ["ab", "a%00b", "photo%20app", "%C3%A4%C3%A4%C3%A4", "x" * 256])
def test_a_name_that_no_bucket_can_have_is_refused(site, admin, name):
    assert refusal(site.s3(admin, "GET", f"/{name}/key"))[:2] == (400, "InvalidBucketName")


def test_a_path_that_is_no_utf_8_is_refused(site, admin):
    assert refusal(site.s3(admin, "GET", f"/{BUCKET}/%FF"))[:2] == (400, "InvalidURI")


@pytest.mark.parametrize(
    ("key", "refused"),
    [
        *(("../x", True), ("..", True), ("a/../../b", True), ("%2E%2E/x", True)),
        *(("a/../b", False), ("a/b/../../c", False), ("..a", False), ("a/..", False)),
    ],
)
def test_a_path_that_leads_up_out_of_its_bucket_is_refused_without_a_word(site, admin, key, refused):
    answer = site.s3(admin, "GET", f"/{key}", headers={"host": f"{BUCKET}.localhost:8001"})
    assert answer.response.status == (400 if refused else 404)
    assert (answer.response.body == b"") is refused


def test_head_bucket_says_where_it_is(site, admin):
    answer = site.s3(admin, "HEAD", f"/{BUCKET}")
    assert (answer.response.status, header(answer, "x-amz-bucket-region")) == (200, "eu-west-1")
    assert header(answer, "x-amz-bucket-arn") == f"arn:aws:s3:::{BUCKET}"


@pytest.mark.parametrize("bucket", [BUCKET, OTHERS_BUCKET])
def test_head_bucket_says_so_too_to_one_who_may_not_see_into_it(site, bucket):
    site.edit_role("Admin", inline={})
    answer = site.s3(site.credentials(), "HEAD", f"/{bucket}")
    assert (answer.response.status, header(answer, "x-amz-bucket-region")) == (403, "eu-west-1")
    assert answer.response.body == b""


def test_list_buckets_has_the_callers_own_alone(site, admin):
    answer = site.s3(admin)
    assert every(answer, "Name") == [BUCKET]
    assert fields(answer)["CreationDate"] == "2026-11-21T20:06:37.000Z"
    assert fields(answer)["BucketArn"] == f"arn:aws:s3:::{BUCKET}"
    assert "BucketRegion" not in fields(answer)
    assert fields(site.s3(admin, query="max-buckets=9"))["BucketRegion"] == "eu-west-1"
    assert every(site.s3(admin, query="prefix=photo-app"), "Name") == [BUCKET]
    assert every(site.s3(admin, query="prefix=x"), "Name") == []


def test_the_bucket_may_stand_in_the_host_name(site, admin):
    from_path = site.s3(admin, "GET", PATH)
    for host in (f"{BUCKET}.localhost:8001", f"{BUCKET}.s3.eu-west-1.amazonaws.com", f"{BUCKET.upper()}.LOCALHOST"):
        answer = site.s3(admin, "GET", "/ten", headers={"host": host})
        assert answer.response.body == from_path.response.body


def test_whoever_expects_another_owner_gets_nothing(site, admin):
    assert site.s3(admin, "GET", PATH, headers={"x-amz-expected-bucket-owner": ACCOUNT}).response.status == 200
    answer = site.s3(admin, "GET", PATH, headers={"x-amz-expected-bucket-owner": OTHER})
    assert refusal(answer) == (403, "AccessDenied", "Access Denied")
