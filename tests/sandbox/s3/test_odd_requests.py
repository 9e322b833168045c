"""What no client sends and somebody may: sources that name too much, documents with more in them than S3 reads, bodies half framed."""

import base64
import hashlib
from dataclasses import replace

import pytest

from tests.sandbox.visit import BUCKET, crc32, every, fields, refusal, signed

PATH, KEY = f"/{BUCKET}", f"/{BUCKET}/shared/welcome.txt"
NEW = f"/{BUCKET}/new"


def with_document(site, admin, method, path, query, body):
    checksum = base64.b64encode(hashlib.sha256(body).digest()).decode()
    return site.s3(admin, method, path, query, headers={"x-amz-checksum-sha256": checksum}, body=body)


@pytest.mark.parametrize("query", ["versionId", "versionId="])
def test_a_version_without_a_name_is_none_because_a_skeleton_of_the_cli_has_it(site, admin, query):
    assert site.s3(admin, "GET", KEY, query).response.status == 200


SOURCES = {
    "versionId=": "Version id cannot be the empty string",
    "versionId": "Unsupported copy source parameter.",
    "versionid=null": "Unsupported copy source parameter.",
    "acl": "Unsupported copy source parameter.",
}


@pytest.mark.parametrize("query", SOURCES)
def test_what_follows_the_source_of_a_copy_must_be_its_version(site, admin, query):
    answer = site.s3(admin, "PUT", NEW, headers={"x-amz-copy-source": f"{KEY}?{query}"})
    assert refusal(answer) == (400, "InvalidArgument", SOURCES[query])
    assert fields(answer)["ArgumentName"] == "x-amz-copy-source"


def test_a_source_that_is_encrypted_with_a_key_of_ones_own_is_refused(site, admin):
    name = "x-amz-copy-source-server-side-encryption-customer-algorithm"
    answer = site.s3(admin, "PUT", NEW, headers={"x-amz-copy-source": KEY, name: "AES256"})
    assert (refusal(answer)[:2], fields(answer)["Header"]) == ((501, "NotImplemented"), name)


MD5_OF_NOTHING, SDK = "1B2M2Y8AsgTpgAmY7PhCfg==", "x-amz-sdk-checksum-algorithm"
NO_CHECKSUM = f"{SDK} specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found."
NO_LISTS = [
    ({"content-md5": MD5_OF_NOTHING}, "MissingRequestBodyError", "Request Body is empty"),
    ({}, "InvalidRequest", "Missing required header for this request: Content-MD5 OR x-amz-checksum-*"),
    ({SDK: "CRC32"}, "InvalidRequest", NO_CHECKSUM),
    ({"x-amz-checksum-foo": "x"}, "InvalidRequest", "The algorithm type you specified in x-amz-checksum- header is invalid."),
]


@pytest.mark.parametrize(("headers", "code", "words"), NO_LISTS)
def test_a_deletion_without_a_list_or_without_its_checksum_is_refused_in_s3s_words(site, admin, headers, code, words):
    assert refusal(site.s3(admin, "POST", PATH, "delete", headers=headers)) == (400, code, words)


OBJECT = "<Object><Key>shared/welcome.txt</Key></Object>"
NO_DELETE = [
    "<Delete><Object><Key>a</Key><Key>shared/welcome.txt</Key></Object></Delete>",
    "<Delete><Object><Key>shared/welcome.txt</Key><Version>1</Version></Object></Delete>",
    f"<Delete>{OBJECT}<Quiet>true</Quiet><Quiet>false</Quiet></Delete>",
    f"<Delete>{OBJECT}<Bypass>true</Bypass></Delete>",
    f"<s:Delete>{OBJECT}</s:Delete>",
    f'<Delete xmlns:s="urn:s">{OBJECT}<t:Quiet>true</t:Quiet></Delete>',
]


@pytest.mark.parametrize("body", NO_DELETE)
def test_a_document_with_more_in_it_than_s3_reads_deletes_nothing(site, admin, body):
    assert refusal(with_document(site, admin, "POST", PATH, "delete", body.encode()))[:2] == (400, "MalformedXML")
    assert b"shared/welcome.txt" in site.buckets.objects[BUCKET]


@pytest.mark.parametrize("condition", ["LastModifiedTime", "Size"])
def test_a_condition_that_only_directory_buckets_have_deletes_nothing(site, admin, condition):
    body = f"<Delete><Object><Key>shared/welcome.txt</Key><{condition}>1</{condition}></Object></Delete>"
    assert refusal(with_document(site, admin, "POST", PATH, "delete", body.encode()))[:2] == (400, "MalformedXML")
    assert b"shared/welcome.txt" in site.buckets.objects[BUCKET]


@pytest.mark.parametrize("space", ['xmlns="http://s3.amazonaws.com/doc/2006-03-01/"', 'xmlns="urn:other"', ""])
def test_a_document_may_have_any_namespace_or_none(site, admin, space):
    answer = with_document(site, admin, "POST", PATH, "delete", f"<Delete {space}>{OBJECT}</Delete>".encode())
    assert every(answer, "Key") == ["shared/welcome.txt"]
    assert b"shared/welcome.txt" not in site.buckets.objects[BUCKET]


NO_BUCKET = [
    ("<Tags><Tag><Key>a</Key><Value>b</Value></Tag></Tags>", 501, "NotImplemented"),
    ("<Location><Name>x</Name><Type>AvailabilityZone</Type></Location>", 501, "NotImplemented"),
    ("<Where>eu-west-1</Where>", 400, "MalformedXML"),
    ("<LocationConstraint>eu-west-1</LocationConstraint>" * 2, 400, "MalformedXML"),
]


@pytest.mark.parametrize(("inside", "status", "code"), NO_BUCKET)
def test_no_bucket_is_made_with_less_than_was_asked_for(site, admin, inside, status, code):
    body = f"<CreateBucketConfiguration>{inside}</CreateBucketConfiguration>".encode()
    assert refusal(with_document(site, admin, "PUT", "/brand-new-bucket", "", body))[:2] == (status, code)
    assert site.buckets.find("brand-new-bucket") is None


FRAMED = f"5\r\nhello\r\n0\r\nx-amz-checksum-crc32:{crc32(b'hello')}\r\n\r\n".encode()
STREAMED = {
    "x-amz-content-sha256": "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
    "x-amz-decoded-content-length": "5",
    "x-amz-trailer": "x-amz-checksum-crc32",
}
LENGTH, TRAILER = "x-amz-decoded-content-length", "x-amz-trailer"
UNFRAMED = [
    ({LENGTH: None}, 411, "MissingContentLength"),
    ({LENGTH: ""}, 400, "InvalidArgument"),
    ({LENGTH: "٥"}, 400, "InvalidArgument"),
    ({LENGTH: "-5"}, 400, "InvalidArgument"),
    ({LENGTH: "9" * 5000}, 400, "InvalidArgument"),
    ({LENGTH: "6"}, 400, "IncompleteBody"),
    ({TRAILER: "x-amz-meta-a"}, 400, "InvalidRequest"),
    ({TRAILER: "x-amz-checksum-crc99"}, 400, "InvalidRequest"),
    ({TRAILER: "x-amz-checksum-crc32,x-amz-checksum-crc32"}, 400, "MalformedTrailerError"),
]


@pytest.mark.parametrize(("changes", "status", "code"), UNFRAMED)
def test_a_body_in_chunks_that_does_not_say_what_it_is_is_refused_and_nothing_kept(site, admin, changes, status, code):
    headers = {name: value for name, value in (STREAMED | changes).items() if value is not None}
    assert refusal(site.s3(admin, "PUT", NEW, headers=headers, body=FRAMED))[:2] == (status, code)
    assert b"new" not in site.buckets.objects[BUCKET]


def test_chunks_of_http_need_chunks_of_awss_kind_which_tell_the_length(site, admin):
    chunked = {"transfer-encoding": "chunked"}
    part = site.s3(admin, "PUT", NEW, "partNumber=1&uploadId=x", headers=chunked, body=b"hello")
    assert (refusal(part)[:2], fields(part)["Header"]) == ((501, "NotImplemented"), "Transfer-Encoding")
    assert site.s3(admin, "PUT", NEW, headers=STREAMED | chunked, body=FRAMED).response.status == 200
    assert site.s3(admin, "GET", NEW).response.body == b"hello"


@pytest.mark.parametrize("query", ["", "partNumber=1&uploadId=x"])
def test_an_upload_of_nothing_has_to_say_that_it_is_nothing(site, admin, query):
    sent = signed(admin, "PUT", NEW, query)
    silent = replace(sent, headers={name: value for name, value in sent.headers.items() if name != "content-length"})
    assert refusal(site.send(silent)) == (411, "MissingContentLength", "You must provide the Content-Length HTTP header.")
    assert b"new" not in site.buckets.objects[BUCKET]
    assert site.send(sent).error == ("NoSuchUpload" if query else "")


def test_a_copy_need_not_say_that_it_brings_nothing(site, admin):
    copy = signed(admin, "PUT", NEW, headers={"x-amz-copy-source": KEY})
    silent = {name: value for name, value in copy.headers.items() if name != "content-length"}
    assert site.send(replace(copy, headers=silent)).response.status == 200


@pytest.mark.parametrize("size", ["5", "05", "+5", "٥", "0x5", "-5", "5 ", "fffffffffffffffff"])
def test_the_size_of_a_chunk_is_hexadecimal_and_nothing_else(site, admin, size):
    answer = site.s3(admin, "PUT", NEW, headers=STREAMED, body=size.encode() + FRAMED[1:])
    assert (answer.error or "kept") == ("kept" if size in ("5", "05") else "IncompleteBody")


SUM, ALGORITHM = "x-amz-checksum-crc32", "x-amz-sdk-checksum-algorithm"
INVALID = "Value for {} header is invalid."
SUMS = [
    ({SUM: ""}, INVALID.format(SUM)),
    ({SUM: "AAAA"}, INVALID.format(SUM)),
    ({"x-amz-checksum-sha256": crc32(b"hello")}, INVALID.format("x-amz-checksum-sha256")),
    ({ALGORITHM: "CRC99", SUM: crc32(b"hello")}, INVALID.format(ALGORITHM)),
    ({ALGORITHM: "SHA256", SUM: crc32(b"hello")}, INVALID.format(ALGORITHM)),
]


@pytest.mark.parametrize(("headers", "message"), SUMS)
def test_a_checksum_of_another_length_or_name_than_it_should_have_is_no_checksum(site, admin, headers, message):
    assert refusal(site.s3(admin, "PUT", NEW, headers=headers, body=b"hello")) == (400, "InvalidRequest", message)
    assert b"new" not in site.buckets.objects[BUCKET]


@pytest.mark.parametrize(("more", "status"), [(7000, 200), (8192, 400)])
def test_headers_of_more_than_eight_kilobytes_are_too_large(site, admin, more, status):
    answer = site.s3(admin, "GET", KEY, headers={"x-long": "a" * more})
    assert answer.response.status == status
    if status != 200:
        words = "Your request header section exceeds the maximum allowed size."
        assert refusal(answer) == (400, "RequestHeaderSectionTooLarge", words)
        assert fields(answer)["MaxSizeAllowed"] == "8192"


def test_a_digest_that_is_not_the_bodys_is_told_beside_the_bodys_own(site, admin):
    other = base64.b64encode(hashlib.md5(b"other").digest()).decode()
    answer = site.s3(admin, "PUT", NEW, headers={"content-md5": other}, body=b"hello")
    told = fields(answer)
    assert list(told)[2:4] == ["CalculatedDigest", "ExpectedDigest"]
    assert told["ExpectedDigest"] == hashlib.md5(b"other").hexdigest()
    assert told["CalculatedDigest"] == base64.b64encode(hashlib.md5(b"hello").digest()).decode()


@pytest.mark.parametrize("query", ["", "tagging&"])
def test_a_version_of_no_object_is_no_version(site, admin, query):
    answer = site.s3(admin, "GET", NEW, f"{query}versionId=null")
    assert refusal(answer) == (404, "NoSuchVersion", "The specified version does not exist.")
    assert fields(answer)["VersionId"] == "null"


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_checksum_is_asked_for_in_one_way(site, admin, method):
    answer = site.s3(admin, method, KEY, headers={"x-amz-checksum-mode": "DISABLED"})
    assert answer.response.status == 400
    if method == "GET":
        assert refusal(answer) == (400, "InvalidRequest", "Value for x-amz-checksum-mode header is invalid.")


def test_a_part_that_is_not_there_is_told_as_a_number(site, admin):
    assert fields(site.s3(admin, "GET", KEY, "partNumber=02"))["PartNumberRequested"] == "2"
