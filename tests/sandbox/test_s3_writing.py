"""PutObject and DeleteObject: what is kept, what is checked, what is refused."""

import base64
import hashlib
import zlib
from urllib.parse import quote

import pytest

from playground.sandbox.parameters import service_model
from playground.sandbox.routing import SUBRESOURCES
from playground.sandbox.s3.payload import LARGEST
from playground.sandbox.s3.understood import HEADERS, IN_QUERY
from playground.sigv4.request import HttpRequest as SignedRequest
from playground.sigv4.sign import presign
from tests.sandbox.visit import BUCKET, HOST, REGION, fields, header, plain, policy, refusal, signed
from tests.tokens.minting import NOW

PATH = f"/{BUCKET}/new"


def digest(algorithm, body):
    return base64.b64encode(hashlib.new(algorithm, body).digest()).decode()


def crc32(body):
    return base64.b64encode(zlib.crc32(body).to_bytes(4, "big")).decode()


def test_what_is_put_can_be_got(site, admin):
    answer = site.s3(admin, "PUT", PATH, body=b"hello")
    assert (answer.response.status, answer.response.body) == (200, b"")
    assert header(answer, "ETag") == f'"{hashlib.md5(b"hello").hexdigest()}"'
    got = site.s3(admin, "GET", PATH)
    assert got.response.body == b"hello"
    assert header(got, "Content-Type") == "binary/octet-stream"


def test_a_second_put_replaces_the_first_with_all_that_was_said_of_it(site, admin):
    site.s3(admin, "PUT", PATH, headers={"x-amz-meta-a": "1", "content-type": "text/plain"}, body=b"first")
    site.s3(admin, "PUT", PATH, headers={"x-amz-meta-b": "2"}, body=b"second")
    answer = site.s3(admin, "GET", PATH)
    assert answer.response.body == b"second"
    assert header(answer, "x-amz-meta-a") is None
    assert header(answer, "x-amz-meta-b") == "2"
    assert header(answer, "Content-Type") == "binary/octet-stream"


@pytest.mark.parametrize("key", ["a b", "ä/ö", "a//b", "/a", "a+b", "a%b", "\U0001f600", "..", "a\x00b", "x" * 1024])
def test_a_key_is_any_utf_8(site, admin, key):
    path = f"/{BUCKET}/{quote(key)}"
    assert site.s3(admin, "PUT", path, body=key.encode()).response.status == 200
    assert site.s3(admin, "GET", path).response.body == key.encode()
    assert list(site.buckets.objects[BUCKET]).count(key.encode()) == 1
    assert site.s3(admin, "DELETE", path).response.status == 204


def test_a_key_may_have_1024_bytes_and_no_more(site, admin):
    answer = site.s3(admin, "PUT", f"/{BUCKET}/{quote('ä' * 513)}")
    assert refusal(answer) == (400, "KeyTooLongError", "Your key is too long")
    assert (fields(answer)["Size"], fields(answer)["MaxSizeAllowed"]) == ("1026", "1024")


def test_deleting_what_is_not_there_is_no_error(site, admin):
    for _ in range(2):
        answer = site.s3(admin, "DELETE", f"/{BUCKET}/shared/welcome.txt")
        assert (answer.response.status, answer.response.body) == (204, b"")
    assert site.s3(admin, "GET", f"/{BUCKET}/shared/welcome.txt").response.status == 404


def test_each_needs_its_own_permission(site, admin):
    for action, method, status in (("s3:PutObject", "PUT", 200), ("s3:DeleteObject", "DELETE", 204)):
        site.edit_role("Admin", inline={"Only": policy(action)})
        told = {one: site.s3(admin, one, PATH).response.status for one in ("PUT", "GET", "HEAD", "DELETE")}
        assert told == dict.fromkeys(told, 403) | {method: status}


def test_the_md5_that_came_along_is_compared(site, admin):
    assert site.s3(admin, "PUT", PATH, headers={"content-md5": digest("md5", b"hello")}, body=b"hello").response.status == 200
    answer = site.s3(admin, "PUT", PATH, headers={"content-md5": digest("md5", b"other")}, body=b"hello")
    assert refusal(answer) == (400, "BadDigest", "The Content-MD5 you specified did not match what we received.")
    assert fields(answer)["CalculatedDigest"] == digest("md5", b"hello")


@pytest.mark.parametrize("value", ["", "x", "ä", "1B2M2Y8AsgTpgAmY7PhCfg", "1B2M2Y8AsgTpgAmY7PhCfg=" + "=" * 5])
def test_an_md5_that_is_none_is_refused(site, admin, value):
    answer = site.s3(admin, "PUT", PATH, headers={"content-md5": value})
    assert refusal(answer) == (400, "InvalidDigest", "The Content-MD5 you specified was invalid.")


@pytest.mark.parametrize("algorithm", ["sha1", "sha256"])
def test_a_checksum_is_compared_kept_and_told_when_asked_for(site, admin, algorithm):
    name, value = f"x-amz-checksum-{algorithm}", digest(algorithm, b"hello")
    answer = site.s3(admin, "PUT", PATH, headers={name: value}, body=b"hello")
    assert (header(answer, name), header(answer, "x-amz-checksum-type")) == (value, "FULL_OBJECT")
    assert header(site.s3(admin, "GET", PATH), name) is None
    told = site.s3(admin, "HEAD", PATH, headers={"x-amz-checksum-mode": "ENABLED"})
    assert (header(told, name), header(told, "x-amz-checksum-type")) == (value, "FULL_OBJECT")
    refused = site.s3(admin, "PUT", PATH, headers={name: digest(algorithm, b"other")}, body=b"hello")
    assert refusal(refused)[:2] == (400, "BadDigest")
    assert refusal(site.s3(admin, "PUT", PATH, headers={name: "x"}, body=b"hello"))[:2] == (400, "InvalidRequest")


def chunked(body, *, trailer=None):
    framed = b"%x\r\n%s\r\n" % (len(body), body) if body else b""
    end = f"x-amz-checksum-crc32:{trailer}\r\n\r\n" if trailer else "\r\n"
    return framed + b"0\r\n" + end.encode()


def streamed(body, **more):
    return {
        "x-amz-content-sha256": "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
        "x-amz-decoded-content-length": str(len(body)),
        "content-encoding": "aws-chunked",
        "x-amz-trailer": "x-amz-checksum-crc32",
        **more,
    }


@pytest.mark.parametrize("body", [b"", b"hello", b"x" * 20_000])
def test_a_body_in_chunks_with_a_trailer_is_kept_without_its_frame(site, admin, body):
    answer = site.s3(admin, "PUT", PATH, headers=streamed(body), body=chunked(body, trailer=crc32(body)))
    assert answer.response.status == 200
    assert header(answer, "x-amz-checksum-crc32") == crc32(body)
    got = site.s3(admin, "GET", PATH)
    assert got.response.body == body
    assert header(got, "Content-Encoding") is None


def test_of_several_encodings_only_the_frames_own_is_taken_away(site, admin):
    headers = streamed(b"hello") | {"content-encoding": "gzip,aws-chunked"}
    site.s3(admin, "PUT", PATH, headers=headers, body=chunked(b"hello", trailer=crc32(b"hello")))
    assert header(site.s3(admin, "GET", PATH), "Content-Encoding") == "gzip"


@pytest.mark.parametrize(
    ("headers", "body", "code"),
    [
        (streamed(b"hello"), chunked(b"hello", trailer=crc32(b"other")), "BadDigest"),
        (streamed(b"hello"), chunked(b"hello"), "MalformedTrailerError"),
        (streamed(b"hello, more"), chunked(b"hello", trailer=crc32(b"hello")), "IncompleteBody"),
        (streamed(b"hello"), b"5\r\nhel", "IncompleteBody"),
        (streamed(b"hello"), b"hello", "IncompleteBody"),
        (
            streamed(b"hello") | {"x-amz-content-sha256": "STREAMING-AWS4-HMAC-SHA256-PAYLOAD"},
            chunked(b"hello"),
            "SignatureDoesNotMatch",
        ),
    ],
)
def test_a_body_in_chunks_that_is_not_what_it_promises_is_refused_and_nothing_kept(site, admin, headers, body, code):
    assert refusal(site.s3(admin, "PUT", PATH, headers=headers, body=body))[1] == code
    assert b"new" not in site.buckets.objects[BUCKET]


def test_a_body_that_changed_on_its_way_is_refused(site, admin):
    request = signed(admin, "PUT", PATH, body=b"hello")
    object.__setattr__(request, "body", b"other")
    assert refusal(site.send(request))[:2] == (400, "XAmzContentSHA256Mismatch")
    assert b"new" not in site.buckets.objects[BUCKET]


def test_an_object_that_is_too_large_is_refused(site, admin):
    site.buckets.max_bytes = 10 * LARGEST
    body = b"x" * (LARGEST + 1)
    answer = site.s3(admin, "PUT", PATH, headers={"x-amz-content-sha256": "UNSIGNED-PAYLOAD"}, body=body)
    assert refusal(answer) == (400, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed size")
    assert fields(answer)["MaxSizeAllowed"] == str(LARGEST)
    assert (
        site.s3(admin, "PUT", PATH, headers={"x-amz-content-sha256": "UNSIGNED-PAYLOAD"}, body=body[1:]).response.status == 200
    )


def test_an_account_has_a_quota_and_says_so(site, admin):
    site.buckets.max_bytes = 1000
    answer = site.s3(admin, "PUT", PATH, body=b"x" * 1001)
    assert refusal(answer)[:2] == (400, "ServiceQuotaExceeded")
    assert "1000 bytes" in refusal(answer)[2]


def test_metadata_may_have_two_kibibytes(site, admin):
    assert site.s3(admin, "PUT", PATH, headers={"x-amz-meta-a": "x" * 2047}).response.status == 200
    answer = site.s3(admin, "PUT", PATH, headers={"x-amz-meta-a": "x" * 2048})
    assert refusal(answer)[:2] == (400, "MetadataTooLarge")


def test_metadata_that_is_no_utf_8_is_no_failure(site, admin):
    assert site.s3(admin, "PUT", PATH, headers={"x-amz-meta-a": "ä", "x-amz-meta-b": "\udcff"}).response.status == 200
    answer = site.s3(admin, "GET", PATH)
    assert header(answer, "x-amz-meta-a") == "ä"
    assert header(answer, "x-amz-meta-b") == "\ufffd"


NOT_HERE = [
    {"x-amz-copy-source": f"/{BUCKET}/shared/welcome.txt"},
    {"x-amz-tagging": "team=photos"},
    {"x-amz-storage-class": "GLACIER"},
    {"x-amz-server-side-encryption": "aws:kms"},
    {"x-amz-server-side-encryption-customer-algorithm": "AES256"},
    {"x-amz-object-lock-mode": "GOVERNANCE"},
    {"x-amz-website-redirect-location": "/"},
    {"x-amz-write-offset-bytes": "5"},
    {"x-amz-something-of-next-year": "1"},
    {"if-none-match": "*"},
    {"if-match": '"x"'},
]


@pytest.mark.parametrize("headers", NOT_HERE)
def test_a_header_that_the_sandbox_does_not_understand_is_refused_and_nothing_kept(site, admin, headers):
    answer = site.s3(admin, "PUT", PATH, headers=headers, body=b"")
    message = "A header you provided implies functionality that is not implemented"
    assert refusal(answer) == (501, "NotImplemented", message)
    assert fields(answer)["Header"] in headers
    assert b"new" not in site.buckets.objects[BUCKET]


def test_the_same_in_the_query_of_a_presigned_request_is_refused(site, admin):
    for query in ("x-amz-tagging=team%3Dphotos", "x-amz-acl=public-read", "X-Amz-Copy-Source=x", "x-amz-meta-a=1"):
        request = SignedRequest("PUT", PATH, query, (("host", HOST),))
        answer = site.send(plain(presign(request, admin, region=REGION, service="s3", now=NOW, expires=60).request))
        assert refusal(answer)[:2] == (501, "NotImplemented")


def test_a_presigned_put_keeps_its_body(site, admin):
    request = SignedRequest("PUT", PATH, "", (("host", HOST),), b"hello")
    answer = site.send(plain(presign(request, admin, region=REGION, service="s3", now=NOW, expires=60).request))
    assert answer.response.status == 200
    assert site.s3(admin, "GET", PATH).response.body == b"hello"


@pytest.mark.parametrize("headers", [{"x-amz-storage-class": "STANDARD"}, {"x-amz-server-side-encryption": "AES256"}])
def test_what_holds_anyway_may_be_asked_for(site, admin, headers):
    assert site.s3(admin, "PUT", PATH, headers=headers).response.status == 200


@pytest.mark.parametrize("headers", [{"x-amz-acl": "public-read"}, {"x-amz-acl": "private"}, {"x-amz-grant-read": "id=x"}])
def test_access_control_lists_are_switched_off(site, admin, headers):
    assert refusal(site.s3(admin, "PUT", PATH, headers=headers)) == (
        400,
        "AccessControlListNotSupported",
        "The bucket does not allow ACLs",
    )
    assert site.s3(admin, "PUT", PATH, headers={"x-amz-acl": "bucket-owner-full-control"}).response.status == 200


def test_asking_for_a_list_needs_its_own_permission(site, admin):
    site.edit_role("Admin", inline={"Put": policy("s3:PutObject")})
    answer = site.s3(admin, "PUT", PATH, headers={"x-amz-acl": "bucket-owner-full-control"})
    assert "is not authorized to perform: s3:PutObjectAcl" in refusal(answer)[2]


CONDITIONS = [
    ({"StringEquals": {"s3:x-amz-acl": "bucket-owner-full-control"}}, {"x-amz-acl": "bucket-owner-full-control"}, 200),
    ({"StringEquals": {"s3:x-amz-acl": "bucket-owner-full-control"}}, {}, 403),
    ({"StringEquals": {"s3:x-amz-server-side-encryption": "AES256"}}, {"x-amz-server-side-encryption": "AES256"}, 200),
    ({"StringEquals": {"s3:x-amz-server-side-encryption": "AES256"}}, {}, 403),
    ({"StringEquals": {"s3:x-amz-storage-class": "STANDARD"}}, {"x-amz-storage-class": "STANDARD"}, 200),
    ({"StringEquals": {"s3:x-amz-content-sha256": "UNSIGNED-PAYLOAD"}}, {"x-amz-content-sha256": "UNSIGNED-PAYLOAD"}, 200),
    ({"StringEquals": {"s3:x-amz-content-sha256": "UNSIGNED-PAYLOAD"}}, {}, 403),
    ({"StringEquals": {"s3:authType": "REST-HEADER", "s3:signatureversion": "AWS4-HMAC-SHA256"}}, {}, 200),
]


@pytest.mark.parametrize(("condition", "headers", "status"), CONDITIONS)
def test_policies_can_test_the_headers_of_a_put(site, admin, condition, headers, status):
    site.edit_role("Admin", inline={"Only": policy("s3:PutObject", "s3:PutObjectAcl", Condition=condition)})
    assert site.s3(admin, "PUT", PATH, headers=headers, body=b"hello").response.status == status


@pytest.mark.parametrize(
    "query", ["uploads", "uploadId=x&partNumber=1", "acl", "tagging", "renameObject", "versionId=x", "retention"]
)
def test_another_operation_on_the_same_path_is_not_taken_for_a_put(site, admin, query):
    assert refusal(site.s3(admin, "PUT", PATH, query))[:2] == (501, "NotImplemented")
    assert b"new" not in site.buckets.objects[BUCKET]


def test_every_query_parameter_that_makes_another_operation_is_known():
    """botocore's model of S3 names them in its addresses and among required members."""
    model = service_model("s3")
    found = set()
    for name in model.operation_names:
        operation = model.operation_model(name)
        address = operation.http["requestUri"].partition("?")[2]
        found |= {pair.partition("=")[0] for pair in address.split("&") if pair}
        shape = operation.input_shape
        for member in shape.required_members if shape else ():
            place = shape.members[member].serialization
            found |= {place["name"]} if place.get("location") == "querystring" else set()
    assert found - SUBRESOURCES == {"list-type", "id"}


def test_signing_itself_uses_no_header_that_is_not_understood():
    assert {"x-amz-date", "x-amz-security-token", "x-amz-content-sha256"} <= HEADERS
    assert {"x-amz-signature", "x-amz-credential", "x-amz-security-token"} <= IN_QUERY
