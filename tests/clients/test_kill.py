"""The server is killed in the middle of its work: what it had acknowledged is there after a restart, and credentials still work."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from botocore.exceptions import BotoCoreError, ClientError

from tests.clients.hands import BUCKET, MAYA, assume, s3

pytestmark = pytest.mark.clients
WRITERS = 4


def test_nothing_that_was_acknowledged_is_lost(own_server):
    credentials = assume(own_server)["Credentials"]
    enough, acknowledged, begun, deleted = Event(), [], [], []

    def write(writer):
        maya = s3(own_server, credentials)
        for number in range(10_000):
            key = f"{MAYA}/kill/{writer}/{number}"
            try:
                maya.put_object(Bucket=BUCKET, Key=key, Body=key.encode() * 50)
                acknowledged.append(key)
                if number % 5 == 4:
                    earlier = f"{MAYA}/kill/{writer}/{number - 2}"
                    begun.append(earlier)
                    maya.delete_object(Bucket=BUCKET, Key=earlier)
                    deleted.append(earlier)
            except (BotoCoreError, ClientError, OSError):
                return
            if len(acknowledged) > 80:
                enough.set()

    with ThreadPoolExecutor(WRITERS) as pool:
        for writer in range(WRITERS):
            pool.submit(write, writer)
        assert enough.wait(300)
        own_server.kill()
    own_server.start()
    maya = s3(own_server, credentials)
    gone, perhaps_gone = set(deleted), set(begun)  # a deletion that nobody could be told of may have been made
    assert len(perhaps_gone - gone) <= WRITERS
    for key in acknowledged:
        if key not in perhaps_gone:
            assert maya.get_object(Bucket=BUCKET, Key=key)["Body"].read() == key.encode() * 50
    listed = maya.get_paginator("list_objects_v2").paginate(Bucket=BUCKET, Prefix=f"{MAYA}/kill/")
    found = {one["Key"] for page in listed for one in page["Contents"]}
    assert not found & gone
    assert len(found - set(acknowledged)) <= WRITERS  # at most the one each was writing when the server died
