"""Who does more in a minute than anybody needs is told to wait: by pages with 429, at the AWS endpoint as AWS says it."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from contextlib import closing

import pytest

from playground.assembly.paces import AN_ADDRESS, within
from playground.settings import MOST_EACH_MINUTE
from tests.clients.hands import BUCKET, MAYA, assume, stranger, token
from tests.load.signed import Line
from tests.load.visitor import Visitor, walk
from tests.server import Server

# So few that a slow machine meets the bound too: of what is counted by the minute, less than one comes back in ten seconds.
FEW = {"MOST_SIGN_INS": "3", "MOST_ASSUMED_ROLES": "3", "MOST_WRITES": "3", "MOST_FORMS": "10"}
CLASS = 500


@pytest.fixture(scope="module")
def strict(tmp_path_factory):
    running = Server(tmp_path_factory.mktemp("strict"), **FEW).start()
    yield running
    running.stop()
    assert "Traceback" not in running.log.read_text()


async def until_refused(visitor, address, most):
    for _ in range(most):
        answer = await visitor.ask("GET", address)
        if answer.status == 429:
            return answer
    return pytest.fail(f"{most} times {address} was let through")


def is_told_to_wait(answer):
    assert (answer.status, answer.headers["retry-after"]) == (429, "60")
    assert "wait a minute" in answer.text.lower()
    assert "<main" in answer.text


def test_a_visitor_who_signs_in_too_often_is_told_to_wait_and_another_is_not(strict):
    async def often():
        visitor, other = Visitor(strict.site), Visitor(strict.site)
        refused = await until_refused(visitor, "/sign-in/google/demo/", 10)
        await visitor.close()
        let_through = await other.ask("GET", "/sign-in/google/demo/")
        await other.close()
        return refused, let_through.status

    refused, other = walk(Visitor(strict.site), often())
    assert "Too many sign-ins at once" in refused.text
    is_told_to_wait(refused)
    assert other == 302


def test_an_address_may_ten_times_as_often_whoever_it_is_that_asks(tmp_path):
    server = Server(tmp_path, MOST_SIGN_INS="1").start()

    async def strangers():
        answers = []
        while len(answers) < 100 and (not answers or answers[-1].status != 429):
            one = Visitor(server.site)
            answers.append(await one.ask("GET", "/sign-in/google/demo/"))
            await one.close()
        back = Visitor(server.site)
        answers.append(await back.ask("GET", "/signed-in/google?state=made-up&code=made-up"))
        await back.close()
        return answers

    try:
        answers = walk(Visitor(server.site), strangers())
    finally:
        server.stop()
    assert [one.status for one in answers[:AN_ADDRESS]] == [302] * AN_ADDRESS
    is_told_to_wait(answers[-2])
    is_told_to_wait(answers[-1])  # who comes back from nowhere would be given an account, too


def test_a_visitor_who_sends_forms_without_end_gets_a_page_that_says_so(strict):
    async def often():
        visitor = Visitor(strict.site)
        page = await visitor.send(await visitor.get("/sign-in/google/demo/"), "/stand-in/", person="maya")
        page = await visitor.get("/call/")
        answers = [await visitor.send(page, "/call/send/", action="check")]
        while answers[-1].status == 200 and len(answers) < 60:
            answers.append(await visitor.send(page, "/call/send/", action="check"))
        await visitor.close()
        return answers

    answers = walk(Visitor(strict.site), often())
    assert answers[0].status == 200
    is_told_to_wait(answers[-1])


def test_the_aws_endpoint_says_it_as_sts_and_s3_do(strict):
    google = token(strict)
    credentials = assume(strict, google)["Credentials"]
    with closing(Line(strict.aws_port, credentials)) as line:
        written = [line.ask("PUT", f"/{BUCKET}/{MAYA}/often", b"x") for _ in range(10)]
        status, _, body = next(one for one in written if one[0] != 200)
        assert (status, ET.fromstring(body).findtext("Code")) == (503, "SlowDown")
        assert line.ask("GET", f"/{BUCKET}/{MAYA}/often")[0] == 200, "reading is not counted"
    with closing(Line(strict.aws_port, credentials, "sts")) as line:
        given = {"RoleArn": "arn:aws:iam::123456789012:role/PhotoAppGoogle", "RoleSessionName": "maya"}
        given["WebIdentityToken"] = google
        asked = [line.query("AssumeRoleWithWebIdentity", "2011-06-15", **given) for _ in range(10)]
    status, _, body = next(one for one in asked if one[0] != 200)
    error = ET.fromstring(body)
    assert (status, error.findtext(".//{*}Code"), error.findtext(".//{*}Message")) == (400, "Throttling", "Rate exceeded")
    assert error.findtext(".//{*}Type") == "Sender"


def test_who_goes_on_without_end_starves_nobody_behind_the_same_address(strict):
    """More often than the address may altogether: what is refused to one of them is not counted for it."""

    async def hammered():
        one, other = Visitor(strict.site), Visitor(strict.site)
        answers = [await one.ask("GET", "/sign-in/google/demo/") for _ in range(5 * AN_ADDRESS)]
        page = await one.get("/diagnose/")
        answers += [await one.send(page, "/diagnose/", message="x") for _ in range(15 * AN_ADDRESS)]
        theirs = await other.ask("GET", "/sign-in/google/demo/")
        form = await other.send(await other.get("/diagnose/"), "/diagnose/", message="x")
        for visitor in (one, other):
            await visitor.close()
        return [answer.status for answer in answers], theirs.status, form.status

    statuses, sign_in, form = walk(Visitor(strict.site), hammered())
    assert statuses.count(429) > 100
    assert (sign_in, form) == (302, 200)
    answers = {}
    for number in (5 * AN_ADDRESS, 1):
        key = stranger(strict)
        with closing(Line(strict.aws_port, key)) as line:
            path = f"/photo-app-{key['AccountId']}/often"
            answers[number] = [line.ask("PUT", path, b"x")[0] for _ in range(number)]
    assert answers[5 * AN_ADDRESS].count(503) > 30
    assert answers[1] == [200]


@pytest.mark.parametrize(("what", "each"), [("sign-in", 3), ("assume", 8), ("write", 60), ("form", 40), ("socket", 10)])
def test_a_class_of_five_hundred_behind_one_address_meets_no_bound(what, each):
    """each: how often one of them may do it in the minute in which all begin."""
    assert CLASS * each <= MOST_EACH_MINUTE[what] * AN_ADDRESS


def test_of_ipv6_the_network_counts_for_one_household_has_all_of_it(settings):
    settings.MOST_EACH_MINUTE = {**settings.MOST_EACH_MINUTE, "of a household": 1}
    asked = [within("of a household", f"address 2001:db8:1:2::{number:x}") for number in range(1, 12)]
    assert asked == [True] * 10 + [False]
    assert within("of a household", "address 2001:db8:1:3::1")
    assert within("of a household", "address ::ffff:192.0.2.1")
    assert within("of a household", "address 192.0.2.2")
    assert within("of a household", "address not an address")
