"""What deploy/ holds works as it stands: the settings pass every check, and nginx with TLS serves pages, sockets and SDKs."""

from __future__ import annotations

import datetime
import http.client
import os
import re
import ssl
import subprocess
import sys
import urllib.error
import urllib.request
from configparser import ConfigParser
from contextlib import closing
from pathlib import Path

import boto3
import botocore.exceptions
import pytest
import yaml
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.browser.tour import send, sign_in
from tests.browser.wire import wait_live
from tests.server import PATIENCE, ROOT, Server, free_port
from tests.services import Nginx, running

DEPLOY = ROOT / "deploy"
EXAMPLE = dict(
    line.split("=", 1) for line in (DEPLOY / "site.env.example").read_text().splitlines() if re.match("[A-Z_]+=", line)
)
FILLED = {name: re.sub("<[^>]*>", "Aa0-Zz9_" * 8, value) for name, value in EXAMPLE.items()}


def check_deploy(tmp_path, **settings):
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    environment = {**kept, "PLAYGROUND_VAR": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1", **FILLED, **settings}
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_the_documented_settings_pass_every_check(tmp_path):
    status, said = check_deploy(tmp_path)
    assert status == 0, said


@pytest.mark.parametrize(
    ("changed", "finding"),
    [
        ({"SECRET_KEY": ""}, "playground.E010"),
        ({"BEHIND_PROXY": "false"}, "playground.E011"),
        ({"REDIS_URL": ""}, "playground.W010"),
        ({"DATABASE_URL": "sqlite:////tmp/none.sqlite3"}, "playground.W010"),
        ({"VISITORS_KEPT_DAYS": "7"}, "playground.W011"),
        ({"SITE_URL": "http://playground.example.org"}, "playground.W001"),
        ({"DEBUG": "true"}, "security.W018"),
        ({"SECRET_KEY": "short"}, "security.W009"),
        ({"SECRET_KEY": "  "}, "playground.E015"),
        ({"LOG_FORMAT": "xml"}, "LOG_FORMAT"),
        ({"AWS_URL": "aws.playground.example.org"}, "AWS_URL is aws.playground.example.org; an address"),
        ({"DRAIN_SECONDS": "-5"}, "DRAIN_SECONDS"),
        ({"DATABASE_CONNECTIONS": "0"}, "DATABASE_CONNECTIONS"),
        ({"VISITORS_KEPT_DAYS": "0"}, "VISITORS_KEPT_DAYS"),
        ({"PORT": "70000"}, "a port is a number from 1 to 65535"),
    ],
)
def test_what_does_not_fit_together_is_said_before_anybody_is_served(tmp_path, changed, finding):
    status, said = check_deploy(tmp_path, **changed)
    assert status != 0
    assert finding in said


@pytest.mark.parametrize("name", [name for name, value in EXAMPLE.items() if "<" in value])
def test_what_nobody_filled_in_is_said(tmp_path, name):
    """The example's words are long enough for a key, and anybody can read them."""
    status, said = check_deploy(tmp_path, **{name: EXAMPLE[name]})
    assert status != 0
    assert f"(playground.E015) {name} still has what is to be filled in." in said


def test_every_setting_of_the_example_is_read_and_explained():
    read, explained = (ROOT / "playground/settings.py").read_text(), (ROOT / "docs/deploy.md").read_text()
    for name in EXAMPLE:
        assert f'"{name}"' in read
        assert f"`{name}`" in explained, f"docs/deploy.md should explain {name}"


def test_the_units_start_commands_that_there_are():
    commands = {path.stem for path in (ROOT / "playground").rglob("management/commands/[!_]*.py")}
    for path in DEPLOY.glob("*.service"):
        unit = ConfigParser(interpolation=None, strict=False)
        unit.optionxform = str
        unit.read_string(path.read_text())
        program, script, command = unit["Service"]["ExecStart"].split()
        assert (Path(program).name, script) == ("python", "manage.py")
        assert command in commands


def test_compose_names_its_parts_as_the_proxy_and_the_settings_do():
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"]
    assert set(services) == {"web", "prune", "postgres", "redis", "proxy"}
    assert set(re.findall(r"server (\w+):", (DEPLOY / "nginx.conf").read_text())) == {"web"}
    assert "@postgres:5432/" in EXAMPLE["DATABASE_URL"]
    assert "//redis:6379/" in EXAMPLE["REDIS_URL"]
    assert (DEPLOY / services["web"]["build"]["dockerfile"].removeprefix("deploy/")).exists()


def certificate(folder):
    """One for localhost and 127.0.0.1, good for a day."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.datetime.now(datetime.UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    built = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now, now + datetime.timedelta(1))
    signed = built.sign(key, hashes.SHA256())
    (folder / "fullchain.pem").write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "privkey.pem").write_bytes(key.private_bytes(*form))


def as_deployed(server, folder, plain_port):
    """deploy/nginx.conf with the ports, names and folders of this test; `{port}` is the one with TLS."""
    text = (DEPLOY / "nginx.conf").read_text()
    changes = {
        "pid /run/nginx.pid;": "",
        "error_log stderr crit;": "",
        "worker_processes auto;": "",
        "worker_rlimit_nofile 20000;": "",  # more than a test may always ask for
        "server web:8000 fail_timeout=1s;": f"server 127.0.0.1:{server.port};",
        "server web:8001 fail_timeout=1s;": f"server 127.0.0.1:{server.aws_port};",
        "server_name playground.example.org;": "server_name localhost;",
        "server_name aws.playground.example.org *.aws.playground.example.org;": "server_name 127.0.0.1;",
        "/etc/nginx/tls": str(folder),
        "/var/cache/nginx/static": "{folder}/cache",
        "listen 80 default_server;": f"listen 127.0.0.1:{plain_port} default_server;",
        "listen [::]:80 default_server;": "",
        "listen 443 ssl;": "listen 127.0.0.1:{port} ssl;",
        "listen [::]:443 ssl;": "",
    }
    for was, becomes in changes.items():
        assert was in text
        text = text.replace(was, becomes)
    return text


@pytest.fixture(scope="module")
def deployed(tmp_path_factory):
    """One process behind the nginx of deploy/, with TLS; and the port that speaks plain http."""
    folder, plain_port = tmp_path_factory.mktemp("deployed"), free_port()
    certificate(folder)
    server = Server(folder, BEHIND_PROXY="true", METRICS_TOKEN="known")
    proxy = Nginx(as_deployed(server, folder, plain_port))
    server.environment |= {"SITE_URL": f"https://localhost:{proxy.port}", "AWS_URL": f"https://127.0.0.1:{proxy.port}"}
    server.start()
    with running(proxy):
        yield server.environment["SITE_URL"], server.environment["AWS_URL"], plain_port
    server.stop()


def trusting():
    """Whatever certificate there is."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


def ask(url, **headers):
    try:
        with urllib.request.urlopen(
            urllib.request.Request(url, headers=headers), timeout=PATIENCE, context=trusting()
        ) as answer:
            return answer.status, answer.headers
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers


def test_pages_come_over_tls_with_safe_cookies_and_plain_http_is_sent_there(deployed):
    site, _, plain_port = deployed
    status, headers = ask(f"{site}/", **{"X-Forwarded-Proto": "http", "X-Forwarded-For": "1.2.3.4"})
    assert status == 200
    assert headers["Strict-Transport-Security"].startswith("max-age=")
    assert "Secure" in headers["Set-Cookie"]
    connection = urllib.request.build_opener(NoRedirect())
    with pytest.raises(urllib.error.HTTPError) as sent:
        connection.open(f"http://127.0.0.1:{plain_port}/token/?x=1")
    sent.value.close()
    assert (sent.value.code, sent.value.headers["Location"]) == (308, "https://127.0.0.1/token/?x=1")


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


def test_a_request_has_the_proxys_id_and_not_one_that_its_sender_chose(deployed):
    for address in deployed[:2]:
        given = ask(f"{address}/about/", **{"X-Request-ID": "chosen-by-me-0123456789abcdef"})[1]["X-Request-ID"]
        assert re.fullmatch("[0-9a-f]{32}", given), given


def test_what_is_for_the_machines_inside_is_not_passed_on(deployed):
    for path in ("/metrics", "/readyz"):
        assert ask(f"{deployed[0]}{path}", Authorization="Bearer known")[0] == 404
    assert ask(f"{deployed[0]}/healthz")[0] == 200


@pytest.mark.browser
def test_a_tour_and_its_socket_pass_through(browser, deployed):
    context = browser.new_context(base_url=deployed[0], ignore_https_errors=True, viewport={"width": 1440, "height": 1000})
    page = context.new_page()
    sign_in(page)
    assert send(page).startswith("STS said yes")
    wait_live(page)
    context.close()


@pytest.mark.filterwarnings("ignore:Unverified HTTPS request")
def test_a_signature_of_an_sdk_passes_through_untouched(deployed):
    s3 = boto3.client(
        "s3",
        endpoint_url=deployed[1],
        region_name="eu-west-1",
        aws_access_key_id="AKIANOBODY",
        aws_secret_access_key="x",
        verify=False,
    )
    with pytest.raises(botocore.exceptions.ClientError, match="InvalidAccessKeyId"):
        s3.get_object(Bucket="bucket", Key="a//b/../ü +%.txt")


def test_an_upload_that_is_too_large_for_the_proxy_is_refused_as_s3_does(deployed):
    """The proxy's own page is HTML, of which an SDK makes `413`."""
    line = http.client.HTTPSConnection(deployed[1].removeprefix("https://"), context=trusting(), timeout=PATIENCE)
    with closing(line):
        line.putrequest("PUT", "/bucket/key")
        line.putheader("Content-Length", str(80_000_000))
        line.endheaders()
        answer = line.getresponse()
        assert (answer.status, answer.getheader("Content-Type")) == (400, "application/xml")
        assert b"<Code>EntityTooLarge</Code>" in answer.read()


def test_a_token_in_an_address_passes_through_as_long_as_a_token_may_be(deployed):
    call = (
        "Action=AssumeRoleWithWebIdentity&Version=2011-06-15&RoleSessionName=maya&RoleArn=arn:aws:iam::123456789012:role/Photo"
    )
    status, headers = ask(f"{deployed[1]}/?{call}&WebIdentityToken={'x' * 20_000}")
    assert (status, headers["Content-Type"]) == (400, "text/xml"), "STS's answer, and not nginx's"
