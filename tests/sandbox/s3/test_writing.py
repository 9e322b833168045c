"""PutObject and DeleteObject: what is kept, what is checked, what is refused."""

import hashlib
from urllib.parse import quote, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.sandbox.s3.body.payload import LARGEST
from playground.sandbox.s3.objects.encoded_words import in_ascii
from playground.sigv4.request import HttpRequest as SignedRequest
from playground.sigv4.sign import presign
from tests.sandbox.visit import BUCKET, HOST, REGION, fields, header, plain, policy, refusal
from tests.tokens.minting import NOW

PATH = f"/{BUCKET}/new"


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


def test_a_plus_in_a_path_is_a_space_unless_it_is_encoded(site, admin):
    site.s3(admin, "PUT", f"/{BUCKET}/a%20b", body=b"space")
    site.s3(admin, "PUT", f"/{BUCKET}/a%2Bb", body=b"plus")
    assert site.s3(admin, "GET", f"/{BUCKET}/a+b").response.body == b"space"
    site.s3(admin, "DELETE", f"/{BUCKET}/a+b")
    assert site.s3(admin, "GET", f"/{BUCKET}/a%2Bb").response.body == b"plus"


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


LONG = "Workout Completed: Congratulations!  You just completed the “Finding Vocal Freedom Workout”.  Make su"
LONG_TOLD = (
    "=?UTF-8?Q?Workout_Completed:_Congratulations!__You_just_comp?= =?UTF-8?Q?leted_the_=E2=80=9CFinding_Vocal_?= "
    "=?UTF-8?Q?Freedom_Workout=E2=80=9D.__Make_su?="
)
BEYOND_ASCII = [
    (
        "ÄMÄZÕÑ S3",
        "=?UTF-8?B?w4PChE3Dg8KEWsODwpXDg8KRIFMz?=",
    ),  # the example of AWS's documentation: its bytes are Latin-1 to S3
    ("\udcff", "=?UTF-8?B?w78=?="),
    ("=?UTF-8?B?Y2Fmw6k=?=", "=?UTF-8?Q?caf=C3=A9?="),
    (LONG_TOLD, LONG_TOLD),
    ("=?UTF-8?B?YWJj?=", "abc"),
    ("=?UTF-8?Q?a=0D=0AX:_b?=", "=?UTF-8?Q?a=0D=0AX:_b?="),
    ("=?UTF-8?Q?a?b", "=?UTF-8?Q?a?b"),
    ("=?no-such-set?Q?a?=", "=?no-such-set?Q?a?="),
    ("=?UTF-8?B?a?=", "=?UTF-8?B?a?="),
]


@pytest.mark.parametrize(("value", "told"), BEYOND_ASCII)
def test_metadata_beyond_ascii_comes_back_as_encoded_words(site, admin, value, told):
    assert site.s3(admin, "PUT", PATH, headers={"x-amz-meta-a": value}).response.status == 200
    assert header(site.s3(admin, "GET", PATH), "x-amz-meta-a") == told


@given(
    st.lists(
        st.sampled_from("=? ?= UTF-8 ? B Q b utf-7 utf-16 unknown-8bit \r\n =0D YQ== \xe4 é 中 \udcff".split(" ")) | st.text()
    )
)
def test_whatever_metadata_says_a_header_can_hold_it(pieces):
    assert all(" " <= letter <= "~" or letter == "\t" for letter in in_ascii("".join(pieces)))


def test_metadata_in_the_query_of_a_presigned_put_is_utf_8(site, admin):
    request = SignedRequest("PUT", PATH, urlencode({"x-amz-meta-a": LONG}), (("host", HOST),), b"hello")
    sent = presign(request, admin, region=REGION, service="s3", now=NOW, expires=60).request
    assert site.send(plain(sent)).response.status == 200
    assert header(site.s3(admin, "HEAD", PATH), "x-amz-meta-a") == LONG_TOLD


def test_a_presigned_put_keeps_its_body(site, admin):
    request = SignedRequest("PUT", PATH, "", (("host", HOST),), b"hello")
    answer = site.send(plain(presign(request, admin, region=REGION, service="s3", now=NOW, expires=60).request))
    assert answer.response.status == 200
    assert site.s3(admin, "GET", PATH).response.body == b"hello"
