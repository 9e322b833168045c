"""What a browser loads, byte by byte as it came over the network.  https://chromedevtools.github.io/devtools-protocol/tot/Network/"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from tests.browser.tour import send, sign_in, use

EDITOR = re.compile(r"^/static/(ace/|js/editor)|^/editor/")


@dataclass
class Load:
    """Bytes by address, heads of answers included; how often each was asked for; what came from the browser's cache does not count."""

    bytes: Counter[str] = field(default_factory=Counter)
    times: Counter[str] = field(default_factory=Counter)

    @property
    def editor(self) -> dict[str, int]:
        """The files of the policy editor."""
        return {address: size for address, size in self.bytes.items() if EDITOR.search(address)}

    @property
    def rest(self) -> dict[str, int]:
        """Everything else."""
        return {address: size for address, size in self.bytes.items() if not EDITOR.search(address)}

    @property
    def static_twice(self) -> list[str]:
        """Files that were asked for more than once."""
        return [address for address, times in self.times.items() if times > 1 and "/static/" in address]


def weigh(page):
    """Fills a Load while the page goes on."""
    load, under_way = Load(), {}
    session = page.context.new_cdp_session(page)

    def sent(event):
        if redirected := event.get("redirectResponse"):
            load.bytes[under_way[event["requestId"]]] += redirected["encodedDataLength"]
        address = urlsplit(event["request"]["url"])
        under_way[event["requestId"]] = address.path
        load.times[address.path] += 1

    def from_cache(event):
        path = under_way.pop(event["requestId"], None)
        if path:
            load.times[path] -= 1

    def answered(event):
        if event["response"].get("fromDiskCache"):
            from_cache(event)

    def done(event):
        if event["requestId"] in under_way:
            load.bytes[under_way[event["requestId"]]] += int(event["encodedDataLength"])

    session.on("Network.requestWillBeSent", sent)
    session.on("Network.requestServedFromCache", from_cache)
    session.on("Network.responseReceived", answered)
    session.on("Network.loadingFinished", done)
    session.send("Network.enable")
    return load


def tour(page):
    """The five steps, once; answers what each loaded, by step, and all of it."""
    load = weigh(page)
    sign_in(page)
    page.wait_for_load_state("networkidle")
    before_the_call = dict(load.editor)
    send(page)
    page.wait_for_load_state("networkidle")
    page.goto("/use/")
    use(page, "ListObjectsV2")
    page.wait_for_load_state("networkidle")
    return load, before_the_call
