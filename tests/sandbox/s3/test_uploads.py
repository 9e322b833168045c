"""Multipart uploads: parts, their checksums, putting them together; who may look at one and drop it."""

import base64
import hashlib

import pytest

from tests.sandbox.visit import ACCOUNT, BUCKET, crc32, every, fields, header, policy, refusal

PATH, MIB = f"/{BUCKET}/large", 1024 * 1024
FIRST, LAST = b"a" * (5 * MIB), b"end"


def begun(site, admin, **headers):
    answer = site.s3(admin, "POST", PATH, "uploads=", headers={f"x-amz-{k.replace('_', '-')}": v for k, v in headers.items()})
    assert answer.response.status == 200, answer.response.body
    return fields(answer)["UploadId"]


def put(site, admin, upload, number, body, **headers):
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    return site.s3(admin, "PUT", PATH, f"partNumber={number}&uploadId={upload}", headers=given, body=body)


def completed(site, admin, upload, *parts, headers=None):
    listed = "".join(f"<Part><PartNumber>{number}</PartNumber><ETag>{etag}</ETag>{more}</Part>" for number, etag, more in parts)
    body = f"<CompleteMultipartUpload>{listed}</CompleteMultipartUpload>".encode()
    return site.s3(admin, "POST", PATH, f"uploadId={upload}", headers=headers, body=body)


def md5(body):
    return hashlib.md5(body).hexdigest()


def test_parts_become_an_object_that_tells_of_them(site, admin):
    upload = begun(site, admin, meta_by="maya", tagging="a=1")
    for number, body in ((7, LAST), (1, FIRST)):
        assert header(put(site, admin, upload, number, body), "ETag") == f'"{md5(body)}"'
    listed = site.s3(admin, "GET", PATH, f"uploadId={upload}")
    assert every(listed, "PartNumber") == ["1", "7"]
    answer = completed(site, admin, upload, (1, md5(FIRST), ""), (7, f'"{md5(LAST)}"', ""))
    joined = bytes.fromhex(md5(FIRST)) + bytes.fromhex(md5(LAST))
    assert fields(answer)["ETag"] == f'"{md5(joined)}-2"'
    got = site.s3(admin, "GET", PATH)
    assert got.response.body == FIRST + LAST
    assert (header(got, "x-amz-meta-by"), header(got, "x-amz-tagging-count")) == ("maya", "1")
    second = site.s3(admin, "GET", PATH, "partNumber=2")
    assert (second.response.status, second.response.body, header(second, "x-amz-mp-parts-count")) == (206, LAST, "2")
    assert refusal(put(site, admin, upload, 1, b"x"))[:2] == (404, "NoSuchUpload")


@pytest.mark.parametrize("host", ["localhost:8001", f"{BUCKET}.localhost:8001"])
def test_where_the_object_is_is_told_with_its_key_written_as_in_a_form(site, admin, host):
    path = f"{'' if host.startswith(BUCKET) else f'/{BUCKET}'}/a%20b/{BUCKET}+c"
    begun = site.s3(admin, "POST", path, "uploads=", headers={"host": host})
    assert header(begun, "Content-Type") is None
    at = f"uploadId={fields(begun)['UploadId']}"
    etag = header(site.s3(admin, "PUT", path, f"partNumber=1&{at}", body=LAST, headers={"host": host}), "ETag")
    body = f"<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>{etag}</ETag></Part></CompleteMultipartUpload>"
    told = fields(site.s3(admin, "POST", path, at, body=body.encode(), headers={"host": host}))
    where = host if host.startswith(BUCKET) else f"{host}/{BUCKET}"
    assert (told["Key"], told["Location"]) == (f"a b/{BUCKET} c", f"http://{where}/a+b%2F{BUCKET}+c")
    back = f"/{told['Location'].removeprefix(f'http://{where}/')}"
    assert site.s3(admin, "GET", back, headers={"host": f"{BUCKET}.localhost:8001"}).response.body == LAST


def test_a_part_may_have_a_checksum_that_nobody_spoke_of_when_it_began(site, admin):
    """Seen: https://github.com/versity/versitygw/issues/1547; botocore begins an upload so, and sends a CRC-32 with each part."""
    upload = begun(site, admin)
    assert put(site, admin, upload, 1, LAST, x_amz_checksum_crc32=crc32(LAST)).response.status == 200
    assert refusal(put(site, admin, upload, 2, LAST, x_amz_checksum_crc32=crc32(b"")))[1] == "BadDigest"
    assert every(site.s3(admin, "GET", PATH, f"uploadId={upload}"), "ChecksumCRC32") == []
    answer = completed(site, admin, upload, (1, md5(LAST), f"<ChecksumCRC32>{crc32(LAST)}</ChecksumCRC32>"))
    assert fields(answer)["ChecksumType"] == "FULL_OBJECT"
    assert "ChecksumCRC64NVME" in fields(answer)


def test_a_composite_checksum_is_made_of_the_parts(site, admin):
    upload = begun(site, admin, checksum_algorithm="CRC32")
    told = refusal(put(site, admin, upload, 1, LAST))
    assert told[2] == "Checksum Type mismatch occurred, expected checksum Type: crc32, actual checksum Type: null"
    put(site, admin, upload, 1, LAST, x_amz_checksum_crc32=crc32(LAST))
    assert refusal(completed(site, admin, upload, (1, md5(LAST), "")))[1] == "InvalidRequest"
    answer = completed(site, admin, upload, (1, md5(LAST), f"<ChecksumCRC32>{crc32(LAST)}</ChecksumCRC32>"))
    whole = crc32(base64.b64decode(crc32(LAST)))
    assert (fields(answer)["ChecksumCRC32"], fields(answer)["ChecksumType"]) == (f"{whole}-1", "COMPOSITE")
    asked = {"x-amz-object-attributes": "Checksum,ObjectParts"}
    told = site.s3(admin, "GET", PATH, "attributes=", headers=asked)
    assert every(told, "ChecksumCRC32") == [whole, crc32(LAST)]


def test_a_checksum_of_the_whole_object_needs_none_of_the_parts(site, admin):
    upload = begun(site, admin, checksum_algorithm="CRC32", checksum_type="FULL_OBJECT")
    assert header(put(site, admin, upload, 1, LAST), "x-amz-checksum-crc32") == crc32(LAST)
    wrong = completed(site, admin, upload, (1, md5(LAST), ""), headers={"x-amz-checksum-crc32": crc32(b"")})
    assert refusal(wrong)[1] == "BadDigest"
    answer = completed(site, admin, upload, (1, md5(LAST), ""), headers={"x-amz-checksum-crc32": crc32(LAST)})
    assert fields(answer)["ChecksumCRC32"] == crc32(LAST)


def test_an_object_is_as_old_as_the_upload_that_it_came_in(site, admin):
    upload = begun(site, admin)
    put(site, admin, upload, 1, LAST)
    site.clock.now += 90
    began = every(site.s3(admin, "GET", f"/{BUCKET}", "uploads="), "Initiated")
    assert completed(site, admin, upload, SMALL).response.status == 200
    assert every(site.s3(admin, "GET", f"/{BUCKET}", "prefix=large"), "LastModified") == began


@pytest.mark.parametrize("again", [b"hello", b"other"])
def test_what_was_written_while_an_upload_was_under_way_is_not_written_over_where_a_version_is_expected(site, admin, again):
    assert site.s3(admin, "PUT", PATH, body=b"hello").response.status == 200
    upload = begun(site, admin)
    put(site, admin, upload, 1, LAST)
    site.clock.now += 1
    site.s3(admin, "PUT", PATH, body=again)
    wrong = completed(site, admin, upload, SMALL, headers={"if-match": md5(b"x")})
    assert refusal(wrong)[:2] == (412, "PreconditionFailed")
    answer = completed(site, admin, upload, SMALL, headers={"if-match": md5(again)})
    words = "The conditional request cannot succeed due to a conflicting operation against this resource."
    assert refusal(answer) == (409, "ConditionalRequestConflict", words)
    assert (fields(answer)["Condition"], fields(answer)["Key"]) == ("If-Match", "large")
    assert site.s3(admin, "GET", PATH).response.body == again
    assert completed(site, admin, upload, SMALL).response.status == 200


def test_a_version_that_was_there_before_an_upload_began_is_written_over_as_expected(site, admin):
    assert site.s3(admin, "PUT", PATH, body=b"hello").response.status == 200
    site.clock.now += 1
    upload = begun(site, admin)
    put(site, admin, upload, 1, LAST)
    assert completed(site, admin, upload, SMALL, headers={"if-match": md5(b"hello")}).response.status == 200


SMALL, NONE = (1, md5(LAST), ""), (9, md5(LAST), "")
LISTS = [
    ([], 400, "MalformedXML"),
    ([NONE], 400, "InvalidPart"),
    ([(1, md5(b"x"), "")], 400, "InvalidPart"),
    ([(2, md5(LAST), ""), SMALL], 400, "InvalidPartOrder"),
    ([SMALL, SMALL], 400, "InvalidPartOrder"),
    ([SMALL, (2, md5(LAST), "")], 400, "EntityTooSmall"),
    ([("one", md5(LAST), "")], 400, "MalformedXML"),
    ([(0, md5(LAST), "")], 400, "InvalidArgument"),
]


@pytest.mark.parametrize(("parts", "status", "code"), LISTS)
def test_a_list_of_parts_that_are_not_so_makes_no_object(site, admin, parts, status, code):
    upload = begun(site, admin)
    for number in (1, 2):
        put(site, admin, upload, number, LAST)
    assert refusal(completed(site, admin, upload, *parts))[:2] == (status, code)
    assert b"large" not in site.buckets.objects[BUCKET]


@pytest.mark.parametrize("number", ["0", "10001", "-1", "x", ""])
def test_a_parts_number_is_from_one_to_ten_thousand(site, admin, number):
    assert refusal(put(site, admin, begun(site, admin), number, LAST))[:2] == (400, "InvalidArgument")


def test_an_upload_that_is_dropped_is_gone(site, admin):
    upload = begun(site, admin)
    assert every(site.s3(admin, "GET", f"/{BUCKET}", "uploads="), "UploadId") == [upload]
    assert site.s3(admin, "DELETE", PATH, f"uploadId={upload}").response.status == 204
    assert refusal(site.s3(admin, "DELETE", PATH, f"uploadId={upload}"))[:2] == (404, "NoSuchUpload")
    assert every(site.s3(admin, "GET", f"/{BUCKET}", "uploads="), "UploadId") == []


def test_whoever_began_an_upload_may_drop_it_unless_a_policy_denies_it(site, admin):
    upload = begun(site, admin)
    deny = policy("s3:AbortMultipartUpload", effect="Deny")
    site.edit_role("Admin", inline={"Put": policy("s3:PutObject"), "Deny": deny})
    dropped = refusal(site.s3(admin, "DELETE", PATH, f"uploadId={upload}"))
    assert dropped[2].endswith("with an explicit deny in an identity-based policy")
    site.edit_role("Admin", inline={"Put": policy("s3:PutObject")})
    listed = site.s3(admin, "GET", f"/{BUCKET}", "uploads=")
    assert f"arn:aws:sts::{ACCOUNT}:assumed-role/Admin/maya" in refusal(listed)[2]
    other = site.credentials(RoleSessionName="tomas")
    assert refusal(site.s3(other, "DELETE", PATH, f"uploadId={upload}"))[:2] == (403, "AccessDenied")
    assert site.s3(admin, "DELETE", PATH, f"uploadId={upload}").response.status == 204
