"""A visitor in headless Chromium. Whatever the browser complains about fails the test."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --disable-dev-shm-usage"
).split()


HERE = Path(__file__).parent
PATIENCE = 60_000  # milliseconds: a busy machine is no fault
expect.set_options(timeout=PATIENCE)
# What htmx says of a request that a newer one took the place of (`hx-sync`): these two. Of one that failed it says `htmx:sendError`.
REPLACED = re.compile(r"htmx:afterRequest, (.*)\nhtmx:sendAbort, \1\n")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """A file's tests stay together, so that its browser is started once."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.xdist_group(item.path.stem))


@pytest.fixture(scope="module")
def browser():
    """For one file and no longer: while Playwright runs, its event loop does too, and Django refuses the database to other tests."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        pytest.fail("these tests drive Chromium, and there is none; `make test` installs it, or: sudo apt-get install chromium")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture
def visit(browser, server):
    """Opens a page for a new visitor; `visit(java_script_enabled=False)` for one without JavaScript."""
    contexts, complaints = [], []

    def open_page(**options):
        wanted = {"base_url": server.site, "viewport": {"width": 1440, "height": 1000}, **options}
        contexts.append(browser.new_context(**wanted))
        contexts[-1].set_default_timeout(PATIENCE)
        page = contexts[-1].new_page()
        page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield open_page
    heard = "".join(f"{one}\n" for one in complaints)  # before what is on its way is cut off by the closing, and complains
    for context in contexts:
        context.close()
    assert REPLACED.sub("", heard) == ""
