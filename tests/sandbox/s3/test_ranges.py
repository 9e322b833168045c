"""Range: one part of an object, within it whatever is asked."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playground.sandbox.errors import AwsError
from playground.sandbox.s3.objects.reading import byte_range
from tests.sandbox.visit import BUCKET, fields, header, refusal

PATH = f"/{BUCKET}/ten"

BODY = b"0123456789"
ETAG = '"781e5e245d69b566979b86e28d23f2c7"'
CHECKSUM = "Ffmx7kz9nB0="
MODIFIED = "Sat, 21 Nov 2026 20:23:17 GMT"

RANGES = [
    ("bytes=0-4", b"01234", "bytes 0-4/10"),
    ("bytes=9-", b"9", "bytes 9-9/10"),
    ("bytes=-3", b"789", "bytes 7-9/10"),
    ("bytes=-99", BODY, "bytes 0-9/10"),
    ("bytes=5-999999999999", b"56789", "bytes 5-9/10"),
    ("bytes=5-9223372036854775806", b"56789", "bytes 5-9/10"),  # so the SDK for Java 1 writes a range without an end
    ("bytes=0-0", b"0", "bytes 0-0/10"),
]


@pytest.fixture(autouse=True)
def ten(site, admin):
    assert site.s3(admin, "PUT", PATH, body=BODY).response.status == 200


@pytest.mark.parametrize(("asked", "body", "told"), RANGES)
def test_a_range_is_that_part_of_the_object(site, admin, asked, body, told):
    answer = site.s3(admin, "GET", PATH, headers={"range": asked})
    assert (answer.response.status, answer.response.body) == (206, body)
    assert header(answer, "Content-Range") == told
    assert header(answer, "Content-Length") == str(len(body))
    head = site.s3(admin, "HEAD", PATH, headers={"range": asked})
    assert (head.response.status, header(head, "Content-Range")) == (206, told)


WHOLE = [("bytes=0-", True), ("bytes=0-99", True), ("bytes=-15", True), ("bytes=0-8", False), ("bytes=1-9", False)]


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize(("asked", "whole"), WHOLE)
def test_a_range_that_is_the_whole_object_has_the_objects_checksum(site, admin, method, asked, whole):
    answer = site.s3(admin, method, PATH, headers={"range": asked, "x-amz-checksum-mode": "ENABLED"})
    assert answer.response.status == 206
    told = [header(answer, f"x-amz-checksum-{name}") for name in ("crc64nvme", "type")]
    assert told == ([CHECKSUM, "FULL_OBJECT"] if whole else [None, None])
    assert header(site.s3(admin, method, PATH, headers={"range": asked}), "x-amz-checksum-type") is None


@pytest.mark.parametrize("asked", ["bytes=10-", "bytes=10-20", "bytes=-0"])
def test_a_range_behind_the_end_is_refused(site, admin, asked):
    answer = site.s3(admin, "GET", PATH, headers={"range": asked})
    assert refusal(answer) == (416, "InvalidRange", "The requested range is not satisfiable")
    assert fields(answer)["RangeRequested"] == asked
    assert fields(answer)["ActualObjectSize"] == "10"


@pytest.mark.parametrize("asked", ["bytes=5-2", "bytes=a-b", "items=0-1", "bytes=", "bytes=-", "bytes=0-1,3-4", "bytes=²-"])
def test_what_is_no_single_range_gets_the_whole_object(site, admin, asked):
    answer = site.s3(admin, "GET", PATH, headers={"range": asked})
    assert (answer.response.status, answer.response.body) == (200, BODY)


@pytest.mark.parametrize(
    ("condition", "status"),
    [(ETAG, 206), (MODIFIED, 206), ('"another"', 200), (f"W/{ETAG}", 200), ("Sat, 21 Nov 2026 20:23:16 GMT", 200), ("x", 200)],
)
def test_of_an_object_that_has_changed_the_whole_is_given_where_if_range_asks_so(site, admin, condition, status):
    answer = site.s3(admin, "GET", PATH, headers={"range": "bytes=0-4", "if-range": condition})
    assert (answer.response.status, answer.response.body) == (status, BODY[:5] if status == 206 else BODY)
    behind = {"range": "bytes=10-", "if-range": condition}
    assert site.s3(admin, "HEAD", PATH, headers=behind).response.status == (416 if status == 206 else 200)


@given(st.text(alphabet="bytes=0123456789-, ", max_size=14) | st.text(max_size=8), st.integers(0, 40))
def test_a_range_lies_within_the_object_whatever_is_asked(asked, size):
    span = satisfiable(asked, size)
    assert span is None or 0 <= span[0] <= span[1] < size


def satisfiable(asked, size):
    try:
        return byte_range(asked, size)
    except AwsError:
        return None


@settings(max_examples=30)
@given(st.binary(max_size=200), st.integers(0, 250), st.integers(0, 250))
def test_ranges_put_together_are_the_object(body, first, length):
    span = byte_range(f"bytes={first}-{first + length}", len(body)) if first < len(body) else None
    if span:
        start, end = span
        assert body[:start] + body[start : end + 1] + body[end + 1 :] == body
        assert body[start : end + 1] == body[first : first + length + 1]
