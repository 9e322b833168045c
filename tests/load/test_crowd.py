"""A whole class walks the tour at once, behind one address: everybody comes through, and what anybody else asks is answered."""

from __future__ import annotations

import asyncio
import re

from tests.load.amounts import amount
from tests.load.visitor import Visitor, walk

VISITORS = amount(40, 500)
PEOPLE = {"google": "maya", "amazon": "tomas", "facebook": "ines"}


async def tour(site, provider):
    """The five steps; answers what went wrong, or nothing."""
    visitor = Visitor(site)
    try:
        page = await visitor.get(f"/sign-in/{provider}/demo/")
        page = await visitor.send(page, "/stand-in/", person="maya")
        assert (page.status, page.url) == (200, f"{site}/token/")
        page = await visitor.send(await visitor.get("/call/"), "/call/send/", action="send")
        assert (page.status, page.url) == (200, f"{site}/answer/")
        assert "STS said yes" in page.text
        page = await visitor.send(await visitor.get("/use/"), "/use/send/", operation="ListObjectsV2")
        assert page.status == 200
        assert re.search(r'id="result".{0,400}ListObjectsV2: 200', page.text, re.DOTALL)
    except Exception as wrong:
        return f"{provider}: {wrong!r}"[:500]
    finally:
        await visitor.close()
    return ""


async def everybody(site):
    providers = list(PEOPLE)
    return await asyncio.gather(*(tour(site, providers[number % 3]) for number in range(VISITORS)))


def test_a_class_walks_the_whole_tour_at_once_and_nobody_meets_an_error_of_ours(own_server):
    wrong = walk(Visitor(own_server.site), everybody(own_server.site))
    assert not list(filter(None, wrong))
    log = own_server.log.read_text()
    assert "Traceback" not in log
    assert " ERROR " not in log
