"""The server is killed in the middle of a tour; after a restart the visitor goes on where they were."""

import pytest

from tests.browser.tour import folder, headline, send, sign_in, use

pytestmark = pytest.mark.browser


def test_after_sigkill_credentials_objects_and_the_step_are_still_there(browser, own_server):
    page = browser.new_context(base_url=own_server.site).new_page()
    sign_in(page)
    send(page)
    page.goto("/use/")
    key = f"{folder(page)}kept.txt"
    assert use(page, "PutObject", key=key, body="Kept through a power cut.") == "PutObject: 200"
    own_server.kill()
    own_server.start()
    page.goto("/answer/")
    assert headline(page).startswith("STS said yes. You are maya")
    assert use(page, "GetObject", key=key) == "GetObject: 200"
    assert "Kept through a power cut." in page.locator("figure", has_text="Body").last.inner_text()
    assert page.locator(".wire__entry").count() >= 8
    page.context.close()


def test_ctrl_c_stops_it_cleanly(own_server):
    own_server.stop()
    assert own_server.process.returncode == 0
    assert "Traceback" not in own_server.log.read_text()
