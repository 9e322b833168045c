"""Pages of keys compared with a plain model of what S3 lists."""

from hypothesis import given, settings
from hypothesis import strategies as st

from playground.sandbox.s3.listing.paging import list_page
from playground.sandbox.stores import Bucket, StoredObject
from tests.sandbox.memory import MemoryBuckets


def filled(keys):
    buckets = MemoryBuckets()
    buckets.create(Bucket("photos", "111122223333", "eu-west-1", 0.0))
    for key in keys:
        buckets.objects["photos"][key.encode()] = (StoredObject(key, 1, "0" * 32, 0.0), b"x")
    return buckets


def model(keys, prefix, delimiter, after, most):
    """What S3 lists, said plainly: the entries in order, and whether there are more."""
    entries = []
    for key in sorted((key for key in keys if key.startswith(prefix)), key=str.encode):
        at = key.find(delimiter, len(prefix)) if delimiter else -1
        entry = ("key", key) if at < 0 else ("prefix", key[: at + len(delimiter)])
        if key.encode() > after and entry not in entries:
            entries.append(entry)
    return entries[:most], len(entries) > most > 0


KEYS = st.text(alphabet="ab/é\U0001f600\x00\uffff", min_size=1, max_size=6)


@settings(max_examples=300)
@given(
    st.sets(KEYS, max_size=14),
    st.text("ab/", max_size=2),
    st.sampled_from(["", "/", "b/", "a"]),
    st.text("ab/", max_size=2),
    st.integers(0, 5),
)
def test_every_page_is_what_a_plain_model_lists(keys, prefix, delimiter, after, most):
    buckets = filled(keys)
    page = list_page(buckets, "photos", prefix, delimiter, after.encode(), most)
    expected, more = model(keys, prefix, delimiter, after.encode(), most)
    found = [("key", one.key) for one in page.objects] + [("prefix", one) for one in page.prefixes]
    assert sorted(found, key=lambda entry: entry[1].encode()) == expected
    assert page.truncated is more


@settings(max_examples=200)
@given(st.sets(KEYS, max_size=14), st.text("ab/", max_size=2), st.sampled_from(["", "/", "b/"]), st.integers(1, 4))
def test_all_pages_together_list_everything_once(keys, prefix, delimiter, most):
    buckets = filled(keys)
    found, start = [], b""
    for _ in range(len(keys) + 1):
        page = list_page(buckets, "photos", prefix, delimiter, start, most)
        assert page.count <= most
        found += [("key", one.key) for one in page.objects] + [("prefix", one) for one in page.prefixes]
        start = page.end
        if not page.truncated:
            break
    assert sorted(found) == sorted(model(keys, prefix, delimiter, b"", 99)[0])
