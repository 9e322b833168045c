"""An OpenID provider of the test's own that does one thing wrong, over https."""

from __future__ import annotations

import json
import threading
import time
from base64 import urlsafe_b64encode
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

KEY = RSAKey.generate_key(2048, {"kid": "the-key"})
SLOW = 120  # seconds for which a slow answer is not there
OTHER = RSAKey.generate_key(2048, {"kid": "the-key"})


class Faulty(ThreadingHTTPServer):
    """wrong: what is wrong with it.  Every code is good, and carries the nonce that was asked with."""

    daemon_threads = True

    def __init__(self, context, wrong=""):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.socket = context.wrap_socket(self.socket, server_side=True)
        self.ended = threading.Event()
        self.issuer, self.wrong, self.nonces, self.asked = f"https://localhost:{self.server_port}", wrong, {}, []

    def __enter__(self):
        threading.Thread(target=self.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.ended.set()
        self.shutdown()
        self.server_close()

    def handle_error(self, *_):
        pass

    def back(self, url):
        """What the browser comes back with, from the address that it was sent to."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        self.nonces["a-code"] = asked["nonce"]
        return f"/signed-in/corp?code=a-code&state={asked['state']}"


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self._answer()

    def do_POST(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self._answer()

    def _answer(self):
        server, path = self.server, self.path.partition("?")[0]
        server.asked.append(path)
        wrong = server.wrong if server.wrong.startswith(path.strip("/").rpartition("/")[2] + " ") else ""
        if wrong.endswith("slow"):
            server.ended.wait(SLOW)
        if wrong.endswith("redirects"):
            return self._say(b"", 302, Location=f"{server.issuer}/elsewhere")
        if wrong.endswith("to metadata"):
            return self._say(b"", 302, Location="http://169.254.169.254/latest/meta-data/")
        if wrong.endswith("html"):
            return self._say(b"<html>captive portal</html>", **{"Content-Type": "text/html"})
        if wrong.endswith("breaks off"):
            return self._say(b"{", **{"Content-Length": "1000"})
        if wrong.endswith("error"):
            return self._say(b"no", 503)
        return self._say(json.dumps(self._data(path)).encode())

    def _data(self, path):
        server = self.server
        if path.endswith("openid-configuration"):
            issuer = "https://evil.example" if server.wrong == "another issuer" else server.issuer
            inside = "https://169.254.169.254/keys" if server.wrong == "keys inside" else f"{server.issuer}/jwks"
            at = {name: f"{server.issuer}/{name}" for name in ("authorization_endpoint", "token_endpoint")}
            offered = {"id_token_signing_alg_values_supported": ["none", "HS256", "RS256"]}
            return {"issuer": issuer, "jwks_uri": inside} | at | offered
        if path.endswith("jwks"):
            padding = [{"kty": "oct", "k": "0" * 1_000_000}] * 2 if server.wrong == "huge keys" else []
            return {"keys": [KEY.as_dict(private=False), *padding]}
        return {"access_token": "an-access-token", "token_type": "Bearer", "expires_in": 3600, "id_token": self._token()}

    def _token(self):
        wrong, now = self.server.wrong, int(time.time())
        claims = {"iss": self.server.issuer, "aud": "an-app", "sub": "maya", "nonce": self.server.nonces["a-code"]}
        claims |= {"iat": now, "exp": now + 3600}
        claims |= {
            "wrong iss": {"iss": "https://evil.example"},
            "wrong aud": {"aud": "somebody-else"},
            "wrong nonce": {"nonce": "of-another-sign-in"},
            "expired": {"iat": now - 7200, "exp": now - 3600},
            "from the future": {"iat": now + 3600, "exp": now + 7200},
        }.get(wrong, {})
        if wrong == "no signature":
            parts = (json.dumps(part).encode() for part in ({"alg": "none"}, claims))
            return ".".join([*(urlsafe_b64encode(part).decode().rstrip("=") for part in parts), ""])
        if wrong == "shared secret":
            return jwt.encode({"alg": "HS256", "kid": "the-key"}, claims, OctKey.import_key("a-secret-of-the-test-0123456789"))
        if wrong == "unknown key":
            return jwt.encode({"alg": "RS256", "kid": "nobody-s"}, claims, OTHER)
        return jwt.encode({"alg": "RS256", "kid": "the-key"}, claims, OTHER if wrong == "forged" else KEY)

    def _say(self, body, status=200, **headers):
        self.send_response(status)
        for name, value in ({"Content-Type": "application/json", "Content-Length": str(len(body))} | headers).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass
