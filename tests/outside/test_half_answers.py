"""An endpoint that answers as IAM does, and not wholly: what is missing is said, and no page fails over it."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs

import pytest

from playground.aws.target import Target
from playground.walkthrough.outside.granted import read_policies
from tests.outside.conftest import ROLE

pytestmark = pytest.mark.django_db
CREDENTIALS = {"AccessKeyId": "ASIA", "SecretAccessKey": "x", "SessionToken": "y", "Expiration": "2099-01-01T00:00:00+00:00"}
DOCUMENT = "<AssumeRolePolicyDocument>%7B%7D</AssumeRolePolicyDocument>"
HALVES = {
    "GetRole": [
        "",
        "<Role/>",
        "<Role><RoleName>x</RoleName></Role>",
        f"<Role>{DOCUMENT}<MaxSessionDuration>soon</MaxSessionDuration></Role>",
    ],
    "ListAttachedRolePolicies": ["", "<AttachedPolicies><member/></AttachedPolicies>"],
    "ListRolePolicies": ["", "<PolicyNames><member>one</member></PolicyNames>"],
}


@pytest.fixture
def half():
    """An IAM whose answer to one operation is this; to the others as little as is whole."""
    whole = {
        "GetRole": f"<Role>{DOCUMENT}</Role>",
        "ListRolePolicies": "<PolicyNames/>",
        "ListAttachedRolePolicies": "<AttachedPolicies/>",
    }

    class Iam(BaseHTTPRequestHandler):
        def do_POST(self):
            asked = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())["Action"][0]
            text = f"<{asked}Response><{asked}Result>{whole.get(asked, '')}</{asked}Result></{asked}Response>".encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/xml")
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        def log_message(self, *_):
            pass

    with HTTPServer(("127.0.0.1", 0), Iam) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()

        def read(**changes):
            whole.update(changes)
            target = Target("endpoint", ROLE, sts_url=f"http://127.0.0.1:{server.server_port}")
            return read_policies("111122223333", target, CREDENTIALS)

        yield read
        server.shutdown()


def test_with_all_that_is_needed_nothing_is_missing(half):
    granted = half()
    assert (granted.trust, granted.policies, granted.missing) == ("{}", {}, [])


@pytest.mark.parametrize(("operation", "answer"), [(name, one) for name, answers in HALVES.items() for one in answers])
def test_what_is_not_whole_is_said_to_be_missing(half, operation, answer):
    granted = half(**{operation: answer})
    assert granted.missing
    assert granted.policies is None or operation == "GetRole"
