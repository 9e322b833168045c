"""The log as an HTTP archive, for the tools that read one. http://www.softwareishard.com/blog/har-12-spec/

Secrets are masked in it as everywhere.
"""

from __future__ import annotations

from datetime import UTC, datetime
from http.client import responses
from typing import Any
from urllib.parse import parse_qsl, quote

import playground
from playground.walkthrough.wire.address import address_of
from playground.walkthrough.wire.body import body_of
from playground.walkthrough.wire.entry import NAMES
from playground.wire.models import Exchange

_OF_ADDRESSES = "%:/?#@!$&'()*+,;=-._~"  # RFC 3986, 2.2 and 2.3; the dots of a mask are no part of any


def as_har(exchanges: list[Exchange]) -> dict[str, Any]:
    """HAR 1.2."""
    creator = {"name": "Federation Playground", "version": playground.VERSION}
    return {"log": {"version": "1.2", "creator": creator, "entries": [_entry(one) for one in exchanges]}}


def _entry(one: Exchange) -> dict[str, Any]:
    return {
        "startedDateTime": datetime.fromtimestamp(one.at, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "time": round(one.took, 3),
        "request": _request(one),
        "response": _response(one),
        "cache": {},
        "timings": {"send": 0, "wait": round(one.took, 3), "receive": 0},
        "comment": f"{NAMES[one.sender]} to {NAMES[one.receiver]}. {one.words}".strip(),
    }


def _request(one: Exchange) -> dict[str, Any]:
    query = one.target.partition("?")[2]
    headers = _headers(one.request_head)
    kind = next((header["value"] for header in headers if header["name"].lower() == "content-type"), "")
    body = body_of(one.request_body, one.request_head)
    post_data = {"postData": {"mimeType": kind, "text": body.text}} if body.text else {}
    return {
        "method": one.method,
        "url": quote(address_of(one), safe=_OF_ADDRESSES),
        "httpVersion": "HTTP/1.1",
        "cookies": [],
        "headers": headers,
        "queryString": [{"name": name, "value": value} for name, value in parse_qsl(query, keep_blank_values=True)],
        "headersSize": -1,
        "bodySize": body.size,
        **post_data,
    }


def _response(one: Exchange) -> dict[str, Any]:
    headers = _headers(one.response_head)
    found = {header["name"].lower(): header["value"] for header in headers}
    body = body_of(one.response_body, one.response_head)
    return {
        "status": one.status,
        "statusText": responses.get(one.status, ""),
        "httpVersion": "HTTP/1.1",
        "cookies": [],
        "headers": headers,
        "content": {
            "size": body.size,
            "mimeType": found.get("content-type", ""),
            **({"text": body.text} if body.text else {}),
        },
        "redirectURL": found.get("location", ""),
        "headersSize": -1,
        "bodySize": -1,
    }


def _headers(head: str) -> list[dict[str, str]]:
    pairs = [line.partition(": ") for line in head.splitlines() if line]
    return [{"name": name, "value": value} for name, _, value in pairs]
