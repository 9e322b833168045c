"""Visitors with a journey of their own, over HTTP: signed in at the stand-in, the call sent, a request made with the credentials."""

from __future__ import annotations

import re
from typing import NamedTuple

import requests

STEPS = ("/", "/token/", "/call/", "/answer/", "/use/")


class Visitor(NamedTuple):
    """One. cookie: what their browser sends.  account_id: theirs."""

    cookie: str
    account_id: str
    session: requests.Session


def visitor(site: str) -> Visitor:
    """A new one, at the end of the tour."""
    session = requests.Session()
    session.trust_env = False
    consent = session.get(f"{site}/sign-in/google/demo/", timeout=60)
    session.post(consent.url, {"person": "maya", **_token_in(consent)}, timeout=60).raise_for_status()
    call = session.get(f"{site}/call/", timeout=60)
    role = re.search(r"arn:aws:iam::(\d{12}):role/PhotoAppGoogle", call.text)
    if role is None:
        raise RuntimeError(f"{site} showed no role in step 3:\n{call.text[:2000]}")
    form = {"RoleSessionName": "maya", "action": "send", "RoleArn": role[0], **_token_in(call)}
    _sent(session.post(f"{site}/call/send/", form, timeout=60), "STS said yes")
    use = session.get(f"{site}/use/", timeout=60)
    form = {"operation": "ListObjectsV2", "bucket": f"photo-app-{role[1]}", "prefix": _prefix(use), **_token_in(use)}
    _sent(session.post(f"{site}/use/send/", form, timeout=60), "ListObjectsV2")
    return Visitor("; ".join(f"{one.name}={one.value}" for one in session.cookies), role[1], session)


def _token_in(page: requests.Response) -> dict[str, str]:
    found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.text)
    return {"csrfmiddlewaretoken": found[1]} if found else {}


def _prefix(page: requests.Response) -> str:
    found = re.search(r'name="prefix"[^>]*value="([^"]*)"', page.text)
    return found[1] if found else ""


def _sent(answer: requests.Response, expect: str) -> None:
    if answer.status_code != 200 or expect not in answer.text:
        raise RuntimeError(f"{answer.url} answered {answer.status_code} without `{expect}`:\n{answer.text[:2000]}")


def request(port: int, path: str, cookie: str) -> str:
    """The bytes of a browser's request for a page, as latin-1 text."""
    lines = (
        f"GET {path} HTTP/1.1",
        f"Host: localhost:{port}",
        "User-Agent: bench",
        "Accept: text/html",
        "Accept-Encoding: gzip",
        f"Cookie: {cookie}",
    )
    return "\r\n".join(lines) + "\r\n\r\n"
