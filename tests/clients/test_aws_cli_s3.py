"""Every command of `aws s3`, by both versions of the AWS CLI, as an account's administrator with a bucket of their own."""

import json
import os
import time
import urllib.request

import pytest

from tests.clients.hands import AWS_CLI_1, AWS_CLI_2, Surroundings, client, in_environment
from tests.server import PATIENCE

pytestmark = pytest.mark.clients
VERSIONS = {
    "version 1": (AWS_CLI_1, "the AWS CLI 1 (package `awscli` of PyPI)"),
    "version 2": (AWS_CLI_2, "the AWS CLI 2 (Debian's package `awscli`)"),
}
SIGV4 = "[default]\ns3 =\n  signature_version = s3v4\n"
READING = ["head-bucket", "list-objects", "get-object-attributes"]


@pytest.fixture(scope="module", params=VERSIONS)
def place(request, server, administrator, tmp_path_factory):
    """An empty home; `place.aws` runs the CLI there."""
    path, tmp_path = client(*VERSIONS[request.param]), tmp_path_factory.mktemp("home")
    (tmp_path / "config").write_text(SIGV4)
    place = Surroundings(
        tmp_path, in_environment(administrator) | {"AWS_CONFIG_FILE": str(tmp_path / "config"), "AWS_PAGER": ""}
    )

    def aws(*arguments, check=True):
        return place.run(path, "--endpoint-url", server.aws, *arguments, check=check)

    place.aws = aws
    return place


@pytest.fixture(scope="module")
def bucket(place):
    name = f"cli-{place.home.name}"
    place.aws("s3", "mb", f"s3://{name}")
    yield name
    (place.home / "one").write_text("one")
    place.aws("s3", "mv", "one", f"s3://{name}/one", "--no-progress")
    assert "BucketNotEmpty" in place.aws("s3", "rb", f"s3://{name}", check=False).stderr
    place.aws("s3", "rb", "--force", f"s3://{name}")
    assert name not in place.aws("s3", "ls").stdout


def test_sync_sends_what_is_new_and_deletes_what_is_gone(place, bucket):
    tree = place.home / "tree"
    (tree / "sub").mkdir(parents=True)
    (tree / "one.txt").write_text("one")
    (tree / "sub" / "ü +&%.txt").write_text("two")
    for file in tree.rglob("*.txt"):  # the CLI compares times, and S3's have whole seconds
        os.utime(file, (time.time() - 60, time.time() - 60))
    sent = place.aws("s3", "sync", "tree", f"s3://{bucket}/tree", "--no-progress").stdout
    assert sent.count("upload:") == 2
    assert place.aws("s3", "sync", "tree", f"s3://{bucket}/tree", "--no-progress").stdout == ""
    (tree / "one.txt").unlink()
    assert "delete:" in place.aws("s3", "sync", "--delete", "tree", f"s3://{bucket}/tree", "--no-progress").stdout
    place.aws("s3", "sync", f"s3://{bucket}/tree", f"s3://{bucket}/copy", "--no-progress")
    place.aws("s3", "mv", "--recursive", f"s3://{bucket}/copy", "down", "--no-progress")
    assert (place.home / "down" / "sub" / "ü +&%.txt").read_text() == "two"
    listed = place.aws("s3", "ls", "--recursive", "--summarize", f"s3://{bucket}/tree").stdout
    assert "Total Objects: 1" in listed
    assert "tree/sub/ü +&%.txt" in listed


def test_twenty_megabytes_go_up_in_parts_and_come_back(place, bucket):
    (place.home / "large").write_bytes(bytes(range(256)) * 78_125)
    place.aws("s3", "cp", "large", f"s3://{bucket}/large", "--no-progress")
    head = json.loads(place.aws("s3api", "head-object", "--bucket", bucket, "--key", "large").stdout)
    assert head["ETag"].endswith('-3"')
    place.aws("s3", "cp", f"s3://{bucket}/large", f"s3://{bucket}/copied", "--no-progress")
    place.aws("s3", "cp", f"s3://{bucket}/copied", "back", "--no-progress")
    assert (place.home / "back").read_bytes() == (place.home / "large").read_bytes()
    too_much = place.aws("s3api", "put-object", "--bucket", bucket, "--key", "x", "--body", "large", check=False)
    assert "EntityTooLarge" in too_much.stderr


def test_a_presigned_address_needs_no_credentials(place, bucket):
    (place.home / "signed").write_text("one")
    place.aws("s3", "cp", "signed", f"s3://{bucket}/signed", "--no-progress")
    with urllib.request.urlopen(place.aws("s3", "presign", f"s3://{bucket}/signed").stdout.strip(), timeout=PATIENCE) as answer:
        assert answer.read() == b"one"


def test_the_skeleton_of_its_input_can_be_fed_back(place, bucket):
    (place.home / "k").write_text("k")
    place.aws("s3", "cp", "k", f"s3://{bucket}/k", "--no-progress")
    for operation in READING:
        skeleton = json.loads(place.aws("s3api", operation, "--generate-cli-skeleton").stdout)
        filled = {name: {"Bucket": bucket, "Key": "k"}.get(name, value) for name, value in skeleton.items()}
        (place.home / "input.json").write_text(json.dumps(filled))
        place.aws("s3api", operation, "--cli-input-json", "file://input.json")
