"""Every operation of S3 that the sandbox has, one by one, as boto3 calls it and reads its answer."""

import json
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from botocore import xform_name
from botocore.exceptions import ClientError

from playground.sandbox.s3 import OPERATIONS
from tests.clients.hands import ACCOUNT, REGION, s3
from tests.server import PATIENCE

pytestmark = pytest.mark.clients
ONE, TWO = "boto3-one-by-one", "boto3-one-more"
BODY, TAGS = b"hello", [{"Key": "team", "Value": "photos"}]
OWN = {"Bucket": ONE, "Key": "ä b+c%.txt"}
PUT = {"Body": BODY, "Metadata": {"by": "maya"}, "Tagging": "team=photos"}
POLICY = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {"Effect": "Allow", "Principal": {"AWS": ACCOUNT}, "Action": "s3:GetObject", "Resource": f"arn:aws:s3:::{ONE}/*"}
        ],
    }
)
SET = {"ObjectOwnership": "BucketOwnerEnforced"}
BLOCKED = dict.fromkeys(("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"), True)


@pytest.fixture
def client(server, administrator):
    """boto3's, with a bucket that holds one object, an upload under way with one part, and a policy; all gone afterwards."""
    client = s3(server, administrator, signature_version="s3v4")
    client.create_bucket(Bucket=ONE, CreateBucketConfiguration={"LocationConstraint": REGION})
    client.put_object(**OWN, **PUT)
    client.put_bucket_policy(Bucket=ONE, Policy=POLICY)
    yield client
    for kept in client.list_objects_v2(Bucket=ONE).get("Contents", []):
        client.delete_object(Bucket=ONE, Key=kept["Key"])
    for mine in {bucket["Name"] for bucket in client.list_buckets()["Buckets"]} & {ONE, TWO}:  # the account is every test's
        client.delete_bucket(Bucket=mine)


@pytest.fixture
def upload(client):
    """An upload under way, with a first part."""
    begun = {"Bucket": ONE, "Key": "long", "UploadId": client.create_multipart_upload(Bucket=ONE, Key="long")["UploadId"]}
    part = client.upload_part(**begun, PartNumber=1, Body=BODY)
    return begun, {"PartNumber": 1, "ETag": part["ETag"]}


def names(listed):
    return [one["Key"] for one in listed]


READS = [
    ("ListBuckets", {}, lambda told: ONE in [bucket["Name"] for bucket in told["Buckets"]], True),
    ("HeadBucket", {"Bucket": ONE}, lambda told: told["BucketRegion"], REGION),
    ("GetBucketLocation", {"Bucket": ONE}, lambda told: told["LocationConstraint"], REGION),
    ("ListObjectsV2", {"Bucket": ONE}, lambda told: (names(told["Contents"]), told["KeyCount"]), ([OWN["Key"]], 1)),
    ("ListObjects", {"Bucket": ONE}, lambda told: names(told["Contents"]), [OWN["Key"]]),
    ("ListObjectVersions", {"Bucket": ONE}, lambda told: told["Versions"][0]["VersionId"], "null"),
    ("ListMultipartUploads", {"Bucket": ONE}, lambda told: names(told["Uploads"]), ["long"]),
    ("GetBucketPolicy", {"Bucket": ONE}, lambda told: told["Policy"], POLICY),
    ("GetBucketPolicyStatus", {"Bucket": ONE}, lambda told: told["PolicyStatus"], {"IsPublic": False}),
    ("GetBucketAcl", {"Bucket": ONE}, lambda told: told["Grants"][0]["Permission"], "FULL_CONTROL"),
    ("GetBucketVersioning", {"Bucket": ONE}, lambda told: told.get("Status"), None),
    ("GetBucketLogging", {"Bucket": ONE}, lambda told: told.get("LoggingEnabled"), None),
    ("GetBucketNotificationConfiguration", {"Bucket": ONE}, lambda told: told.get("QueueConfigurations"), None),
    ("GetBucketRequestPayment", {"Bucket": ONE}, lambda told: told["Payer"], "BucketOwner"),
    ("GetBucketAccelerateConfiguration", {"Bucket": ONE}, lambda told: told.get("Status"), None),
    ("GetBucketOwnershipControls", {"Bucket": ONE}, lambda told: told["OwnershipControls"]["Rules"], [SET]),
    ("GetPublicAccessBlock", {"Bucket": ONE}, lambda told: told["PublicAccessBlockConfiguration"], BLOCKED),
    ("GetObject", OWN, lambda told: (told["Body"].read(), told["TagCount"], told["Metadata"]), (BODY, 1, {"by": "maya"})),
    ("HeadObject", OWN, lambda told: told["ContentLength"], len(BODY)),
    ("GetObjectTagging", OWN, lambda told: told["TagSet"], TAGS),
    ("GetObjectAcl", OWN, lambda told: told["Grants"][0]["Permission"], "FULL_CONTROL"),
    ("GetObjectAttributes", OWN | {"ObjectAttributes": ["ObjectSize"]}, lambda told: told["ObjectSize"], len(BODY)),
    (
        "GetBucketEncryption",
        {"Bucket": ONE},
        lambda told: told["ServerSideEncryptionConfiguration"]["Rules"][0]["ApplyServerSideEncryptionByDefault"],
        {"SSEAlgorithm": "AES256"},
    ),
]


@pytest.mark.usefixtures("upload")
def test_what_reads_tells_what_is_there(client):
    for operation, parameters, read, expected in READS:
        assert read(getattr(client, xform_name(operation))(**parameters)) == expected, operation


NOT_SET = [
    ("GetBucketTagging", "NoSuchTagSet"),
    ("GetBucketLifecycleConfiguration", "NoSuchLifecycleConfiguration"),
    ("GetBucketCors", "NoSuchCORSConfiguration"),
    ("GetBucketWebsite", "NoSuchWebsiteConfiguration"),
    ("GetBucketReplication", "ReplicationConfigurationNotFoundError"),
    ("GetObjectLockConfiguration", "ObjectLockConfigurationNotFoundError"),
]


def test_what_nobody_set_is_not_found(client):
    for operation, code in NOT_SET:
        assert refused(getattr(client, xform_name(operation)), Bucket=ONE) == (404, code), operation


def refused(call, **parameters):
    with pytest.raises(ClientError) as told:
        call(**parameters)
    return told.value.response["ResponseMetadata"]["HTTPStatusCode"], told.value.response["Error"]["Code"]


def test_a_bucket_is_made_and_deleted(client):
    made = client.create_bucket(Bucket=TWO, CreateBucketConfiguration={"LocationConstraint": REGION})
    assert TWO in made["Location"]
    client.delete_bucket(Bucket=TWO)
    assert refused(client.head_bucket, Bucket=TWO) == (404, "404")


def test_a_policy_is_put_and_deleted(client):
    client.delete_bucket_policy(Bucket=ONE)
    assert refused(client.get_bucket_policy, Bucket=ONE) == (404, "NoSuchBucketPolicy")
    client.put_bucket_policy(Bucket=ONE, Policy=POLICY)
    assert client.get_bucket_policy(Bucket=ONE)["Policy"] == POLICY


def test_no_access_list_but_the_owners_is_taken(client):
    assert refused(client.put_bucket_acl, Bucket=ONE, ACL="public-read") == (400, "AccessControlListNotSupported")
    assert refused(client.put_object_acl, **OWN, ACL="public-read") == (400, "AccessControlListNotSupported")


def test_objects_are_copied_and_deleted_one_by_one_and_together(client):
    for key in ("one", "two", "three"):
        copy = client.copy_object(Bucket=ONE, Key=key, CopySource=OWN)
        assert copy["CopyObjectResult"]["ETag"] == client.head_object(**OWN)["ETag"]
    assert client.get_object(Bucket=ONE, Key="one")["Body"].read() == BODY
    client.delete_object(Bucket=ONE, Key="one")
    many = client.delete_objects(Bucket=ONE, Delete={"Objects": [{"Key": "two"}, {"Key": "three"}]})
    assert sorted(names(many["Deleted"])) == ["three", "two"]
    assert names(client.list_objects_v2(Bucket=ONE)["Contents"]) == [OWN["Key"]]


def test_tags_are_put_and_taken_off(client):
    client.put_object_tagging(**OWN, Tagging={"TagSet": [{"Key": "who", "Value": "Maya"}]})
    assert client.get_object_tagging(**OWN)["TagSet"] == [{"Key": "who", "Value": "Maya"}]
    client.delete_object_tagging(**OWN)
    assert client.get_object_tagging(**OWN)["TagSet"] == []


def test_an_upload_of_parts_is_listed_and_completed(client, upload):
    begun, first = upload
    copied = client.upload_part_copy(**begun, PartNumber=2, CopySource=f"{ONE}/{OWN['Key']}")["CopyPartResult"]
    assert [part["PartNumber"] for part in client.list_parts(**begun)["Parts"]] == [1, 2]
    parts = {"Parts": [first, {"PartNumber": 2, "ETag": copied["ETag"]}]}
    assert refused(client.complete_multipart_upload, **begun, MultipartUpload=parts) == (400, "EntityTooSmall")
    done = client.complete_multipart_upload(**begun, MultipartUpload={"Parts": [first]})
    assert done["ETag"].endswith('-1"')
    assert client.get_object(Bucket=ONE, Key="long")["Body"].read() == BODY


def test_an_upload_of_parts_is_given_up(client, upload):
    begun, _ = upload
    client.abort_multipart_upload(**begun)
    assert refused(client.list_parts, **begun) == (404, "NoSuchUpload")
    assert "Uploads" not in client.list_multipart_uploads(Bucket=ONE)


def test_a_presigned_put_needs_no_credentials_and_takes_no_other_method(client):
    address = client.generate_presigned_url("put_object", {"Bucket": ONE, "Key": "signed"}, ExpiresIn=60)
    with urllib.request.urlopen(urllib.request.Request(address, b"signed", method="PUT"), timeout=PATIENCE) as answer:
        assert answer.status == 200
    assert client.get_object(Bucket=ONE, Key="signed")["Body"].read() == b"signed"
    with pytest.raises(urllib.error.HTTPError, match="403"):
        urllib.request.urlopen(address, timeout=PATIENCE)


def test_no_operation_is_left_out():
    own = Path(__file__).read_text()
    missing = [one.name for one in OPERATIONS if f'"{one.name}"' not in own and f"client.{xform_name(one.name)}" not in own]
    assert missing == []
