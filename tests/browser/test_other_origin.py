"""An app of another origin in the browser calls STS and Cognito with AWS's SDK, as web identity federation was made for."""

from __future__ import annotations

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from playground.stand_ins.identity_pool.ids import Pool
from tests.clients.hands import ACCOUNT, CLIENTS, REGION, ROLE, token

SDK = CLIENTS / "javascript" / "node_modules" / "aws-sdk" / "dist" / "aws-sdk.min.js"
CALLS = """async ([endpoint, region, RoleArn, WebIdentityToken, IdentityPoolId]) => {
  const at = { endpoint, region };
  const credentials = new AWS.WebIdentityCredentials({ RoleArn, RoleSessionName: "maya", WebIdentityToken }, at);
  await credentials.getPromise();
  const me = await new AWS.STS({ ...at, credentials }).getCallerIdentity().promise();
  const cognito = new AWS.CognitoIdentity(at);
  const { IdentityId } = await cognito.getId({ IdentityPoolId }).promise();
  const guest = await cognito.getOpenIdToken({ IdentityId }).promise();
  return [me.Arn, guest.Token.split(".").length];
}"""


class App(BaseHTTPRequestHandler):
    """A site that has nothing to do with ours: an empty page."""

    def do_GET(self) -> None:
        body = b'<!doctype html><html lang="en"><title>App</title><link rel="icon" href="data:,"></html>'
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture
def app(visit):
    """Its page, with the SDK for browsers."""
    if not SDK.exists():
        pytest.fail("these tests need the AWS SDK for JavaScript in build/clients; `make test` provides it with npm")
    with ThreadingHTTPServer(("127.0.0.1", 0), App) as site:
        Thread(target=site.serve_forever, daemon=True).start()
        page = visit()
        page.goto(f"http://localhost:{site.server_port}/")
        page.add_script_tag(path=SDK)
        yield page
        site.shutdown()


def test_an_app_trades_a_token_and_asks_who_it_is_and_a_guest_gets_a_token(app, server):
    told = app.evaluate(CALLS, [server.aws, REGION, ROLE, token(server), Pool(ACCOUNT).id])
    assert told == [f"arn:aws:sts::{ACCOUNT}:assumed-role/PhotoAppGoogle/maya", 3]
