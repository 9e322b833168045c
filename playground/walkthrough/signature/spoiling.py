"""Step 5's ways to spoil a signed request on purpose, so that AWS refuses it and the page shows where the two sides part."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from botocore.credentials import ReadOnlyCredentials

from playground.sandbox.exchange import HttpRequest
from playground.sigv4.instant import amz_date, read_amz_date
from playground.sigv4.request import HttpRequest as Plain
from playground.sigv4.sign import Credentials, sign
from playground.sigv4.signature import Signed

SLOW = 20 * 60  # seconds; AWS takes 15 minutes


class Spoiled(NamedTuple):
    """The request as it goes out, and what its sender signed."""

    request: HttpRequest
    signed: Signed


class Spoiler(NamedTuple):
    """One way. title: for the form.  spoil: the request, the credentials and the region to what is sent."""

    slug: str
    title: str
    spoil: Callable[[HttpRequest, ReadOnlyCredentials, str], Spoiled]


def _again(request: HttpRequest, held: Credentials, region: str, now: float) -> Spoiled:
    """The request signed anew. now: seconds since 1970."""
    kept = tuple(
        (name, value) for name, value in request.headers.items() if name not in ("authorization", "x-amz-security-token")
    )
    service = "s3" if "x-amz-content-sha256" in request.headers else "sts"
    made = sign(
        Plain(request.method, request.path, request.query, kept, request.body), held, region=region, service=service, now=now
    )
    headers = {name.lower(): value for name, value in made.request.headers}
    return Spoiled(replace(request, headers=headers), made.signed)


def _when(request: HttpRequest) -> float:
    return read_amz_date(request.headers.get("x-amz-date", "")) or 0


def _held(credentials: ReadOnlyCredentials, secret: str = "", token: str | None = None) -> Credentials:
    given = credentials.token or ""
    return Credentials(credentials.access_key, secret or credentials.secret_key, given if token is None else token)


def _other(text: str) -> str:
    """The text with another last character."""
    return text[:-1] + ("A" if text[-1:] != "A" else "B")


def _secret(request: HttpRequest, credentials: ReadOnlyCredentials, region: str) -> Spoiled:
    return _again(request, _held(credentials, secret=_other(credentials.secret_key)), region, _when(request))


def _on_the_way(request: HttpRequest, credentials: ReadOnlyCredentials, region: str) -> Spoiled:
    sent = _again(request, _held(credentials), region, _when(request))
    headers = sent.request.headers | {"x-amz-date": amz_date(_when(request) + 1)}
    return Spoiled(replace(sent.request, headers=headers), sent.signed)


def _slow(request: HttpRequest, credentials: ReadOnlyCredentials, region: str) -> Spoiled:
    return _again(request, _held(credentials), region, _when(request) - SLOW)


def _without_token(request: HttpRequest, credentials: ReadOnlyCredentials, region: str) -> Spoiled:
    return _again(request, _held(credentials, token=""), region, _when(request))


def _other_token(request: HttpRequest, credentials: ReadOnlyCredentials, region: str) -> Spoiled:
    token = credentials.token or ""
    middle = len(token) // 2
    return _again(request, _held(credentials, token=_other(token[:middle]) + token[middle:]), region, _when(request))


SPOILERS: tuple[Spoiler, ...] = (
    Spoiler("secret", "sign with another secret", _secret),
    Spoiler("header", "let something change a signed header on the way", _on_the_way),
    Spoiler("clock", "sign with a clock that is 20 minutes slow", _slow),
    Spoiler("no-token", "leave the session token out", _without_token),
    Spoiler("token", "change a letter of the session token", _other_token),
)
BY_SLUG = {one.slug: one for one in SPOILERS}
