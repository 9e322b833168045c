"""Lays two signings of one request side by side and names the first piece in which they differ."""

from __future__ import annotations

from collections.abc import Iterator

from playground.explain import FAIL, PASS, Compared, Finding
from playground.sigv4.signature import Signed


def first_difference(ours: Signed, theirs: Signed) -> Finding:
    """The first canonical piece that differs, by name ("method", "path", "query", "header x-amz-date", "signed headers",
    "payload hash", "date", "scope", "access key", "key"); a PASS named "none" when the two are the same.
    """
    for name, our_text, their_text in _pieces(ours, theirs):
        if our_text != their_text:
            compared = Compared(their_text, our_text, "theirs", "ours")
            says = "the {} differs: `{}` here, `{}` there"
            return Finding(name, FAIL, says, (name, our_text, their_text), compared=compared)
    if ours.signature != theirs.signature:
        says = "every piece is the same and the signatures differ, so the keys differ: the two secrets should be the same"
        return Finding("key", FAIL, says)
    return Finding("none", PASS, "the two signings are the same")


def _pieces(ours: Signed, theirs: Signed) -> Iterator[tuple[str, str, str]]:
    here, there = ours.canonical, theirs.canonical
    yield "method", here.method, there.method
    yield "path", here.path, there.path
    yield "query", here.query, there.query
    our_headers, their_headers = dict(here.headers), dict(there.headers)
    for name in sorted(our_headers.keys() | their_headers.keys()):
        yield f"header {name}", our_headers.get(name, "(not signed)"), their_headers.get(name, "(not signed)")
    yield "signed headers", here.signed_headers, there.signed_headers
    yield "payload hash", here.payload_hash, there.payload_hash
    yield "date", ours.timestamp, theirs.timestamp
    yield "scope", str(ours.scope), str(theirs.scope)
