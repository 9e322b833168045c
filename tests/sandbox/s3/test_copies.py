"""CopyObject and DeleteObjects: two decisions for a copy, one for each key that is deleted."""

import base64
import hashlib
from urllib.parse import quote

import pytest

from tests.sandbox.visit import ACCOUNT, BUCKET, OTHERS_BUCKET, every, fields, header, policy, refusal

SOURCE, TARGET = f"/{BUCKET}/source", f"/{BUCKET}/target"
ARN = f"arn:aws:s3:::{BUCKET}"


@pytest.fixture(autouse=True)
def at_source(site, admin):
    headers = {"content-type": "text/plain", "x-amz-meta-by": "maya", "x-amz-tagging": "a=1"}
    site.s3(admin, "PUT", SOURCE, headers=headers, body=b"hello")


def copied(site, admin, path=TARGET, source=SOURCE, **headers):
    given = {f"x-amz-{name.replace('_', '-')}": value for name, value in headers.items()}
    return site.s3(admin, "PUT", path, headers={"x-amz-copy-source": source} | given)


def test_a_copy_has_what_was_said_of_its_source(site, admin):
    answer = copied(site, admin)
    assert fields(answer)["ETag"] == '"5d41402abc4b2a76b9719d911017c592"'
    copy = site.s3(admin, "GET", TARGET)
    assert copy.response.body == b"hello"
    assert (header(copy, "Content-Type"), header(copy, "x-amz-meta-by")) == ("text/plain", "maya")
    assert header(copy, "x-amz-tagging-count") == "1"


@pytest.mark.parametrize("algorithm", ["", "SHA256"])
def test_the_answer_to_a_copy_tells_its_checksum_and_the_copy_of_what_kind_it_is(site, admin, algorithm):
    answer = copied(site, admin, checksum_algorithm=algorithm)
    name = algorithm or "CRC64NVME"
    assert set(fields(answer)) == {"LastModified", "ETag", f"Checksum{name}", "ChecksumType"}
    copy = site.s3(admin, "HEAD", TARGET, headers={"x-amz-checksum-mode": "ENABLED"})
    assert header(copy, f"x-amz-checksum-{name.lower()}") == fields(answer)[f"Checksum{name}"]
    assert header(copy, "x-amz-checksum-type") == "FULL_OBJECT"


def test_a_copy_can_say_something_else(site, admin):
    copied(site, admin, metadata_directive="REPLACE", meta_by="tomas", tagging_directive="REPLACE", tagging="")
    copy = site.s3(admin, "GET", TARGET)
    assert (header(copy, "Content-Type"), header(copy, "x-amz-meta-by")) == ("binary/octet-stream", "tomas")
    assert header(copy, "x-amz-tagging-count") is None


@pytest.mark.parametrize(("since", "status"), [("Sat, 21 Nov 2026 20:23:17 GMT", 412), ("Sun, 21 Nov 2027 20:23:17 GMT", 200)])
def test_a_date_that_is_still_to_come_is_no_condition_of_a_copy(site, admin, since, status):
    assert copied(site, admin, copy_source_if_modified_since=since).response.status == status


@pytest.mark.parametrize("source", [SOURCE, SOURCE[1:], quote(SOURCE, safe=""), f"{SOURCE}?versionId=null"])
def test_the_source_is_named_in_several_ways(site, admin, source):
    assert copied(site, admin, source=source).response.status == 200


def test_the_version_whose_tags_are_copied_can_be_asked_for(site, admin):
    site.s3(
        admin, "PUT", SOURCE, "tagging", body=b"<Tagging><TagSet><Tag><Key>a</Key><Value>b</Value></Tag></TagSet></Tagging>"
    )
    only = policy("s3:GetObjectVersionTagging", Condition={"StringEquals": {"s3:VersionId": "null"}})
    others = policy("s3:PutObject*", "s3:GetObjectVersion")
    site.edit_role("Admin", inline={"Only": only, "Others": others})
    assert copied(site, admin, source=f"{SOURCE}?versionId=null").response.status == 200


@pytest.mark.parametrize(("source", "body"), [("a+b", b"space"), ("a%20b", b"space"), ("a%2Bb", b"plus")])
def test_a_plus_in_the_name_of_the_source_is_a_space_unless_it_is_encoded(site, admin, source, body):
    site.s3(admin, "PUT", f"/{BUCKET}/a%20b", body=b"space")
    site.s3(admin, "PUT", f"/{BUCKET}/a%2Bb", body=b"plus")
    assert copied(site, admin, source=f"{BUCKET}/{source}").response.status == 200
    assert site.s3(admin, "GET", TARGET).response.body == body


REFUSED = [
    ({"source": "source"}, 400, "InvalidArgument"),
    ({"source": f"/{BUCKET}/"}, 400, "InvalidArgument"),
    ({"source": f"/{BUCKET}/%FF"}, 400, "InvalidArgument"),
    ({"source": f"{SOURCE}?versionId=abc"}, 400, "InvalidArgument"),
    ({"source": f"/{BUCKET}/nothing"}, 404, "NoSuchKey"),
    ({"source": "/no-such-bucket/source"}, 404, "NoSuchBucket"),
    ({"source": f"/{OTHERS_BUCKET}/shared/welcome.txt"}, 403, "AccessDenied"),
    ({"path": SOURCE}, 400, "InvalidRequest"),
    ({"metadata_directive": "MOVE"}, 400, "InvalidArgument"),
    ({"copy_source_if_match": '"x"'}, 412, "PreconditionFailed"),
    ({"copy_source_if_none_match": '"5d41402abc4b2a76b9719d911017c592"'}, 412, "PreconditionFailed"),
    ({"path": f"/{OTHERS_BUCKET}/target"}, 403, "AccessDenied"),
]


@pytest.mark.parametrize(("asked", "status", "code"), REFUSED)
def test_a_copy_that_cannot_be_is_refused(site, admin, asked, status, code):
    assert refusal(copied(site, admin, **asked))[:2] == (status, code)
    assert b"target" not in site.buckets.objects[BUCKET]
    assert b"target" not in site.buckets.objects[OTHERS_BUCKET]


TAGS = [policy("s3:GetObjectTagging", resource=f"{ARN}/source"), policy("s3:PutObjectTagging", resource=f"{ARN}/target")]
READS, WRITES = policy("s3:GetObject", resource=f"{ARN}/source"), policy("s3:PutObject", resource=f"{ARN}/target")
MISSING = [
    ([WRITES, *TAGS], "s3:GetObject", "source"),
    ([READS, *TAGS], "s3:PutObject", "target"),
    ([READS, WRITES, TAGS[1]], "s3:GetObjectTagging", "source"),
    ([READS, WRITES, TAGS[0]], "s3:PutObjectTagging", "target"),
]


@pytest.mark.parametrize(("policies", "action", "key"), MISSING)
def test_a_copy_takes_all_its_permissions(site, admin, policies, action, key):
    site.edit_role("Admin", inline={str(number): one for number, one in enumerate(policies)})
    session = f"arn:aws:sts::{ACCOUNT}:assumed-role/Admin/maya"
    why = f"because no identity-based policy allows the {action} action"
    words = f'User: {session} is not authorized to perform: {action} on resource: "{ARN}/{key}" {why}'
    assert refusal(copied(site, admin)) == (403, "AccessDenied", words)
    site.edit_role("Admin", inline={str(number): one for number, one in enumerate([READS, WRITES, *TAGS])})
    assert copied(site, admin).response.status == 200


def test_a_source_that_may_not_be_listed_is_not_known_to_be_missing(site, admin):
    site.edit_role("Admin", inline={"Objects": policy("s3:GetObject", "s3:PutObject", resource=f"{ARN}/*")})
    assert refusal(copied(site, admin, source=f"/{BUCKET}/nothing"))[:2] == (403, "AccessDenied")


def deleted(site, admin, named, *, bucket=BUCKET, md5=None):
    body = f"<Delete>{named}</Delete>".encode()
    headers = {"content-md5": md5 or base64.b64encode(hashlib.md5(body).digest()).decode()}
    return site.s3(admin, "POST", f"/{bucket}", "delete=", headers=headers, body=body)


def keys(*names):
    return "".join(f"<Object><Key>{name}</Key></Object>" for name in names)


def test_each_key_is_allowed_or_refused_by_itself(site, admin):
    site.edit_role("Admin", inline={"Only": policy("s3:DeleteObject", resource=f"{ARN}/sou*")})
    answer = deleted(site, admin, keys("source", "shared/welcome.txt", "soup"))
    assert answer.response.status == 200
    assert every(answer, "Key") == ["source", "shared/welcome.txt", "soup"]
    assert every(answer, "Code") == ["AccessDenied"]
    assert every(answer, "Message")[0].endswith("because no identity-based policy allows the s3:DeleteObject action")
    assert b"source" not in site.buckets.objects[BUCKET]
    assert b"shared/welcome.txt" in site.buckets.objects[BUCKET]


def test_a_quiet_deletion_tells_of_what_is_left(site, admin):
    answer = deleted(site, admin, f"<Quiet>true</Quiet>{keys('source')}")
    assert every(answer, "Key") == []
    assert b"source" not in site.buckets.objects[BUCKET]


BAD = [
    ("", None, "MalformedXML"),
    (keys(*map(str, range(1001))), None, "MalformedXML"),
    (keys(""), None, "UserKeyMustBeSpecified"),
    ("<Object>", None, "MalformedXML"),
    (keys("source"), "bm8gc3VjaCBzdW0gYXQgYQ==", "BadDigest"),
]


@pytest.mark.parametrize(("named", "md5", "code"), BAD)
def test_a_list_that_is_not_understood_deletes_nothing(site, admin, named, md5, code):
    assert refusal(deleted(site, admin, named, md5=md5))[:2] == (400, code)
    assert b"source" in site.buckets.objects[BUCKET]


def test_the_list_has_a_checksum_of_its_own(site, admin):
    answer = site.s3(admin, "POST", f"/{BUCKET}", "delete=", body=f"<Delete>{keys('source')}</Delete>".encode())
    assert refusal(answer)[1] == "InvalidRequest"


def test_nobody_deletes_in_anothers_bucket(site, admin):
    answer = deleted(site, admin, keys("shared/welcome.txt"), bucket=OTHERS_BUCKET)
    assert (every(answer, "Code"), every(answer, "Message")) == (["AccessDenied"], ["Access Denied"])
    assert b"shared/welcome.txt" in site.buckets.objects[OTHERS_BUCKET]
