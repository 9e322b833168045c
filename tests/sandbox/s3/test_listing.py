"""ListObjectsV2: prefix, delimiter and pages, compared with a plain model of what S3 lists."""

import base64
from urllib.parse import quote, unquote_plus

import pytest

from playground.sandbox.stores import StoredObject
from tests.sandbox.visit import BUCKET, REGION, every, fields, header, policy, refusal

NAMES = ("a/1", "a/2", "a/b/3", "b", "c/4", "ä/5", "\U0001f600", "z\ufffd")
ONE = StoredObject("", 1, "0" * 32, 0.0)


@pytest.fixture(autouse=True)
def only_these(site):
    site.buckets.objects[BUCKET] = {}
    for name in NAMES:
        put(site.buckets, name)


def put(buckets, name):
    buckets.objects[BUCKET][name.encode()] = (StoredObject(name, 1, "0" * 32, 0.0), b"x")


def listed(site, credentials, **parameters):
    query = "&".join(f"{name.replace('_', '-')}={quote(str(value), safe='')}" for name, value in parameters.items())
    return site.s3(credentials, "GET", f"/{BUCKET}", f"list-type=2&{query}")


def test_keys_come_in_the_order_of_their_bytes(site, admin):
    answer = listed(site, admin)
    assert every(answer, "Key") == sorted(NAMES, key=str.encode)
    told = fields(answer)
    assert (told["Name"], told["KeyCount"], told["MaxKeys"], told["IsTruncated"]) == (BUCKET, "8", "1000", "false")
    assert "NextContinuationToken" not in told


@pytest.mark.parametrize("query", ["list-type=2", "", "list-type=2&max-keys=0"])
def test_a_listing_tells_the_buckets_region(site, admin, query):
    assert header(site.s3(admin, "GET", f"/{BUCKET}", query), "x-amz-bucket-region") == REGION


def test_a_delimiter_rolls_up_what_lies_behind_it(site, admin):
    answer = listed(site, admin, delimiter="/")
    assert every(answer, "Key") == ["b", "z\ufffd", "\U0001f600"]
    assert every(answer, "Prefix") == ["", "a/", "c/", "ä/"]
    inside = listed(site, admin, delimiter="/", prefix="a/")
    assert every(inside, "Key") == ["a/1", "a/2"]
    assert every(inside, "Prefix") == ["a/", "a/b/"]


def test_pages_follow_one_another(site, admin):
    found, token = [], None
    while True:
        answer = listed(site, admin, max_keys=3, **({"continuation_token": token} if token else {}))
        found += every(answer, "Key")
        token = fields(answer).get("NextContinuationToken")
        assert fields(answer)["IsTruncated"] == ("true" if token else "false")
        if not token:
            break
    assert found == sorted(NAMES, key=str.encode)


def pages_of_version_1(site, admin, delimiter, most):
    """Keys and common prefixes of each page, gone on with as a client does: by NextMarker, or by the last key."""
    found, marker = [], ""
    while len(found) <= len(NAMES):
        query = f"max-keys={most}&delimiter={delimiter}&marker={quote(marker, safe='')}"
        answer = site.s3(admin, "GET", f"/{BUCKET}", query)
        told, keys = fields(answer), every(answer, "Key")
        found.append([*keys, *every(answer, "Prefix")[1:]])
        assert ("NextMarker" in told) is (bool(delimiter) and told["IsTruncated"] == "true")
        if told["IsTruncated"] == "false":
            break
        marker = told.get("NextMarker") or keys[-1]
    return found


def test_pages_of_the_first_listing_follow_one_another_and_a_common_prefix_comes_once(site, admin):
    in_order = sorted(NAMES, key=str.encode)
    assert pages_of_version_1(site, admin, "", 2) == [in_order[at : at + 2] for at in range(0, len(in_order), 2)]
    assert pages_of_version_1(site, admin, "/", 2) == [["b", "a/"], ["z\ufffd", "c/"], ["\U0001f600", "ä/"]]
    assert pages_of_version_1(site, admin, "/", 1) == [["a/"], ["b"], ["c/"], ["z\ufffd"], ["ä/"], ["\U0001f600"]]


def test_each_object_is_listed_as_its_only_version_page_by_page(site, admin):
    found, query = [], "versions&max-keys=3"
    for _ in NAMES:
        answer = site.s3(admin, "GET", f"/{BUCKET}", query)
        told, keys = fields(answer), every(answer, "Key")
        assert (every(answer, "IsLatest"), every(answer, "VersionId")) == (["true"] * len(keys), ["null"] * len(keys))
        found += keys
        if told["IsTruncated"] == "false":
            break
        assert (told["NextKeyMarker"], told["NextVersionIdMarker"]) == (keys[-1], "null")
        query = f"versions&max-keys=3&version-id-marker=null&key-marker={quote(keys[-1], safe='')}"
    assert found == sorted(NAMES, key=str.encode)
    answer = site.s3(admin, "GET", f"/{BUCKET}", "versions&version-id-marker=null")
    assert refusal(answer) == (400, "InvalidArgument", "A version-id marker cannot be specified without a key marker.")


def test_a_page_of_nothing_is_the_last(site, admin):
    told = fields(listed(site, admin, max_keys=0))
    assert (told["KeyCount"], told["MaxKeys"], told["IsTruncated"]) == ("0", "0", "false")


def test_no_page_has_more_than_a_thousand_keys(site, admin):
    for number in range(1005):
        put(site.buckets, f"many/{number:04}")
    told = fields(listed(site, admin, prefix="many/", max_keys=5000))
    assert (told["KeyCount"], told["MaxKeys"], told["IsTruncated"]) == ("1000", "5000", "true")


def test_start_after_is_a_key_that_need_not_be_there(site, admin):
    answer = listed(site, admin, start_after="a/b")
    assert every(answer, "Key")[0] == "a/b/3"
    assert fields(answer)["StartAfter"] == "a/b"


def test_a_continuation_token_is_stronger_than_start_after(site, admin):
    token = fields(listed(site, admin, max_keys=1))["NextContinuationToken"]
    assert every(listed(site, admin, continuation_token=token, start_after="c"), "Key")[0] == "a/2"


def test_keys_can_be_asked_for_percent_encoded(site, admin):
    put(site.buckets, "new\nline + 1%")
    answer = listed(site, admin, encoding_type="url", prefix="new\n", start_after="new\n", delimiter="%")
    assert every(answer, "Prefix") == ["new%0A", "new%0Aline+%2B+1%25"]
    assert fields(answer)["Delimiter"] == "%25"
    assert fields(answer)["StartAfter"] == "new%0A"
    assert fields(answer)["EncodingType"] == "url"


def test_a_key_that_xml_cannot_hold_is_escaped_as_s3_does(site, admin):
    put(site.buckets, "bell\x07")
    assert b"<Key>bell&#x7;</Key>" in listed(site, admin, prefix="bell").response.body
    assert every(listed(site, admin, prefix="bell", encoding_type="url"), "Key") == ["bell%07"]


@pytest.mark.parametrize(("given", "told"), [("05", "5"), ("-0", "0"), ("0" * 5000, "0"), ("", "1000"), (1001, "1001")])
def test_the_number_of_keys_is_told_as_it_was_understood(site, admin, given, told):
    assert fields(listed(site, admin, max_keys=given))["MaxKeys"] == told


def test_the_first_of_a_repeated_parameter_counts(site, admin):
    assert every(site.s3(admin, "GET", f"/{BUCKET}", "list-type=2&prefix=a/&prefix=b"), "Key") == ["a/1", "a/2", "a/b/3"]


def test_any_other_type_of_listing_is_the_first(site, admin):
    assert site.s3(admin, "GET", f"/{BUCKET}", "list-type=1").operation == "ListObjects"


@pytest.mark.parametrize("name", ["continuation-token", "start-after"])
def test_the_first_listing_takes_nothing_of_the_second(site, admin, name):
    answer = site.s3(admin, "GET", f"/{BUCKET}", f"{name}=a")
    assert refusal(answer)[2].endswith(" only supported in REST.GET.BUCKET with list-type=2")
    assert fields(answer)["ArgumentName"] == name


def test_the_encoding_may_be_asked_for_in_capitals(site, admin):
    put(site.buckets, "tilde ~")
    answer = listed(site, admin, encoding_type="URL", prefix="tilde")
    assert (every(answer, "Key"), fields(answer)["EncodingType"]) == (["tilde+%7E"], "URL")


def test_the_owner_is_told_when_asked_for(site, admin):
    assert len(every(listed(site, admin, fetch_owner="true"), "ID")) == 8
    assert every(listed(site, admin), "ID") == []


INVALID = [
    ({"max_keys": "-1"}, "maxKeys"),
    ({"max_keys": " 5"}, "max-keys"),
    ({"max_keys": "-"}, "max-keys"),
    ({"max_keys": -(2**31) - 1}, "max-keys"),
    ({"marker": "a"}, "marker"),
    ({"max_keys": "many"}, "max-keys"),
    ({"max_keys": 2**31}, "max-keys"),
    ({"max_keys": "9" * 5000}, "max-keys"),
    ({"max_keys": "²"}, "max-keys"),
    ({"encoding_type": "base64"}, "encoding-type"),
    ({"continuation_token": "not base64!"}, "continuation-token"),
    ({"continuation_token": "ä"}, "continuation-token"),
    ({"continuation_token": ""}, "continuation-token"),
]


@pytest.mark.parametrize(("parameters", "name"), INVALID)
def test_an_argument_that_is_not_understood_is_refused_by_its_name(site, admin, parameters, name):
    answer = listed(site, admin, **parameters)
    assert refusal(answer)[:2] == (400, "InvalidArgument")
    assert fields(answer)["ArgumentName"] == name


def test_a_continuation_token_opens_nothing_that_the_policy_does_not(site, admin):
    only = policy("s3:ListBucket", Condition={"StringLike": {"s3:prefix": "a/*"}})
    site.edit_role("Admin", inline={"Only": only})
    token = base64.b64encode(b"b").decode()
    assert every(listed(site, admin, prefix="a/b/", continuation_token=token), "Key") == []
    assert listed(site, admin, continuation_token=token).response.status == 403
    assert listed(site, admin, prefix="a").response.status == 403


CONDITIONS = [
    ({"StringEquals": {"s3:prefix": ""}}, {"prefix": ""}, 200),
    ({"StringEquals": {"s3:prefix": ""}}, {}, 403),
    ({"Null": {"s3:prefix": "true"}}, {}, 200),
    ({"Null": {"s3:delimiter": "true"}}, {"delimiter": "/"}, 403),
    ({"StringEquals": {"s3:prefix": "a/", "s3:delimiter": "/"}}, {"prefix": "a/", "delimiter": "/"}, 200),
    ({"NumericLessThanEquals": {"s3:max-keys": "10"}}, {"max_keys": 10}, 200),
    ({"NumericLessThanEquals": {"s3:max-keys": "10"}}, {"max_keys": 11}, 403),
    ({"NumericLessThanEquals": {"s3:max-keys": "10"}}, {}, 403),
]


@pytest.mark.parametrize(("condition", "parameters", "status"), CONDITIONS)
def test_prefix_delimiter_and_max_keys_can_be_tested_and_absent_is_not_empty(site, admin, condition, parameters, status):
    site.edit_role("Admin", inline={"Only": policy("s3:ListBucket", Condition=condition)})
    assert listed(site, admin, **parameters).response.status == status


def test_unquoted_keys_of_a_listing_are_the_keys(site, admin):
    assert [unquote_plus(key) for key in every(listed(site, admin, encoding_type="url"), "Key")] == sorted(
        NAMES, key=str.encode
    )
