"""A request as bytes, without a client of AWS: what is asked of STS, and whatever else goes over a connection."""

import http.client
from urllib.parse import urlencode

from tests.clients.hands import ROLE, token
from tests.server import PATIENCE

VERSION = "2011-06-15"


def asked(server, **parameters):
    plain = {"Action": "AssumeRoleWithWebIdentity", "Version": VERSION, "RoleArn": ROLE, "RoleSessionName": "maya"}
    return urlencode(plain | {"WebIdentityToken": token(server)} | parameters)


def exchange(server, method, path, body=b"", headers=None):
    connection = http.client.HTTPConnection("localhost", server.aws_port, timeout=PATIENCE)
    connection.request(method, path, body, headers or {})
    answer = connection.getresponse()
    got = answer.status, dict(answer.getheaders()), answer.read()
    connection.close()
    return got
