"""A listing's parameters: in which order S3 looks at them, before and after the bucket, and what it says of each."""

import pytest

from tests.sandbox.visit import BUCKET, fields, refusal

NO_BUCKET = (404, "NoSuchBucket", "The specified bucket does not exist")


def bad(words):
    return (400, "InvalidArgument", words)


NO_NUMBER = bad("Provided max-keys not an integer or within integer range")
NO_ENCODING = bad("Invalid Encoding Method specified in Request")
NO_TOKEN = bad("The continuation token provided is incorrect")
NO_VERSION = bad("Invalid version id specified")
KEYLESS = bad("A version-id marker cannot be specified without a key marker.")
UPLOADS = bad("Argument max-uploads must be an integer between 0 and 2147483647")
TOLD = [
    ("nobodys", "max-keys=abc", NO_NUMBER),
    ("nobodys", "max-keys=-1", NO_BUCKET),
    ("nobodys", "list-type=2&marker=x", bad("Marker unsupported with REST.GET.BUCKET in list-type=2")),
    ("nobodys", "start-after=x", bad("startAfter only supported in REST.GET.BUCKET with list-type=2")),
    ("nobodys", "list-type=2&continuation-token=x", NO_BUCKET),
    (BUCKET, "list-type=2&continuation-token=x&encoding-type=y", NO_ENCODING),
    (BUCKET, "list-type=2&continuation-token=x&max-keys=-1", NO_TOKEN),
    (BUCKET, "list-type=2&continuation-token=x&max-keys=abc", NO_NUMBER),
    (BUCKET, "encoding-type=", NO_ENCODING),
    ("nobodys", "versions&max-keys=abc", NO_NUMBER),
    ("nobodys", "versions&version-id-marker=x", KEYLESS),
    ("nobodys", "versions&key-marker=a&version-id-marker=", bad("A version-id marker cannot be empty.")),
    ("nobodys", "versions&key-marker=a&version-id-marker=x", NO_BUCKET),
    (BUCKET, "versions&key-marker=a&version-id-marker=x", NO_VERSION),
    (BUCKET, "versions&key-marker=a&version-id-marker=NULL&encoding-type=y", NO_VERSION),
    (BUCKET, "versions&max-keys=-1", bad("max-keys cannot be negative")),
    (BUCKET, "versions&max-keys=-1&encoding-type=y", NO_ENCODING),
    (BUCKET, "versions&max-keys=abc&version-id-marker=x", NO_NUMBER),
    (BUCKET, "versions&max-keys=-1&version-id-marker=x", KEYLESS),
    ("nobodys", "uploads&max-uploads=abc", bad("Provided max-uploads not an integer or within integer range")),
    ("nobodys", "uploads&max-uploads=-1", NO_BUCKET),
    (BUCKET, "uploads&max-uploads=-1&encoding-type=y", NO_ENCODING),
    (BUCKET, "uploads&max-uploads=-1&key-marker=a&upload-id-marker=b", UPLOADS),
]


@pytest.mark.parametrize(("bucket", "query", "told"), TOLD, ids=[f"{one[0]}?{one[1]}" for one in TOLD])
def test_what_is_looked_at_first_is_refused_first(site, admin, bucket, query, told):
    assert refusal(site.s3(admin, "GET", f"/{bucket}", query)) == told


PARTS = [("max-parts=abc", "max-parts"), ("part-number-marker=abc", "part-number-marker")]


@pytest.mark.parametrize(("query", "name"), PARTS)
def test_numbers_of_a_list_of_parts_are_read_before_the_bucket_too(site, admin, query, name):
    answer = site.s3(admin, "GET", "/nobodys/key", f"uploadId=x&{query}")
    assert refusal(answer) == bad(f"Provided {name} not an integer or within integer range")
    assert (fields(answer)["ArgumentName"], fields(answer)["ArgumentValue"]) == (name, "abc")


@pytest.mark.parametrize(("query", "status"), [("max-keys=abc", 400), ("list-type=2&marker=x", 400), ("max-keys=-1", 200)])
def test_head_bucket_reads_what_a_listing_reads_before_its_bucket(site, admin, query, status):
    answer = site.s3(admin, "HEAD", f"/{BUCKET}", query)
    assert (answer.response.status, answer.response.body) == (status, b"")


def test_who_goes_on_from_a_token_is_not_told_where_the_first_page_began(site, admin):
    first = site.s3(admin, "GET", f"/{BUCKET}", "list-type=2&max-keys=1&start-after=a")
    assert fields(first)["StartAfter"] == "a"
    token = fields(first)["NextContinuationToken"].replace("=", "%3D").replace("+", "%2B").replace("/", "%2F")
    assert "StartAfter" not in fields(
        site.s3(admin, "GET", f"/{BUCKET}", f"list-type=2&start-after=a&continuation-token={token}")
    )
