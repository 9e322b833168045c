"""What a browser loads for the tour of the five steps: headless Chromium, from the first page to a request with the credentials."""

from __future__ import annotations

import shutil

from playwright.sync_api import sync_playwright

from bench.figures import Figure
from bench.servers import own_folder
from tests.browser.conftest import ARGUMENTS
from tests.browser.weighing import tour
from tests.server import Server

GOAL = 100  # KB, besides the editor


def measure() -> list[Figure]:
    """KB as they came over the network, heads of answers included; and files that were asked for twice."""
    with own_folder() as folder, sync_playwright() as playwright:
        server = Server(folder).start()
        try:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(ARGUMENTS))
            load, _ = tour(browser.new_context(base_url=server.site).new_page())
            browser.close()
        finally:
            server.stop()
    how = f"{len(load.times)} addresses"
    return [
        Figure("weight of the tour, besides the editor", how, sum(load.rest.values()) / 1000, "KB", GOAL),
        Figure("weight of the editor", f"{len(load.editor)} addresses", sum(load.editor.values()) / 1000, "KB"),
        Figure("files asked for twice", how, len(load.static_twice), "", 0),
    ]
