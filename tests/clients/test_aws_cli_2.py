"""The AWS CLI 2 as Debian has it (2.9): it knows `--endpoint-url` and no address in its environment, so it is given credentials."""

import json

import pytest

from tests.clients.hands import ACCOUNT, AWS_CLI_2, BUCKET, MAYA, OWN, Surroundings, client, in_environment

pytestmark = pytest.mark.clients


@pytest.fixture
def aws(server, credentials, tmp_path):
    path = client(AWS_CLI_2, "the AWS CLI 2 (Debian's package `awscli`)")
    place = Surroundings(tmp_path, in_environment(credentials))

    def run(*arguments, check=True):
        return place.run(path, "--endpoint-url", server.aws, *arguments, check=check)

    return run


def test_it_says_who_it_is(aws):
    assert json.loads(aws("sts", "get-caller-identity").stdout)["Account"] == ACCOUNT


def test_it_lists_copies_and_removes(aws, tmp_path):
    assert aws("s3", "ls").stdout.split()[-1] == BUCKET
    (tmp_path / "up.bin").write_bytes(bytes(range(256)) * 1000)
    aws("s3", "cp", "up.bin", f"{OWN}/cli2/up.bin")
    assert "256000 up.bin" in aws("s3", "ls", f"{OWN}/cli2/").stdout
    aws("s3", "cp", f"{OWN}/cli2/up.bin", "down.bin")
    assert (tmp_path / "down.bin").read_bytes() == (tmp_path / "up.bin").read_bytes()
    aws("s3", "rm", f"{OWN}/cli2/up.bin")


def test_it_reads_a_part(aws, tmp_path):
    aws("s3api", "get-object", "--bucket", BUCKET, "--key", f"{MAYA}/notes.txt", "--range", "bytes=0-3", "part")
    assert (tmp_path / "part").read_text() == "Maya"


def test_a_denial_comes_through_with_its_reason(aws):
    done = aws("s3api", "get-object", "--bucket", BUCKET, "--key", "shared/welcome.txt", "x", check=False)
    assert "because no identity-based policy allows the s3:GetObject action" in done.stderr
