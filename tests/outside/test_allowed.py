"""Live calls go where the operator lists, and nowhere else; what goes wrong on the way is a clear sentence."""

from __future__ import annotations

import re
import socket
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from playground.aws import outside as transport
from playground.aws.target import Target, regions, why_not
from playground.aws.trouble import of_code
from playground.walkthrough.journey import Draft
from playground.walkthrough.outside import calling
from playground.walkthrough.visitors.visitor import journey_in
from tests.outside.conftest import ROLE
from tests.private_ca import PrivateCa

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("target", "says"),
    [
        (Target("aws", "arn:aws:iam::123456789012:role/other/Photos"), "not among the roles"),
        (Target("aws", "arn:aws:iam::123456789012:user/maya"), "is no role"),
        (Target("aws"), "an empty ARN is no role"),
        (Target("aws", ROLE, ""), "an empty name is no region of STS"),
        (Target("aws", ROLE, "eu-nowhere-1"), "no region of STS"),
        (Target("aws", ROLE, "us-east-1.evil.example#"), "no region of STS"),
        (Target("endpoint", ROLE, sts_url="http://169.254.169.254"), "not among the endpoints"),
        (Target("endpoint", ROLE, sts_url="https://s3.example.com.evil.example"), "not among the endpoints"),
        (Target("endpoint", ROLE, sts_url="https://s3.example.com@evil.example"), "not among the endpoints"),
        (Target("endpoint", ROLE, sts_url="https://s3.example.com/path"), "not among the endpoints"),
        (Target("endpoint", ROLE, sts_url="http://s3.example.com"), "not among the endpoints"),
        (Target("endpoint", ROLE, sts_url="https://s3.example.com", s3_url="https://127.0.0.1"), "not among the endpoints"),
        (Target("endpoint", ROLE), "an empty address is not among the endpoints"),
    ],
)
def test_what_is_not_listed_is_refused_in_words(settings, target, says):
    settings.LIVE_AWS_ROLES, settings.LIVE_AWS_ENDPOINTS = ["arn:aws:iam::123456789012:role/demo/*"], ["https://s3.example.com"]
    assert says in why_not(target)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"kind": "aws", "role_arn": "x"}, "role_arn"),
        ({"kind": "aws", "role_arn": "arn:aws:iam::123456789012:role/other"}, "role_arn"),
        ({"kind": "aws", "role_arn": ROLE, "region": "nowhere"}, "region"),
        ({"kind": "endpoint", "role_arn": ROLE}, "sts_url"),
        ({"kind": "endpoint", "role_arn": ROLE, "sts_url": "https://s3.example.com", "s3_url": "https://127.0.0.1"}, "s3_url"),
    ],
)
def test_what_is_not_listed_is_said_of_its_field(settings, visitor, typed, field):
    settings.LIVE_AWS_ROLES, settings.LIVE_AWS_ENDPOINTS = ["arn:aws:iam::123456789012:role/demo/*"], ["https://s3.example.com"]
    page = visitor.post("/target/choose/", typed).content.decode()
    assert re.findall(r'name="(\w+)" value="[^"]*" aria-invalid="true" aria-describedby="fault"', page) == [field]


def test_the_regions_are_read_once_however_often_a_page_asks():
    assert regions() is regions()


def test_what_is_listed_may_be_called(settings):
    settings.LIVE_AWS_ROLES, settings.LIVE_AWS_ENDPOINTS = (
        ["arn:aws:iam::123456789012:role/demo/*"],
        ["https://s3.example.com/"],
    )
    assert why_not(Target("aws", ROLE, "eu-west-1")) == ""
    assert why_not(Target("endpoint", ROLE, sts_url="https://S3.example.com")) == ""


def test_without_the_settings_nothing_is_offered(visitor):
    page = visitor.get("/target/").content.decode()
    assert "LIVE_AWS_ROLES" in page
    for step in ("", "token/", "call/", "answer/", "use/", "terminal/", "take-home/"):
        assert "Calls go to" not in visitor.get(f"/{step}").content.decode()
    answer = visitor.post("/target/choose/", {"kind": "aws", "role_arn": ROLE})
    assert "<form" not in answer.content.decode().partition('id="work"')[2].partition("</main>")[0]
    assert journey_in(visitor.session).outside is None


def test_a_target_that_is_taken_off_the_list_is_called_no_more(settings, visitor, choose, moto):
    choose()
    assert moto in visitor.get("/call/").content.decode()
    settings.LIVE_AWS_ENDPOINTS = ["https://minio.example.com"]
    for step in ("call", "answer", "use"):
        assert moto not in visitor.get(f"/{step}/").content.decode()
    draft = {"action": "send", "RoleSessionName": "maya", "RoleArn": ROLE}
    page = visitor.post("/call/send/", draft, follow=True).content.decode()
    assert journey_in(visitor.session).outside.answer is None
    assert "Not authorized to perform sts:AssumeRoleWithWebIdentity" in page  # the sandbox's words: it has no such role
    assert visitor.post("/target/policies/read/").status_code == 404


def test_a_demo_token_is_not_sent_to_real_aws(settings, visitor):
    settings.LIVE_AWS_ROLES = ["arn:aws:iam::*:role/*"]
    visitor.post("/target/choose/", {"kind": "aws", "role_arn": ROLE, "region": "eu-west-1"})
    step = visitor.get("/call/").content.decode()
    assert "Calls go to <b>AWS eu-west-1</b>" in step
    assert "sts.eu-west-1.amazonaws.com" in step
    page = visitor.post("/call/send/", {"action": "send", "RoleSessionName": "maya"}).content.decode()
    for said in (step, page):
        assert "a demo token is signed by this site alone" in said
    assert journey_in(visitor.session).outside.answer is None


CREDENTIALS = (
    "<AssumeRoleWithWebIdentityResponse><AssumeRoleWithWebIdentityResult><Credentials><AccessKeyId>ASIA</AccessKeyId>{}"
    "</Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>"
)
ODD = {  # what answers is no STS
    "nothing": (200, ""),
    "a-page": (200, "<html><body>console</body></html>"),
    "json": (200, "{}"),
    "a-bomb": (200, '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'),
    "elsewhere": (302, ""),
    "no-result": (200, "<AssumeRoleWithWebIdentityResponse/>"),
    "no-secret": (200, CREDENTIALS.format("<Expiration>2099-01-01T00:00:00Z</Expiration>")),
    "no-date": (200, CREDENTIALS.format("<SecretAccessKey>x</SecretAccessKey><SessionToken>y</SessionToken>")),
    "odd-date": (200, CREDENTIALS.format("<Expiration>tomorrow</Expiration>")),
}


class Answers(BaseHTTPRequestHandler):
    """An STS in trouble, by the session's name."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        if "hangs-up" in body:
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        code, status = ("Throttling", 400) if "busy" in body else ("RegionDisabledException", 403)
        text = f"<ErrorResponse><Error><Code>{code}</Code><Message>no</Message></Error></ErrorResponse>"
        text = "0" * (transport.MAX_BYTES + 1) if "large" in body else text
        odd = next((answer for name, answer in ODD.items() if f"RoleSessionName={name}&" in f"{body}&"), None)
        status, text = odd or (status, text)
        self.send_response(status)
        self.send_header("Content-Type", "text/xml")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def troubled():
    with HTTPServer(("127.0.0.1", 0), Answers) as server:
        server.handle_error = lambda *_: None
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def assume(url, name):
    return calling.assume(
        "111122223333", Target("endpoint", ROLE, sts_url=url), "a.b.c", Draft(RoleArn=ROLE, RoleSessionName=name)
    )


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("busy", "too many"),
        ("disabled", "not switched on in this region"),
        ("hangs-up", "closed the connection"),
        ("large", "larger than 1048576 bytes"),
    ],
)
def test_trouble_at_the_door_is_a_sentence(troubled, name, says):
    assert says in assume(troubled, name).trouble


@pytest.mark.parametrize("name", ODD)
def test_what_is_no_answer_of_sts_is_said_to_be_none(troubled, name):
    found = assume(troubled, name)
    assert "answered, and not as STS does" in found.trouble
    assert not found.good
    assert found.fields == {}
    assert found.status in (200, 302)


def test_an_address_that_does_not_speak_tls_is_said_not_to(troubled):
    assert "does not speak TLS" in assume(troubled.replace("http:", "https:"), "maya").trouble


def test_nobody_at_home_a_name_unknown_to_dns_and_bad_tls_are_told_apart(tmp_path):
    assert "nobody answers" in assume("http://127.0.0.1:9", "maya").trouble
    assert "DNS knows no" in assume("http://sts.invalid", "maya").trouble
    with HTTPServer(("127.0.0.1", 0), Answers) as server:
        server.socket = PrivateCa(tmp_path).context("127.0.0.1").wrap_socket(server.socket, server_side=True)
        server.handle_error = lambda *_: None
        threading.Thread(target=server.serve_forever, daemon=True).start()
        assert "TLS certificate" in assume(f"https://127.0.0.1:{server.server_port}", "maya").trouble
        server.shutdown()


def test_a_server_that_does_not_answer_in_time_is_said_to_be_slow(monkeypatch):
    monkeypatch.setattr(transport, "READ", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        found = assume(f"http://127.0.0.1:{silent.getsockname()[1]}", "maya")
    assert "did not answer in time" in found.trouble
    assert found.status == 0


def test_a_client_that_is_led_to_another_host_does_not_go_there():
    line = transport.Outside("sts.us-east-1.amazonaws.com")
    with pytest.raises(transport.LeftTheWay, match=r"evil\.example"):
        line(type("Request", (), {"url": "https://evil.example/"})())


@pytest.mark.parametrize(
    "code", ["Throttling", "SlowDown", "RegionDisabledException", "PermanentRedirect", "IDPCommunicationError"]
)
def test_what_aws_answers_and_can_be_helped_has_a_sentence(code):
    assert of_code(code)
    assert of_code("AccessDenied") == ""
