"""While nothing can be kept, everybody is told so in words, nothing that was acknowledged is lost, and it mends by itself."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from contextlib import closing

import pytest

from tests.clients.hands import BUCKET, MAYA, access_key, assume
from tests.load.disks import DISKS
from tests.load.ready import readiness, wait_until
from tests.load.signed import Line
from tests.load.visitor import Visitor, walk

MOST = 300  # writes until a disk is taken for one that is not full


@pytest.fixture(params=DISKS)
def disk(request, tmp_path):
    made = DISKS[request.param](tmp_path)
    yield made
    made.server.stop()


async def at_step_3(visitor):
    await visitor.send(await visitor.get("/sign-in/google/demo/"), "/stand-in/", person="maya")
    return await visitor.get("/call/")


async def sent(visitor, page):
    """The call, sent again and again until there is an answer that is not the page of step 4."""
    for _ in range(MOST):
        answer = await visitor.send(page, "/call/send/", action="send")
        if answer.status != 200:
            return answer
    pytest.fail("step 3 was kept though nothing could be written")


def put(line, kept, number):
    """Writes an object; answers the refusal, if it is one."""
    path, body = f"/{BUCKET}/{MAYA}/full/{number}", f"{number} ".encode() * 8_000
    status, headers, answer = line.ask("PUT", path, body)
    if status == 200:
        kept[path] = (headers["ETag"], body)
        return None
    return status, headers, answer


def refused_by_s3(line, kept):
    for number in range(MOST):
        if refused := put(line, kept, number):
            return refused
    return pytest.fail("S3 took everything though nothing could be written")


def refused_by_iam(server, key):
    with closing(Line(server.aws_port, key, "iam")) as iam:
        for number in range(MOST):
            status, _, answer = iam.query("CreateRole", "2010-05-08", RoleName=f"R{number}", AssumeRolePolicyDocument=TRUST)
            if status != 200:
                return status, answer
    return pytest.fail("IAM took everything though nothing could be written")


TRUST = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}]}'


def is_clear(answer, disk):
    """A page that says what is wrong, and nothing of how the site is built."""
    assert (answer.status, answer.headers["retry-after"]) == (503, "3")
    assert f"<h1>{disk.says}</h1>" in answer.text
    assert "Nothing you made is lost" in answer.text
    assert not [word for word in ("Traceback", "sqlite", "OperationalError", "playground/") if word in answer.text.lower()]


def test_when_nothing_can_be_kept_it_is_said_and_nothing_is_lost(disk):
    server, kept = disk.server, {}
    credentials, key, visitor = assume(server)["Credentials"], access_key(server), Visitor(server.site)
    page = walk(visitor, at_step_3(visitor))
    with closing(Line(server.aws_port, credentials)) as line:
        assert put(line, kept, "before") is None
    disk.fill()
    with closing(Line(server.aws_port, credentials)) as line:
        is_s3s(*refused_by_s3(line, kept))
        is_iams(*refused_by_iam(server, key))
        is_clear(walk(visitor, sent(visitor, page)), disk)
        assert walk(visitor, visitor.get("/token/")).status == 200, "what needs no writing goes on"
        all_there(line, kept)
        if disk.is_foreseen:
            refused = {"ready": False, "database": False, "channel_layer": True, "staying": True, "says": disk.says}
            wait_until(lambda: readiness(server) == (503, refused), "a process that can keep nothing should not be ready")
        disk.empty()
        wait_until(lambda: put(line, kept, "after") is None, "writing should go on by itself when there is room")
        assert walk(visitor, visitor.send(page, "/call/send/", action="send")).url.endswith("/answer/")
        all_there(line, kept)
    wait_until(lambda: readiness(server)[0] == 200, "it should be ready again by itself")
    assert "Traceback" not in server.log.read_text()


def is_s3s(status, headers, answer):
    error = ET.fromstring(answer)
    assert (status, error.tag, error.findtext("Code")) == (503, "Error", "ServiceUnavailable")
    assert error.findtext("RequestId") == headers["x-amz-request-id"]


def is_iams(status, answer):
    error = ET.fromstring(answer)
    assert (status, error.tag.partition("}")[2], error.findtext(".//{*}Code")) == (503, "ErrorResponse", "ServiceUnavailable")
    assert error.findtext(".//{*}Type") == "Receiver"


def all_there(line, kept):
    for path, (tag, body) in kept.items():
        _, headers, found = line.ask("GET", path)
        assert (headers["ETag"], found) == (tag, body)
