"""The three calls: made once through boto3, so that what is sent is what boto3 sends, signature included, and kept as bytes.

A signature holds for 15 minutes, and a run takes less.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import boto3
from botocore.config import Config

from bench.servers import BUCKET, ROLE_ARN, Target

KEYS = 1_000
BODY = bytes(range(32, 96)) * 16  # 1 KB
_CONFIG = Config(s3={"addressing_style": "path"}, retries={"total_max_attempts": 1}, max_pool_connections=8, proxies={})


class Call(NamedTuple):
    """One call. goals: the ratio of throughput to reach, the first one and the next.  expect: stands in every right answer."""

    name: str
    request: str
    expect: str
    goals: tuple[float, ...]


def calls(target: Target) -> tuple[Call, ...]:
    """The calls, each answered once by the target already, over a bucket of a thousand objects."""
    sts = _client("sts", target)
    assume, given = _kept(sts, _assume_role(sts, target))
    s3 = _client("s3", target, given["Credentials"])
    prefix = f"{_subject(target.token)}/bench/"
    _fill(s3, target, prefix)
    get, _ = _kept(s3, lambda: s3.get_object(Bucket=BUCKET, Key=f"{prefix}0000"))
    listing, page = _kept(s3, lambda: s3.list_objects_v2(Bucket=BUCKET, Prefix=prefix))
    assert page["KeyCount"] == KEYS
    return (
        Call("AssumeRoleWithWebIdentity", assume, "<SecretAccessKey>", (2, 4)),
        Call("GetObject, 1 KB", get, BODY[:64].decode(), (2, 3)),
        Call("ListObjectsV2, 1,000 keys", listing, f"<KeyCount>{KEYS}</KeyCount>", (10, 20)),
    )


def _assume_role(sts: Any, target: Target) -> Callable[[], Any]:
    return lambda: sts.assume_role_with_web_identity(RoleArn=ROLE_ARN, RoleSessionName="bench", WebIdentityToken=target.token)


def _client(service: str, target: Target, credentials: dict[str, Any] | None = None) -> Any:
    given = credentials or {"AccessKeyId": "", "SecretAccessKey": "", "SessionToken": ""}
    return boto3.session.Session().client(
        service,
        region_name="eu-west-1",
        endpoint_url=f"http://127.0.0.1:{target.port}",
        aws_access_key_id=given["AccessKeyId"],
        aws_secret_access_key=given["SecretAccessKey"],
        aws_session_token=given["SessionToken"],
        config=_CONFIG,
    )


def _kept(client: Any, make: Callable[[], Any]) -> tuple[str, Any]:
    """The request that `make` sends through the client, as latin-1 text, and what it answered."""
    sent: list[Any] = []

    def keep(request: Any, **_: Any) -> None:
        sent.append(request)

    client.meta.events.register("before-send", keep)
    answer = make()
    client.meta.events.unregister("before-send", keep)
    return _written(sent[-1]), answer


def _written(request: Any) -> str:
    address = urlsplit(request.url)
    path = f"{address.path or '/'}{'?' if address.query else ''}{address.query}"
    headers = {"Host": address.netloc, **{name: _text(value) for name, value in request.headers.items()}}
    lines = [f"{request.method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join(lines) + "\r\n\r\n" + _text(request.body or "")


def _text(value: str | bytes) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else value


def _subject(token: str) -> str:
    payload = token.split(".")[1]
    return str(json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))["sub"])


def _fill(s3: Any, target: Target, prefix: str) -> None:
    """A thousand objects of 1 KB; moto has no bucket yet, ours comes with one."""
    if target.name == "moto_server":
        s3.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    with ThreadPoolExecutor(8) as workers:
        put = [workers.submit(s3.put_object, Bucket=BUCKET, Key=f"{prefix}{number:04}", Body=BODY) for number in range(KEYS)]
    for one in put:
        one.result()
