"""boto3, with credentials that it is given and by its own chain."""

import json
import sys
import time
import urllib.error
import urllib.request

import pytest
from botocore.exceptions import ClientError

from tests.clients.hands import ACCOUNT, BUCKET, MAYA, REGION, ROLE, assume, s3, session, sts, token
from tests.server import PATIENCE

pytestmark = pytest.mark.clients


def test_it_reads_the_whole_answer_of_assume_role_with_web_identity(server):
    google, before = token(server), int(time.time())
    answer = assume(server, google, DurationSeconds=900)
    after = time.time()
    assert answer["SubjectFromWebIdentityToken"] == MAYA
    assert answer["Provider"] == "accounts.google.com"
    assert answer["AssumedRoleUser"]["Arn"] == f"arn:aws:sts::{ACCOUNT}:assumed-role/PhotoAppGoogle/maya"
    assert answer["AssumedRoleUser"]["AssumedRoleId"].endswith(":maya")
    assert "PackedPolicySize" not in answer
    assert before <= answer["Credentials"]["Expiration"].timestamp() - 900 <= after
    assert len(answer["ResponseMetadata"]["RequestId"]) == 36
    assert answer["ResponseMetadata"]["HTTPHeaders"]["content-type"] == "text/xml"


def test_it_says_whose_credentials_it_has(server, credentials):
    identity = session(credentials).client("sts", endpoint_url=server.aws).get_caller_identity()
    assert identity["Account"] == ACCOUNT
    assert identity["Arn"] == f"arn:aws:sts::{ACCOUNT}:assumed-role/PhotoAppGoogle/maya"


@pytest.mark.parametrize("provider", ["amazon", "facebook"])
def test_an_access_token_goes_with_its_provider_id(server, provider):
    provider_id = {"amazon": "www.amazon.com", "facebook": "graph.facebook.com"}[provider]
    role = f"arn:aws:iam::{ACCOUNT}:role/PhotoApp{provider.title()}"
    answer = assume(server, token(server, "--provider", provider), role, ProviderId=provider_id)
    assert answer["Provider"] == provider_id
    own = s3(server, answer["Credentials"])
    key = f"{answer['SubjectFromWebIdentityToken']}/notes.txt"
    assert b"Maya" in own.get_object(Bucket=BUCKET, Key=key)["Body"].read()


def test_objects_come_back_as_they_went(maya):
    body, key = bytes(range(256)) * 40, f"{MAYA}/boto3/ä b+c%.bin"
    put = maya.put_object(Bucket=BUCKET, Key=key, Body=body, ContentType="image/png", Metadata={"made-by": "maya"})
    got = maya.get_object(Bucket=BUCKET, Key=key)
    assert got["Body"].read() == body
    assert (got["ContentType"], got["Metadata"], got["ETag"]) == ("image/png", {"made-by": "maya"}, put["ETag"])
    assert maya.head_object(Bucket=BUCKET, Key=key)["ContentLength"] == len(body)
    part = maya.get_object(Bucket=BUCKET, Key=key, Range="bytes=10-19")
    assert (part["Body"].read(), part["ContentRange"]) == (body[10:20], f"bytes 10-19/{len(body)}")
    maya.delete_object(Bucket=BUCKET, Key=key)
    with pytest.raises(ClientError, match="403"):
        maya.head_object(Bucket=BUCKET, Key=key)


@pytest.mark.parametrize("algorithm", ["CRC32", "SHA1", "SHA256"])
def test_the_checksums_of_todays_sdks_are_taken(maya, algorithm):
    key = f"{MAYA}/boto3/{algorithm}"
    put = maya.put_object(Bucket=BUCKET, Key=key, Body=b"hello", ChecksumAlgorithm=algorithm)
    head = maya.head_object(Bucket=BUCKET, Key=key, ChecksumMode="ENABLED")
    assert put[f"Checksum{algorithm}"] == head[f"Checksum{algorithm}"]


def test_a_file_goes_up_and_down_by_the_transfer_manager(maya, tmp_path):
    sent, received = tmp_path / "sent", tmp_path / "received"
    sent.write_bytes(b"0123456789" * 100_000)
    maya.upload_file(str(sent), BUCKET, f"{MAYA}/boto3/file")
    maya.download_file(BUCKET, f"{MAYA}/boto3/file", str(received))
    assert received.read_bytes() == sent.read_bytes()


def test_a_listing_comes_in_pages(maya):
    for number in range(7):
        maya.put_object(Bucket=BUCKET, Key=f"{MAYA}/pages/{number}/x", Body=b"")
    pages = maya.get_paginator("list_objects_v2").paginate(
        Bucket=BUCKET, Prefix=f"{MAYA}/pages/", Delimiter="/", PaginationConfig={"PageSize": 3}
    )
    found = [[one["Prefix"] for one in page.get("CommonPrefixes", [])] for page in pages]
    names = [f"{MAYA}/pages/{number}/" for number in range(7)]
    assert found == [names[:3], names[3:6], names[6:]]


def test_buckets_are_listed_and_looked_at(maya):
    assert [one["Name"] for one in maya.list_buckets()["Buckets"]] == [BUCKET]
    with pytest.raises(ClientError, match="403"):
        maya.head_bucket(Bucket=BUCKET)
    with pytest.raises(ClientError, match="404"):
        maya.head_bucket(Bucket="nobodys-bucket")


def test_a_denial_says_why_in_awss_words(maya):
    with pytest.raises(ClientError) as denied:
        maya.get_object(Bucket=BUCKET, Key="shared/welcome.txt")
    told = denied.value.response
    assert told["ResponseMetadata"]["HTTPStatusCode"] == 403
    assert told["Error"]["Message"] == (
        f"User: arn:aws:sts::{ACCOUNT}:assumed-role/PhotoAppGoogle/maya is not authorized to perform: s3:GetObject "
        f'on resource: "arn:aws:s3:::{BUCKET}/shared/welcome.txt" because no identity-based policy allows the s3:GetObject action'
    )


def test_a_session_policy_limits(server):
    policy = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}]}
    answer = assume(server, Policy=json.dumps(policy), PolicyArns=[{"arn": "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"}])
    assert answer["PackedPolicySize"] > 0
    limited = s3(server, answer["Credentials"])
    assert limited.get_object(Bucket=BUCKET, Key=f"{MAYA}/notes.txt")["Body"].read()
    with pytest.raises(ClientError, match="because no session policy allows the s3:PutObject action"):
        limited.put_object(Bucket=BUCKET, Key=f"{MAYA}/no", Body=b"")


def test_session_credentials_are_not_traded(server, credentials):
    with pytest.raises(ClientError, match="Cannot call GetSessionToken with session credentials"):
        session(credentials).client("sts", endpoint_url=server.aws).get_session_token()


def test_a_presigned_address_opens_an_object_for_whoever_has_it(server, credentials):
    maya = s3(server, credentials, signature_version="s3v4")
    address = maya.generate_presigned_url("get_object", {"Bucket": BUCKET, "Key": f"{MAYA}/notes.txt"}, ExpiresIn=60)
    with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
        assert b"Maya" in answer.read()
        assert answer.headers["Content-Security-Policy"] == "sandbox"


def test_the_old_signature_that_boto3_still_presigns_with_is_refused_as_s3_refuses_it(maya):
    address = maya.generate_presigned_url("get_object", {"Bucket": BUCKET, "Key": f"{MAYA}/notes.txt"}, ExpiresIn=60)
    assert "AWSAccessKeyId=" in address
    with pytest.raises(urllib.error.HTTPError, match="400") as refused:
        urllib.request.urlopen(address, timeout=PATIENCE)
    assert b"Please use AWS4-HMAC-SHA256." in refused.value.read()


CHAIN = (
    "import boto3; print(boto3.client('sts').get_caller_identity()['Arn'], len(boto3.client('s3').list_buckets()['Buckets']))"
)


def test_its_own_chain_needs_not_a_line_of_special_code(chain):
    assert chain.run(sys.executable, "-c", CHAIN).stdout == f"arn:aws:sts::{ACCOUNT}:assumed-role/PhotoAppGoogle/maya 1\n"


def test_without_the_chain_it_has_no_credentials(empty, server):
    done = empty.run(
        sys.executable,
        "-c",
        CHAIN,
        check=False,
        AWS_ENDPOINT_URL=server.aws,
        AWS_DEFAULT_REGION=REGION,
        AWS_EC2_METADATA_DISABLED="true",
    )
    assert "NoCredentialsError" in done.stderr


def test_validation_errors_come_through(server):
    lenient = sts(server, parameter_validation=False)
    with pytest.raises(ClientError, match=r"2 validation errors detected: .*'roleSessionName'.*; .*'durationSeconds'"):
        lenient.assume_role_with_web_identity(RoleArn=ROLE, WebIdentityToken="x" * 10, RoleSessionName="a:b", DurationSeconds=1)
