"""Buckets and objects in the database: the order of keys, any key at all, quotas, and writers side by side."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from playground.sandbox.stores import QuotaExceeded
from playground.worlds import quotas
from playground.worlds.buckets import DatabaseBuckets, fill
from playground.worlds.models import ObjectRow
from playground.worlds.quotas import MAX_BYTES
from tests.worlds.place import ACCOUNT, BUCKET, OTHERS, OTHERS_BUCKET, PHOTOS, at_once, stored

KEYS = st.text(alphabet="ab/\x00é\uffff\U0001f600\U0010ffff", min_size=1, max_size=6)
ODD = ["a\x00b", "\x00", "\U0001f600", "ä", "a\nb", " ", "a" * 1024, "\ufffe", "\U0010ffff", "'", "%", "_", "\\"]


@pytest.fixture
def buckets(place):
    return DatabaseBuckets()


@pytest.mark.parametrize("key", ODD)
def test_a_key_is_any_text_and_no_other(buckets, key):
    buckets.put(PHOTOS, stored(key, 3, headers={"Content-Type": "text/ä"}, tags={"a": "b"}), b"\x00\xffx")
    found, body = buckets.get(BUCKET, key)
    assert (found.key, found.size, found.headers, found.tags, body) == (
        key,
        3,
        {"Content-Type": "text/ä"},
        {"a": "b"},
        b"\x00\xffx",
    )
    assert buckets.head(BUCKET, key) == found
    assert buckets.get(BUCKET, key + "x") is None
    assert buckets.get(OTHERS_BUCKET, key) is None
    buckets.delete(BUCKET, key)
    buckets.delete(BUCKET, key)
    assert buckets.head(BUCKET, key) is None


class NotAsExpectedError(Exception):
    """What a guard raises."""


def nothing_there(current):
    if current is not None:
        raise NotAsExpectedError


def test_what_a_guard_does_not_want_is_neither_written_nor_deleted(buckets):
    buckets.put(PHOTOS, stored("key"), b"first", nothing_there)
    with pytest.raises(NotAsExpectedError):
        buckets.put(PHOTOS, stored("key"), b"second", nothing_there)
    with pytest.raises(NotAsExpectedError):
        buckets.delete(BUCKET, "key", nothing_there)
    assert buckets.get(BUCKET, "key")[1] == b"first"


def test_of_writers_who_all_want_nothing_to_be_there_one_writes(shared_place):
    def write(number):
        try:
            DatabaseBuckets().put(PHOTOS, stored("key"), b"%d" % number, nothing_there)
        except NotAsExpectedError:
            return ""
        return str(number)

    (winner,) = filter(None, at_once(write, 16))
    assert DatabaseBuckets().get(BUCKET, "key")[1] == winner.encode()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sets(KEYS, max_size=9), KEYS | st.just(""), st.text("ab/\uffff\U0010ffff", max_size=2), st.integers(1, 10))
def test_keys_come_in_the_order_of_their_utf_8_bytes(buckets, keys, start, prefix, limit):
    ObjectRow.objects.all().delete()
    fill(PHOTOS, [(stored(key), b"x") for key in keys])
    fill(OTHERS, [(stored("another"), b"x")])
    found = [one.key.encode() for one in buckets.keys_from(BUCKET, start.encode(), prefix.encode(), limit)]
    expected = sorted(key.encode() for key in keys if key.encode() > start.encode() and key.startswith(prefix))
    assert found == expected[:limit]


def test_a_start_behind_a_common_prefix_passes_all_its_keys(buckets):
    fill(PHOTOS, [(stored(key), b"x") for key in ("a/", "a/z", "a/\U0010ffff\U0010ffff", "a0", "b")])
    assert [one.key for one in buckets.keys_from(BUCKET, b"a/\xff", b"", 9)] == ["a0", "b"]


def test_a_bucket_is_found_by_its_name_and_knows_its_account(buckets):
    assert buckets.find(BUCKET) == PHOTOS
    assert buckets.find("nobody") is None
    assert buckets.owned_by(ACCOUNT) == [PHOTOS]
    assert buckets.owned_by("000000000000") == []


def test_a_put_over_a_key_replaces_all_of_it(buckets):
    buckets.put(PHOTOS, stored("key", 5, headers={"a": "b"}), b"first")
    buckets.put(PHOTOS, stored("key", 2), b"no")
    assert buckets.get(BUCKET, "key") == (stored("key", 2), b"no")
    assert ObjectRow.objects.count() == 1


def test_an_account_may_keep_so_many_bytes_and_not_one_more(buckets):
    buckets.put(PHOTOS, stored("big", MAX_BYTES - 10), b"")
    buckets.put(PHOTOS, stored("small", 10), b"")
    with pytest.raises(QuotaExceeded, match=f"{MAX_BYTES} bytes"):
        buckets.put(PHOTOS, stored("one", 1), b"")
    buckets.put(OTHERS, stored("one", 1), b"")
    buckets.put(PHOTOS, stored("big", 9), b"")
    buckets.put(PHOTOS, stored("one", 1), b"")


def test_an_account_may_keep_so_many_objects_and_can_still_replace_them(buckets, monkeypatch):
    monkeypatch.setattr(quotas, "MAX_OBJECTS", 3)
    for number in range(3):
        buckets.put(PHOTOS, stored(str(number)), b"")
    with pytest.raises(QuotaExceeded, match="3 objects"):
        buckets.put(PHOTOS, stored("3"), b"")
    buckets.put(PHOTOS, stored("2"), b"")
    buckets.delete(BUCKET, "0")
    buckets.put(PHOTOS, stored("3"), b"")


def test_writers_side_by_side_lose_and_corrupt_nothing(shared_place):
    def work(number):
        key = f"key/{number % 40:02}"
        DatabaseBuckets().put(PHOTOS, stored(key, 4), b"%04d" % number)
        if number % 5 == 0:
            DatabaseBuckets().delete(BUCKET, f"gone/{number}")
        return key

    keys = set(at_once(work, 200, workers=16))
    kept = DatabaseBuckets().keys_from(BUCKET, b"", b"", 1000)
    assert [one.key for one in kept] == sorted(keys)
    for one in kept:
        _, body = DatabaseBuckets().get(BUCKET, one.key)
        assert int(body) % 40 == int(one.key[-2:])


def test_no_number_of_writers_gets_past_the_quota(shared_place):
    def work(number):
        try:
            DatabaseBuckets().put(PHOTOS, stored(f"{number}", MAX_BYTES // 4), b"")
        except QuotaExceeded:
            return False
        return True

    assert sum(at_once(work, 12)) == 4
