"""An AWS account for tests, tokens for its roles, and calls to the gateway as a client makes them."""

from __future__ import annotations

import base64
import json
import zlib
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree

from playground.sandbox.exchange import HttpRequest
from playground.sandbox.gateway import Answer, handle
from playground.sandbox.seed import Trusted, plant
from playground.sandbox.stores import Stores
from playground.sandbox.world import Account, OidcProvider, Role
from playground.sigv4.request import HttpRequest as SignedRequest
from playground.sigv4.sign import Credentials, presign, sign
from playground.tokens.opaque_provider import Introspection
from tests.sandbox.memory import Clock, MemoryBuckets, MemoryIssuers, MemoryTrail, memory_stores
from tests.tokens import minting
from tests.tokens.minting import ISSUER, KEYS, NOW

ACCOUNT, OTHER, REGION = "111122223333", "444455556666", "eu-west-1"
BUCKET, OTHERS_BUCKET = f"photo-app-{ACCOUNT}", f"photo-app-{OTHER}"
HOST = "localhost:8001"
VERSION = "2011-06-15"
GOOGLE, AMAZON, FACEBOOK = "accounts.google.com", "www.amazon.com", "graph.facebook.com"
AMAZON_TOKEN, FACEBOOK_TOKEN = "Atza|IQEBLjAsAhRFiXuWpUXuRvQ9PZL3", "EAAGm0PX4ZCpsBAKZCj0ZAxvGx"
TRUSTED = (
    Trusted("Google", GOOGLE, f"{GOOGLE}:aud", f"{GOOGLE}:sub", ("photo-app",), {"Maya": "maya", "Tomas": "tomas"}),
    Trusted("Amazon", AMAZON, f"{AMAZON}:app_id", f"{AMAZON}:user_id", ("amzn1.app.1",), {"Maya": "amzn1.account.MAYA"}),
    Trusted("Facebook", FACEBOOK, f"{FACEBOOK}:app_id", f"{FACEBOOK}:id", ("31415",), {"Maya": "2718281828"}),
)
ALL_OF_S3 = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}


def role_arn(name: str, account_id: str = ACCOUNT) -> str:
    return f"arn:aws:iam::{account_id}:role/{name}"


def policy(*actions: str, resource: Any = "*", effect: str = "Allow", **more: Any) -> dict[str, Any]:
    statement = {"Effect": effect, "Action": list(actions), "Resource": resource, **more}
    return {"Version": "2012-10-17", "Statement": [statement]}


def trust(principal: str, *actions: str, effect: str = "Allow", **more: Any) -> dict[str, Any]:
    actions = actions or ("sts:AssumeRoleWithWebIdentity",)
    statement = {"Effect": effect, "Principal": {"Federated": principal}, "Action": list(actions), **more}
    return {"Version": "2012-10-17", "Statement": [statement]}


def _account(account_id: str) -> tuple[Account, Any]:
    seed = plant(account_id, REGION, TRUSTED, NOW - 1000)
    name = ISSUER.removeprefix("https://")
    provider = OidcProvider(name, ("photo-app", "other"))
    account = replace(seed.account, providers={name: provider})
    own = trust(account.provider_arn(name))
    admin = Role("Admin", "AROAADMINADMINADMIN12", json.dumps(own), {"Everything": json.dumps(ALL_OF_S3)})
    return account.with_role(admin), seed


@dataclass
class Site:
    """A sandbox in memory with two accounts, and a clock that can be moved."""

    stores: Stores
    clock: Clock

    @property
    def buckets(self) -> MemoryBuckets:
        assert isinstance(self.stores.buckets, MemoryBuckets)
        return self.stores.buckets

    @property
    def issuers(self) -> MemoryIssuers:
        assert isinstance(self.stores.issuers, MemoryIssuers)
        return self.stores.issuers

    @property
    def events(self) -> list[tuple[str, dict[str, Any]]]:
        assert isinstance(self.stores.trail, MemoryTrail)
        return self.stores.trail.kept

    def edit_role(self, name: str, **changes: Any) -> None:
        """Changes a role of ACCOUNT; policies may be data."""
        inline = changes.get("inline")
        if inline is not None:
            changes["inline"] = {key: _text(document) for key, document in inline.items()}
        if "trust_policy" in changes:
            changes["trust_policy"] = _text(changes["trust_policy"])
        self.stores.accounts.change(ACCOUNT, lambda account: account.with_role(replace(account.roles[name], **changes)))

    def send(self, request: HttpRequest) -> Answer:
        return handle(request, self.stores)

    def call(self, action: str = "", *, version: str = VERSION, **parameters: Any) -> Answer:
        """An unsigned Query API call, as a form."""
        form = {"Action": action, "Version": version, **parameters}
        return self.send(post(urlencode({name: value for name, value in form.items() if value is not None and value != ""})))

    def assume(self, token: str | None = None, role: str = "Admin", **parameters: Any) -> Answer:
        """AssumeRoleWithWebIdentity with a good token, unless told otherwise; None leaves a parameter out."""
        form = {
            "RoleArn": role if ":" in role else role_arn(role),
            "RoleSessionName": "maya",
            "WebIdentityToken": minting.mint() if token is None else token,
        }
        return self.call("AssumeRoleWithWebIdentity", **(form | parameters))

    def credentials(self, token: str | None = None, role: str = "Admin", **parameters: Any) -> Credentials:
        """What a successful call gives out."""
        answer = self.assume(token, role, **parameters)
        assert answer.response.status == 200, answer.response.body
        return credentials_of(answer)

    def s3(
        self,
        credentials: Credentials,
        method: str = "GET",
        path: str = "/",
        query: str = "",
        *,
        headers: dict[str, str] | None = None,
        body: bytes = b"",
    ) -> Answer:
        """A signed request to S3."""
        return self.send(signed(credentials, method, path, query, headers=headers, body=body, now=self.clock.now))

    def sts(self, credentials: Credentials, action: str, **parameters: str) -> Answer:
        """A signed call to STS."""
        body = urlencode({"Action": action, "Version": VERSION, **parameters}).encode()
        headers = {"content-type": "application/x-www-form-urlencoded"}
        request = signed(credentials, "POST", "/", headers=headers, body=body, service="sts", now=self.clock.now)
        return self.send(request)


def new_site() -> Site:
    clock = Clock(NOW)
    planted = [_account(account_id) for account_id in (ACCOUNT, OTHER)]
    made = Site(memory_stores(clock, *(account for account, _ in planted)), clock)
    for _, seed in planted:
        made.buckets.create(seed.bucket)
        for stored, body in seed.objects:
            made.buckets.put(seed.bucket, stored, body)
    made.issuers.key_sets |= {ISSUER: KEYS, f"https://{GOOGLE}": KEYS}
    amazon = {"app_id": "amzn1.app.1", "user_id": "amzn1.account.MAYA", "aud": "client.1@apps.example.com", "exp": 3500}
    made.issuers.answers[AMAZON, AMAZON_TOKEN] = Introspection(200, {"iss": "https://www.amazon.com", **amazon})
    facebook = {"is_valid": True, "app_id": "31415", "user_id": "2718281828", "expires_at": NOW + 3600}
    made.issuers.answers[FACEBOOK, FACEBOOK_TOKEN] = Introspection(200, {"data": facebook})
    return made


def google_token(subject: str = "maya", **changes: Any) -> str:
    return minting.mint(minting.good(iss=f"https://{GOOGLE}", sub=subject, **changes))


def post(body: str, query: str = "", kind: str = "application/x-www-form-urlencoded; charset=utf-8") -> HttpRequest:
    headers = {"host": HOST, "user-agent": "tests"} | ({"content-type": kind} if kind else {})
    return HttpRequest("POST", "/", query, headers, body.encode())


def signed(
    credentials: Credentials,
    method: str,
    path: str,
    query: str = "",
    *,
    headers: dict[str, str] | None = None,
    body: bytes = b"",
    service: str = "s3",
    region: str = REGION,
    now: float = NOW,
) -> HttpRequest:
    given = tuple(({"host": HOST} | (headers or {})).items())
    request = sign(
        SignedRequest(method, path, query, given, body), credentials, region=region, service=service, now=now
    ).request
    return plain(request)


def presigned(credentials: Credentials, path: str, *, service: str = "s3", query: str = "", expires: int = 60) -> HttpRequest:
    request = SignedRequest("GET", path, query, (("host", HOST),))
    return plain(presign(request, credentials, region=REGION, service=service, now=NOW, expires=expires).request)


def plain(request: SignedRequest) -> HttpRequest:
    """What a client's HTTP library makes of it: it says how long a body is where a method has one, also of none."""
    headers = {name.lower(): value for name, value in request.headers}
    if request.method in ("PUT", "POST") and "transfer-encoding" not in headers:
        headers.setdefault("content-length", str(len(request.body)))
    return HttpRequest(request.method, request.path, request.query, headers, request.body)


def fields(answer: Answer) -> dict[str, str]:
    """The elements of an answer that hold text, by name; the first of a name."""
    found: dict[str, str] = {}
    for element in ElementTree.fromstring(answer.response.body).iter():
        if not len(element):
            found.setdefault(element.tag.rpartition("}")[2], element.text or "")
    return found


def every(answer: Answer, name: str) -> list[str]:
    """The texts of all elements of that name, in order."""
    found = ElementTree.fromstring(answer.response.body).iter()
    return [element.text or "" for element in found if element.tag.rpartition("}")[2] == name]


def refusal(answer: Answer) -> tuple[int, str, str]:
    """Status, code and message."""
    told = fields(answer)
    return answer.response.status, told["Code"], told["Message"]


def header(answer: Answer, name: str) -> str | None:
    return next((value for known, value in answer.response.headers if known.lower() == name.lower()), None)


def crc32(body: bytes) -> str:
    """What `x-amz-checksum-crc32` says of a body."""
    return base64.b64encode(zlib.crc32(body).to_bytes(4, "big")).decode()


def verdicts(answer: Answer) -> list[str]:
    return [finding.verdict.value for finding in answer.finding.reasons]


def gates(answer: Answer) -> list[str]:
    return [finding.name for finding in answer.finding.reasons]


def failed(answer: Answer) -> str:
    """The name of the gate that stopped the call."""
    return next((finding.name for finding in answer.finding.reasons if finding.verdict == "fail"), "")


def sentence(answer: Answer) -> str:
    return next(finding.sentence for finding in answer.finding.reasons if finding.verdict == "fail")


def credentials_of(answer: Answer) -> Credentials:
    told = fields(answer)
    return Credentials(told["AccessKeyId"], told["SecretAccessKey"], told["SessionToken"])


def _text(document: Any) -> str:
    return document if isinstance(document, str) else json.dumps(document)
