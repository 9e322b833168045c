"""The call of step 3 in other syntaxes, run exactly as it is shown: every parameter arrives to the letter, and STS says yes."""

import json
import os
import sys
from pathlib import Path

import pytest

from playground.walkthrough.journey import Draft
from playground.walkthrough.syntax import Call
from playground.walkthrough.syntaxes import aws_cli, boto3, cli_input_json, curl, javascript, paws, raw_http
from playground.walkthrough.syntaxes.raw_http import pairs
from tests.clients.hands import ACCOUNT, AWS_CLI_1, AWS_CLI_2, CURL, REGION, ROLE, client, token
from tests.clients.recorder import recording
from tests.clients.test_by_hand import raw
from tests.server import ROOT

pytestmark = pytest.mark.clients

MODULES = ROOT / "build" / "clients" / "javascript" / "node_modules"
POLICY = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": {
            "Effect": "Allow",
            "Action": "s3:*",
            "Resource": "*",
            "Condition": {"StringNotEquals": {"aws:UserAgent": 'it\'s $HOME `x` "q" ${aws:username} C:\\dir\nend é'}},
        },
    },
    indent=2,
    ensure_ascii=False,
)
DRAFTS = {
    "the smallest": Draft(ROLE, "maya"),
    "everything": Draft(ROLE, "maya+=,.@-", "", [f"arn:aws:iam::{ACCOUNT}:policy/ReadPhotos"], POLICY, "900"),
}
AMAZON = Draft(f"arn:aws:iam::{ACCOUNT}:role/PhotoAppAmazon", "maya", "www.amazon.com")


@pytest.fixture(scope="module")
def jwt(server):
    return token(server)


@pytest.fixture
def place(jwt, empty):
    (empty.home / "token.jwt").write_text(jwt)
    return empty


@pytest.fixture(params=DRAFTS, ids=str)
def draft(request):
    return DRAFTS[request.param]


def arrived(server, place, syntax, draft, run, given=""):
    """Runs the call as it is written; compares what came over the wire. Answers what the client printed."""
    with recording(server.aws_port) as recorder:
        text = syntax.write(Call(draft, recorder.url, REGION, given))
        printed = run(text).stdout
    wanted = pairs(Call(draft, "", ""), given or (place.home / "token.jwt").read_text())
    assert [sorted(call) for call in recorder.calls] == [sorted(wanted)]
    assert f"arn:aws:sts::{ACCOUNT}:assumed-role/{draft.RoleArn.rpartition('/')[2]}/{draft.RoleSessionName}" in printed
    return printed


def in_shell(place, aws):
    path = f"{Path(aws).parent}:{os.environ['PATH']}"
    return lambda text: place.run(client("bash", "bash"), "-c", text, PATH=path)


@pytest.mark.parametrize("syntax", [aws_cli.SYNTAX, cli_input_json.SYNTAX], ids=lambda one: one.title)
@pytest.mark.parametrize("aws", [AWS_CLI_1, AWS_CLI_2], ids=["1", "2"])
def test_the_aws_cli(server, place, draft, syntax, aws):
    arrived(server, place, syntax, draft, in_shell(place, client(aws, "the AWS CLI")))


def test_the_aws_cli_with_an_access_token_and_its_provider(server, place):
    (place.home / "token.jwt").write_text(token(server, "--provider", "amazon"))
    arrived(server, place, aws_cli.SYNTAX, AMAZON, in_shell(place, AWS_CLI_1))


def test_curl(server, place, draft):
    arrived(server, place, curl.SYNTAX, draft, in_shell(place, client(CURL, "curl")))


def test_boto3(server, place, draft):
    def run(text):
        (place.home / "call.py").write_text(text)
        return place.run(sys.executable, "call.py")

    arrived(server, place, boto3.SYNTAX, draft, run)


def test_javascript(server, place, draft):
    node = client("node", "Node.js (Debian's package `nodejs`)")
    if not MODULES.exists():
        pytest.fail("this test needs the AWS SDK for JavaScript in build/clients; `make test` provides it with npm")

    def run(text):
        (place.home / "node_modules").symlink_to(MODULES)
        (place.home / "call.mjs").write_text(text)
        return place.run(node, "call.mjs")

    arrived(server, place, javascript.SYNTAX, draft, run)


@pytest.mark.parametrize("syntax", [aws_cli.SYNTAX, cli_input_json.SYNTAX, curl.SYNTAX], ids=lambda one: one.title)
def test_the_token_in_the_command(server, place, syntax, jwt):
    arrived(server, place, syntax, DRAFTS["the smallest"], in_shell(place, AWS_CLI_1), jwt)


def test_raw_http_to_the_byte(server, draft, jwt):
    text = raw_http.SYNTAX.write(Call(draft, server.aws, REGION, jwt))
    head, _, body = text.partition("\n\n")
    answer = raw(server, (head.replace("\n", "\r\n") + "\r\n\r\n" + body).encode())
    assert answer.startswith(b"HTTP/1.1 200")
    assert b"<SessionToken>" in answer


def test_r_reads_the_call_as_it_was_meant(place, draft):
    """Without paws, which CRAN has and Debian has not: R parses the call, and runs it on a stand-in of `sts`."""
    rscript = client("Rscript", "R (Debian's package `r-base-core`)")
    _, _, call = paws.SYNTAX.write(Call(draft, "http://localhost", REGION)).partition("\n")
    (place.home / "call.R").write_text(
        "sts <- list(assume_role_with_web_identity = function(...) { given <<- list(...); "
        'list(AssumedRoleUser = list(Arn = "arn")) })\n'
        f"{call}\n"
        'for (name in names(given)) { cat(name, "\\n", sep = ""); dput(as.character(unlist(given[[name]]))) }\n'
        'for (name in c("Policy", "RoleSessionName")) writeBin(charToRaw(paste0("", given[[name]])), name)\n'
    )
    (place.home / "parse.R").write_text('parse("call.R")')
    place.run(rscript, "parse.R")
    printed = place.run(rscript, "call.R").stdout
    assert (place.home / "Policy").read_text() == draft.Policy
    assert (place.home / "RoleSessionName").read_text() == draft.RoleSessionName
    assert (place.home / "token.jwt").read_text() in printed
    assert all(arn in printed for arn in draft.PolicyArns)
