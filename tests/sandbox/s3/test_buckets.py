"""Buckets come and go; what the sandbox has no setting for is answered as for a bucket on which nobody set it."""

import pytest

from tests.sandbox.visit import ACCOUNT, BUCKET, OTHERS_BUCKET, every, fields, header, policy, refusal, signed

NEW = "/new-bucket"
IN_EUROPE = b"<CreateBucketConfiguration><LocationConstraint>%s</LocationConstraint></CreateBucketConfiguration>"


def create(site, credentials, path=NEW, constraint="eu-west-1", region=None, **more):
    body = IN_EUROPE % constraint.encode() if constraint else b""
    if region is None:
        return site.s3(credentials, "PUT", path, body=body, **more)
    return site.send(signed(credentials, "PUT", path, body=body, region=region, **more))


def test_a_bucket_is_made_seen_used_and_deleted(site, admin):
    made = create(site, admin)
    assert (made.response.status, header(made, "Location"), made.response.body) == (
        200,
        "http://new-bucket.s3.amazonaws.com/",
        b"",
    )
    assert header(made, "x-amz-bucket-arn") == "arn:aws:s3:::new-bucket"
    assert every(site.s3(admin), "Name") == ["new-bucket", BUCKET]
    assert site.s3(admin, "PUT", f"{NEW}/key", body=b"x").response.status == 200
    told = site.s3(admin, "DELETE", NEW)
    assert refusal(told) == (409, "BucketNotEmpty", "The bucket you tried to delete is not empty")
    assert fields(told)["BucketName"] == "new-bucket"
    site.s3(admin, "DELETE", f"{NEW}/key")
    assert site.s3(admin, "DELETE", NEW).response.status == 204
    assert refusal(site.s3(admin, "DELETE", NEW))[:2] == (404, "NoSuchBucket")


NAMES = ["ab", "Abc", "a_b", "-abc", "abc-", "a..b", "192.168.0.1", "xn--abc", "sthree-abc", "abc-s3alias", "a" * 64]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_no_new_bucket_can_have_is_refused(site, admin, name):
    assert refusal(create(site, admin, f"/{name}"))[:2] == (400, "InvalidBucketName")


def test_a_name_is_given_once_in_the_whole_world(site, admin):
    create(site, admin)
    again = create(site, admin)
    assert refusal(again)[:2] == (409, "BucketAlreadyOwnedByYou")
    assert header(again, "x-amz-bucket-region") == "eu-west-1"
    told = refusal(create(site, admin, f"/{OTHERS_BUCKET}"))
    assert told[:2] == (409, "BucketAlreadyExists")
    assert site.buckets.find(OTHERS_BUCKET).account_id != ACCOUNT


def test_in_the_oldest_region_the_own_bucket_is_made_again_without_a_word(site, admin):
    for _ in range(2):
        assert create(site, admin, constraint="", region="us-east-1").response.status == 200
    assert fields(site.s3(admin, "GET", NEW, "location"))["LocationConstraint"] == ""


REGIONS = [
    ("eu-west-1", "eu-west-1", 200),
    ("", "us-east-1", 200),
    ("eu-central-1", "us-east-1", 200),
    ("EU", "eu-west-1", 200),
    ("", "eu-west-1", "IllegalLocationConstraintException"),
    ("eu-central-1", "eu-west-1", "IllegalLocationConstraintException"),
    ("nowhere", "eu-west-1", "InvalidLocationConstraint"),
]


@pytest.mark.parametrize(("constraint", "region", "told"), REGIONS)
def test_a_bucket_is_made_in_the_region_that_the_request_is_signed_for(site, admin, constraint, region, told):
    answer = create(site, admin, constraint=constraint, region=region)
    if told == 200:
        expected = {"": "us-east-1", "EU": "eu-west-1"}.get(constraint, constraint)
        assert header(site.s3(admin, "HEAD", NEW), "x-amz-bucket-region") == expected
    else:
        assert refusal(answer)[:2] == (400, told)


def test_a_document_that_is_none_is_refused(site, admin):
    for body in (b"<x/>", b"<CreateBucketConfiguration>", b"no xml", b"<!DOCTYPE a><CreateBucketConfiguration/>"):
        assert refusal(site.s3(admin, "PUT", NEW, body=body))[:2] == (400, "MalformedXML")


def test_an_account_has_so_many_buckets_and_no_more(site, admin):
    for number in range(site.buckets.max_buckets - 1):
        assert create(site, admin, f"/bucket-{number}").response.status == 200
    assert refusal(create(site, admin, "/one-too-many")) == (
        400,
        "TooManyBuckets",
        "You have attempted to create more buckets than allowed",
    )


OWNERS = [
    ({"x-amz-object-ownership": "BucketOwnerEnforced"}, 200),
    ({"x-amz-object-ownership": "ObjectWriter"}, "NotImplemented"),
    ({"x-amz-object-ownership": "Nobody"}, "InvalidArgument"),
    ({"x-amz-acl": "private"}, 200),
    ({"x-amz-acl": "public-read"}, "InvalidBucketAclWithObjectOwnership"),
]


@pytest.mark.parametrize(("headers", "told"), OWNERS)
def test_a_bucket_belongs_to_its_owner_with_all_that_is_in_it(site, admin, headers, told):
    answer = create(site, admin, headers=headers)
    assert told in (answer.response.status, answer.error)


def test_making_and_deleting_need_their_own_permissions(site, admin):
    site.edit_role("Admin", inline={"Only": policy("s3:DeleteBucket")})
    assert (
        'is not authorized to perform: s3:CreateBucket on resource: "arn:aws:s3:::new-bucket"'
        in refusal(create(site, admin))[2]
    )
    site.edit_role("Admin", inline={"Only": policy("s3:CreateBucket")})
    assert create(site, admin).response.status == 200
    assert refusal(site.s3(admin, "DELETE", NEW))[:2] == (403, "AccessDenied")


def test_where_it_may_be_can_be_tested(site, admin):
    only = policy("s3:CreateBucket", Condition={"StringEquals": {"s3:locationconstraint": "eu-west-1"}})
    site.edit_role("Admin", inline={"Only": only})
    assert create(site, admin).response.status == 200
    assert create(site, admin, "/elsewhere", "eu-central-1", "eu-central-1").response.status == 403


def test_the_location_of_a_bucket(site, admin):
    assert fields(site.s3(admin, "GET", f"/{BUCKET}", "location"))["LocationConstraint"] == "eu-west-1"


SETTINGS = [
    ("versioning", {}),
    ("logging", {}),
    ("notification", {}),
    ("accelerate", {}),
    ("requestPayment", {"Payer": "BucketOwner"}),
    ("ownershipControls", {"ObjectOwnership": "BucketOwnerEnforced"}),
    ("encryption", {"SSEAlgorithm": "AES256", "BucketKeyEnabled": "false"}),
    ("publicAccessBlock", {"BlockPublicPolicy": "true", "RestrictPublicBuckets": "true", "IgnorePublicAcls": "true"}),
    ("acl", {"Permission": "FULL_CONTROL", "ID": ACCOUNT.rjust(64, "0")}),
]


@pytest.mark.parametrize(("query", "told"), SETTINGS)
def test_a_setting_that_nobody_set_is_as_on_every_new_bucket(site, admin, query, told):
    answer = site.s3(admin, "GET", f"/{BUCKET}", query)
    assert answer.response.status == 200
    assert fields(answer).items() >= told.items()
    site.edit_role("Admin", inline={"Only": policy("s3:GetObject")})
    assert site.s3(admin, "GET", f"/{BUCKET}", query).response.status == 403


NOT_SET = [
    ("tagging", "NoSuchTagSet"),
    ("lifecycle", "NoSuchLifecycleConfiguration"),
    ("cors", "NoSuchCORSConfiguration"),
    ("website", "NoSuchWebsiteConfiguration"),
    ("replication", "ReplicationConfigurationNotFoundError"),
    ("object-lock", "ObjectLockConfigurationNotFoundError"),
    ("policy", "NoSuchBucketPolicy"),
    ("policyStatus", "NoSuchBucketPolicy"),
]


@pytest.mark.parametrize(("query", "code"), NOT_SET)
def test_what_was_never_set_is_not_found(site, admin, query, code):
    answer = site.s3(admin, "GET", f"/{BUCKET}", query)
    assert refusal(answer)[:2] == (404, code)
    assert fields(answer)["BucketName"] == BUCKET


def test_lists_cannot_be_set(site, admin):
    for path in (f"/{BUCKET}", f"/{BUCKET}/shared/welcome.txt"):
        answer = site.s3(admin, "PUT", path, "acl", headers={"x-amz-acl": "public-read"})
        assert refusal(answer)[:2] == (400, "AccessControlListNotSupported")
    assert fields(site.s3(admin, "GET", f"/{BUCKET}/shared/welcome.txt", "acl"))["Permission"] == "FULL_CONTROL"


def test_listing_buckets_comes_in_pages(site, admin):
    for name in ("/aaa", "/bbb", "/ccc"):
        create(site, admin, name)
    found, token = [], ""
    while token is not None:
        answer = site.s3(admin, query="max-buckets=3" + (f"&continuation-token={token}" if token else ""))
        found += every(answer, "Name")
        token = fields(answer).get("ContinuationToken")
    assert found == ["aaa", "bbb", "ccc", BUCKET]
    for sent in ("0", "10001", "-01"):
        told = refusal(site.s3(admin, query=f"max-buckets={sent}"))
        assert told == (400, "InvalidArgument", "Argument max-buckets must be an integer between 1 and 10000")
    told = refusal(site.s3(admin, query="max-buckets=abc"))[2]
    assert told == "Provided max-buckets not an integer or within integer range"
    told = refusal(site.s3(admin, query="bucket-region=nowhere"))[2]
    assert told == "Argument value nowhere is not a valid AWS Region"
    assert every(site.s3(admin, query="bucket-region=EU-WEST-1&continuation-token="), "Name")
    assert every(site.s3(admin, query="bucket-region=us-east-1"), "Name") == []


@pytest.mark.parametrize(
    ("host", "endpoint"),
    [
        (f"{BUCKET}.localhost:8001", "localhost"),
        (f"{BUCKET}.aws.example.org", "aws.example.org"),
        (f"{BUCKET}.AWS.example.org:443", "aws.example.org"),
        (f"{BUCKET}.s3.eu-west-1.amazonaws.com", "localhost"),
    ],
)
def test_a_bucket_may_stand_before_the_endpoints_own_name(site, admin, host, endpoint):
    site.stores = site.stores._replace(host=endpoint)
    answer = site.s3(admin, "GET", "/shared/welcome.txt", headers={"host": host})
    assert answer.response.status == 200
    assert site.s3(admin, "GET", "/", "list-type=2", headers={"host": host}).operation == "ListObjectsV2"


def test_what_stands_before_another_name_is_no_bucket(site, admin):
    answer = site.s3(admin, "GET", f"/{BUCKET}/shared/welcome.txt", headers={"host": "photos.example.org"})
    assert answer.response.status == 200
