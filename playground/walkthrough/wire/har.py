"""The log as an HTTP archive, for the tools that read one. http://www.softwareishard.com/blog/har-12-spec/

Secrets are masked in it as everywhere.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl

import playground
from playground.walkthrough.wire.entry import NAMES
from playground.wire.models import Exchange


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
    body = {"postData": {"mimeType": kind, "text": one.request_body}} if one.request_body else {}
    return {
        "method": one.method,
        "url": f"https://{one.host}{one.target}" if one.receiver == "provider" else f"http://{one.host}{one.target}",
        "httpVersion": "HTTP/1.1",
        "cookies": [],
        "headers": headers,
        "queryString": [{"name": name, "value": value} for name, value in parse_qsl(query, keep_blank_values=True)],
        "headersSize": -1,
        "bodySize": len(one.request_body),
        **body,
    }


def _response(one: Exchange) -> dict[str, Any]:
    headers = _headers(one.response_head)
    found = {header["name"].lower(): header["value"] for header in headers}
    return {
        "status": one.status,
        "statusText": "",
        "httpVersion": "HTTP/1.1",
        "cookies": [],
        "headers": headers,
        "content": {
            "size": len(one.response_body),
            "mimeType": found.get("content-type", ""),
            "text": one.response_body,
        },
        "redirectURL": found.get("location", ""),
        "headersSize": -1,
        "bodySize": -1,
    }


def _headers(head: str) -> list[dict[str, str]]:
    pairs = [line.partition(": ") for line in head.splitlines() if line]
    return [{"name": name, "value": value} for name, _, value in pairs]
