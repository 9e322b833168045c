"""The AWS CLI 1, by its environment alone."""

import json

import pytest

from tests.clients.hands import ACCOUNT, AWS_CLI_1, BUCKET, MAYA, OWN, ROLE, Surroundings, client, token

pytestmark = pytest.mark.clients
ENABLED = ("--versioning-configuration", "Status=Enabled")


@pytest.fixture
def aws(chain):
    path = client(AWS_CLI_1, "the AWS CLI 1 (package `awscli` of PyPI)")

    def run(*arguments, check=True):
        return chain.run(path, *arguments, check=check)

    return run


def test_it_assumes_the_role_by_itself_and_says_who_it_is(aws):
    identity = json.loads(aws("sts", "get-caller-identity").stdout)
    assert identity["Arn"] == f"arn:aws:sts::{ACCOUNT}:assumed-role/PhotoAppGoogle/maya"


def test_it_lists_buckets_and_ones_own_folder(aws):
    assert aws("s3", "ls").stdout.split()[-1] == BUCKET
    listed = aws("s3", "ls", f"{OWN}/").stdout
    assert "notes.txt" in listed
    assert "PRE photos/" in listed
    everything = aws("s3", "ls", "--recursive", f"{OWN}/").stdout
    assert f"{MAYA}/photos/beach.txt" in everything


def test_it_copies_up_and_down_and_removes(aws, chain):
    (chain.home / "up.txt").write_text("hello\n")
    aws("s3", "cp", "up.txt", f"{OWN}/cli/up.txt", "--content-type", "text/plain", "--metadata", "made-by=maya")
    aws("s3", "cp", f"{OWN}/cli/up.txt", "down.txt")
    assert (chain.home / "down.txt").read_text() == "hello\n"
    assert aws("s3", "cp", f"{OWN}/cli/up.txt", "-").stdout == "hello\n"
    head = json.loads(aws("s3api", "head-object", "--bucket", BUCKET, "--key", f"{MAYA}/cli/up.txt").stdout)
    assert (head["ContentType"], head["Metadata"], head["ContentLength"]) == ("text/plain", {"made-by": "maya"}, 6)
    aws("s3", "rm", f"{OWN}/cli/up.txt")
    assert aws("s3", "ls", f"{OWN}/cli/", check=False).stdout == ""


def test_it_reads_a_part(aws, chain):
    key = ("--bucket", BUCKET, "--key", f"{MAYA}/notes.txt")
    told = json.loads(aws("s3api", "get-object", *key, "--range", "bytes=0-3", "part").stdout)
    assert (chain.home / "part").read_text() == "Maya"
    assert told["ContentRange"].startswith("bytes 0-3/")


def test_it_takes_its_input_from_json(aws, chain):
    asked = {"Bucket": BUCKET, "Prefix": f"{MAYA}/notes", "MaxKeys": 1}
    (chain.home / "list.json").write_text(json.dumps(asked))
    told = json.loads(aws("s3api", "list-objects-v2", "--cli-input-json", "file://list.json", "--no-paginate").stdout)
    assert [one["Key"] for one in told["Contents"]] == [f"{MAYA}/notes.txt"]


def test_the_call_itself_takes_its_input_from_json(server, empty: Surroundings):
    asked = {"RoleArn": ROLE, "RoleSessionName": "app1", "WebIdentityToken": token(server), "DurationSeconds": 3600}
    (empty.home / "call.json").write_text(json.dumps(asked))
    told = empty.json(
        client(AWS_CLI_1, "the AWS CLI 1 (package `awscli` of PyPI)"),
        *("sts", "assume-role-with-web-identity", "--cli-input-json", "file://call.json"),
        *("--endpoint-url", server.aws, "--region", "eu-west-1"),
    )
    assert told["AssumedRoleUser"]["Arn"].endswith("/app1")
    assert told["Credentials"]["Expiration"].endswith("Z")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("s3", "cp", f"s3://{BUCKET}/shared/welcome.txt", "-"), "403"),
        (("s3", "ls", f"s3://{BUCKET}/"), "is not authorized to perform: s3:ListBucket"),
        (("s3", "ls", "s3://nobodys-bucket/"), "NoSuchBucket"),
        (("s3", "mb", "s3://another-bucket"), "because no identity-based policy allows the s3:CreateBucket action"),
        (("sts", "get-session-token"), "Cannot call GetSessionToken with session credentials"),
        (("s3api", "put-bucket-versioning", "--bucket", BUCKET, *ENABLED), "does not have PutBucketVersioning"),
        (
            ("s3api", "get-object-torrent", "--bucket", BUCKET, "--key", f"{MAYA}/notes.txt", "x"),
            "does not have GetObjectTorrent",
        ),
    ],
)
def test_a_refusal_comes_through_with_its_reason(aws, arguments, words):
    done = aws(*arguments, check=False)
    assert done.returncode != 0
    assert words in done.stderr
