"""Secrets as the site meets them: what each is, and the names by which it goes in parameters and members."""

import base64
import hashlib
import hmac
import json
from html import escape
from urllib.parse import quote, quote_plus, unquote_plus

from tests.sandbox import visit
from tests.tokens.minting import mint

SITE = visit.new_site()

OWN = SITE.credentials()


def signature(text):
    return hmac.digest(b"key", text.encode(), hashlib.sha256).hex()


# what it is, its value, the names by which it goes in parameters and members
SECRETS = {
    "an ID token": (mint(), ("id_token", "WebIdentityToken", "id_token_hint")),
    "a token of Login with Amazon": (
        "Atza|IwEBIL9xYnJ4dGVzdC10b2tlbi1mb3ItbWFza2luZy1vbmx5",
        ("access_token", "WebIdentityToken"),
    ),
    "a refresh token of Login with Amazon": ("Atzr|IwEBIL9xYnJ4dGVzdC10b2tlbi1mb3ItbWFza2luZy1vbmx5", ("refresh_token",)),
    "a token of Facebook": ("EAAGm0PX4ZCpsBAKZCj0ZAxvGxZBnZAZBxqZAc7gZDZD3x", ("access_token", "input_token")),
    "a token of Google": ("ya29.a0AfB_byC3-x9tZ0Kq5LmNoPqRsTuVwXyZ0123456789", ("access_token",)),
    "a session token": (OWN.session_token, ("SessionToken", "X-Amz-Security-Token", "aws_session_token")),
    "a secret access key": ("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", ("SecretAccessKey", "aws_secret_access_key")),
    "a signature": (signature("a request"), ("X-Amz-Signature", "Signature")),
    "an authorization code": ("4/0AX4XfWjbFq3x7Kd9Lm2Np5Qr8St1Uv4Wx", ("code", "authorization_code")),
    "a code verifier": ("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk", ("code_verifier",)),
    "a client secret": ("s3cr3t+of/the=app&with%odd$signs", ("client_secret",)),
    "an app's proof": (signature("an access token"), ("appsecret_proof",)),
    "an app's own token": ("31415926535|c0ffee00c0ffee00c0ffee00c0ffee00", ("access_token",)),
    "a state": ("Zk3v8Qx1Lw7Yp2Rt5Nb9", ("state",)),
    "a password": ("correct horse battery staple", ("password",)),
}

NAMED = [(what, name) for what, (_, names) in SECRETS.items() for name in names]


def shows(text, secret):
    """Whether a text holds more of a secret than its last four characters, however it is written there."""
    forms = {secret, quote(secret, safe=""), quote_plus(secret), escape(secret), json.dumps(secret)[1:-1]}
    forms |= {quote(form, safe="") for form in set(forms)}
    forms |= {base64.b64encode(secret.encode()).decode()}
    return any(form[place : place + 20] in text for form in forms for place in range(0, max(1, len(form) - 20)))


def hidden(text, secret):
    return not shows(text, secret) and not shows(unquote_plus(text), secret)
