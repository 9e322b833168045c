"""The AWS SDK for JavaScript, version 3, and version 2, which many still run."""

import json

import pytest

from tests.clients.hands import ACCOUNT, BUCKET, CLIENTS, MAYA, OUTSIDE, client

pytestmark = pytest.mark.clients
MODULES = CLIENTS / "javascript" / "node_modules"
PREFIX = f"{MAYA}/javascript/"


@pytest.fixture
def run(chain):
    node = client("node", "Node.js (Debian's package `nodejs`)")
    if not MODULES.exists():
        pytest.fail("these tests need the AWS SDK for JavaScript in build/clients; `make test` provides it with npm")

    def run(script):
        settings = {"NODE_PATH": str(MODULES), "BUCKET": BUCKET, "PREFIX": PREFIX, "NODE_NO_WARNINGS": "1"}
        return json.loads(chain.run(node, OUTSIDE / "javascript" / script, **settings).stdout)

    return run


def test_each_of_its_providers_makes_credentials_of_a_token(run):
    told = run("chain.cjs")
    own = f"arn:aws:sts::{ACCOUNT}:assumed-role/PhotoAppGoogle"
    assert told.pop("refused").startswith("InvalidIdentityTokenException: The ID Token provided is not a valid JWT.")
    assert told == {
        "default": f"{own}/maya",
        "fromNodeProviderChain": f"{own}/maya",
        "fromTokenFile": f"{own}/maya",
        "fromWebToken": f"{own}/tomas",
    }


def test_it_keeps_objects(run):
    told = run("objects.cjs")
    assert told["got"] == ["hello", "text/plain", {"by": "maya"}]
    assert (told["checksum"], told["head"]) == ("NhCmhg==", [5, '"5d41402abc4b2a76b9719d911017c592"'])
    assert told["large"]
    assert told["same"]
    assert told["listed"] == [f"{PREFIX}a b+ü.txt", f"{PREFIX}large"]
    assert (told["presigned"], told["putPresigned"]) == ("hello", 200)
    assert told["deleted"] == [204, 204, 204]
    assert told["refused"] == ["403 AccessDenied", "404 NoSuchBucket", "501 NotImplemented"]


def test_version_2_makes_credentials_of_a_token_and_keeps_objects(run):
    told = run("version_2.cjs")
    own = f"arn:aws:sts::{ACCOUNT}:assumed-role/PhotoAppGoogle"
    assert [told[way] for way in ("chain", "file", "token")] == [f"{own}/maya", f"{own}/maya", f"{own}/tomas"]
    assert told["wrong"] == "400 InvalidIdentityToken"
    assert (told["got"], told["empty"], told["large"]) == (["hello", {"by": "maya"}], 0, True)
    assert told["presigned"] == "hello"
    assert told["listed"] == [f"{PREFIX}a b+ü.txt", f"{PREFIX}empty", f"{PREFIX}large"]
    assert (told["deleted"], told["refused"]) == (3, "403 AccessDenied")
