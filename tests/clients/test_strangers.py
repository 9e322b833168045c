"""Two visitors and the terminal's account, as the administrators of their own: none sees, changes or guesses what is another's."""

import pytest
from botocore.exceptions import ClientError

from tests.clients.hands import ACCOUNT, REGION, s3, session, stranger

pytestmark = pytest.mark.clients
PEOPLE = ("one visitor", "another visitor", "the terminal")


@pytest.fixture(scope="module")
def keys(server, administrator):
    found = dict(zip(PEOPLE, (stranger(server), stranger(server), administrator), strict=True))
    for key in found.values():
        own = s3(server, key)
        own.create_bucket(Bucket=bucket(key), CreateBucketConfiguration={"LocationConstraint": REGION})
        own.put_object(Bucket=bucket(key), Key="secret", Body=b"secret", Tagging="a=b")
    yield found
    for key in found.values():  # the terminal's account is every test's
        own = s3(server, key)
        own.delete_object(Bucket=bucket(key), Key="secret")
        own.delete_bucket(Bucket=bucket(key))


def bucket(key):
    return f"own-{key['AccountId']}"


ATTEMPTS = [
    ("head_bucket", {}),
    ("list_objects_v2", {}),
    ("list_object_versions", {}),
    ("list_multipart_uploads", {}),
    ("get_bucket_location", {}),
    ("get_bucket_acl", {}),
    ("get_object", {"Key": "secret"}),
    ("get_object", {"Key": "nothing there"}),
    ("head_object", {"Key": "secret"}),
    ("get_object_tagging", {"Key": "secret"}),
    ("put_object", {"Key": "secret", "Body": b"changed"}),
    ("create_multipart_upload", {"Key": "secret"}),
    ("delete_object", {"Key": "secret"}),
    ("delete_object_tagging", {"Key": "secret"}),
    ("delete_bucket", {}),
    ("put_bucket_policy", {"Policy": "{}"}),
    ("delete_bucket_policy", {}),
]


@pytest.mark.parametrize("whose", PEOPLE)
@pytest.mark.parametrize("who", PEOPLE)
def test_nobody_opens_what_is_anothers(server, keys, who, whose):
    if who == whose:
        assert s3(server, keys[who]).get_object(Bucket=bucket(keys[who]), Key="secret")["Body"].read() == b"secret"
        return
    client, theirs = s3(server, keys[who]), bucket(keys[whose])
    for name, parameters in ATTEMPTS:
        with pytest.raises(ClientError) as refused:
            getattr(client, name)(Bucket=theirs, **parameters)
        told = refused.value.response
        assert told["ResponseMetadata"]["HTTPStatusCode"] == 403, name
        assert told["Error"]["Message"] in ("Access Denied", "Forbidden"), name  # and not a word of whose it is
    with pytest.raises(ClientError, match="Access Denied"):
        client.copy_object(Bucket=bucket(keys[who]), Key="copy", CopySource=f"{theirs}/secret")
    many = client.delete_objects(Bucket=theirs, Delete={"Objects": [{"Key": "secret"}]})
    assert [(one["Key"], one["Code"], one["Message"]) for one in many["Errors"]] == [
        ("secret", "AccessDenied", "Access Denied")
    ]
    with pytest.raises(ClientError, match="BucketAlreadyExists"):
        client.create_bucket(Bucket=theirs, CreateBucketConfiguration={"LocationConstraint": REGION})


@pytest.mark.parametrize("who", PEOPLE)
def test_everybody_sees_their_own_account_alone(server, keys, who):
    own, others = keys[who], [key["AccountId"] for name, key in keys.items() if name != who]
    listed = str(s3(server, own).list_buckets())
    roles = str(session(own).client("iam", endpoint_url=server.aws).list_roles())
    assert own["AccountId"] in listed
    assert own["AccountId"] in roles
    for other in others:
        assert other not in listed
        assert other not in roles


def test_a_stranger_assumes_no_role_of_the_terminal(server, keys):
    client = session(keys["one visitor"]).client("sts", endpoint_url=server.aws)
    with pytest.raises(ClientError, match="is not authorized to perform: sts:AssumeRole on resource"):
        client.assume_role(RoleArn=f"arn:aws:iam::{ACCOUNT}:role/PhotoAppGoogle", RoleSessionName="maya")
