"""minio-py with its WebIdentityProvider, and s3fs by its environment: scripts in an environment of their own."""

import json
import urllib.request

import pytest

from tests.clients.hands import BUCKET, MAYA, OUTSIDE, outside_python
from tests.server import PATIENCE

pytestmark = pytest.mark.clients
DENIED = "because no identity-based policy allows the s3:GetObject action"


@pytest.fixture
def run(chain):
    def run(script, prefix):
        settings = {"BUCKET": BUCKET, "PREFIX": prefix}
        return json.loads(chain.run(outside_python("python"), OUTSIDE / "python" / script, **settings).stdout)

    return run


def test_minio_gets_credentials_for_a_token_and_keeps_objects(run):
    prefix = f"{MAYA}/minio/"
    told = run("minio_visit.py", prefix)
    assert told["put"] == told["copied"] == "5d41402abc4b2a76b9719d911017c592"
    assert told["large"].endswith("-3")
    assert told["same"]
    assert told["metadata"] == "maya"
    assert told["listed"] == [f"{prefix}a b+ü.txt", f"{prefix}copy", f"{prefix}large"]
    assert (told["errors"], told["gone"], told["nobodys"]) == (0, [], False)
    assert told["refused"][0] == "AccessDenied"
    assert told["refused"][1].endswith(DENIED)
    with pytest.raises(urllib.error.HTTPError, match="Forbidden"):  # it is gone, and nobody without s3:ListBucket may know
        urllib.request.urlopen(told["presigned"], timeout=PATIENCE)


def test_s3fs_is_a_file_system(run):
    told = run("s3fs_visit.py", f"{MAYA}/s3fs/")
    assert told["read"] == "hello"
    assert (told["tail"], told["size"]) == (1024 * 1024, 11 * 1024 * 1024 + 10)
    assert told["found"] == ["a b+ü.txt", "d.txt", "large"]
    assert told["left"] == []
    assert told["refused"] == "Forbidden"  # it asks with HEAD, whose answer has no words
