"""The page of the wire without a browser: filter, HAR, curl, clearing, and whose log it is."""

import json
import shlex
from functools import partial

import pytest
import requests
from requests.adapters import BaseAdapter

from playground.walkthrough.wire.messages import AT_ONCE, news
from playground.wire.models import Exchange
from playground.wire.record import KEPT, Seen, record
from playground.wire.transport import ReportingAdapter

pytestmark = pytest.mark.django_db


@pytest.fixture
def caller(visitor):
    page = visitor()
    draft = page.get("/call/").context["draft"]
    page.post("/call/send/", {"action": "send", "RoleArn": draft.RoleArn, "RoleSessionName": "maya"})
    return page


def test_the_har_is_one_that_tools_can_read_and_holds_no_secret(caller):
    answer = caller.get("/wire/wire.har")
    assert "attachment" in answer["Content-Disposition"]
    log = json.loads(answer.content)["log"]
    assert log["version"] == "1.2"
    assert [entry["response"]["status"] for entry in log["entries"]] == [200, 302, 302, 200, 200, 200]
    for entry in log["entries"]:
        assert {"startedDateTime", "time", "request", "response", "cache", "timings"} <= entry.keys()
        assert {"method", "url", "httpVersion", "headers", "queryString"} <= entry["request"].keys()
    token = caller.post("/reveal/token/").context["secret"]
    assert token not in answer.content.decode()
    assert "••••" in answer.content.decode()


def test_the_browser_s_two_messages_are_noted_as_they_went(client):
    """With a refusal there is no code, and the page that says so is no redirect; who never left was never at the provider."""
    client.defaults["HTTP_HOST"] = "localhost:8000"
    away = client.get("/sign-in/google/demo/")
    back = client.post(away.url, {"deny": "1"})
    client.get(back["Location"])
    client.get("/signed-in/google?error=access_denied")
    log = list(Exchange.objects.order_by("number"))
    assert [(one.receiver, one.status) for one in log] == [("provider", 200), ("provider", 302), ("app", 200), ("app", 200)]
    assert "no code arrives" in log[2].words.lower()
    assert "Location" not in log[2].response_head


@pytest.mark.parametrize("provider", ["google", "amazon"])
def test_the_draft_masks_the_token_as_the_wire_will(visitor, provider):
    page = visitor(provider)
    seen = page.get("/call/").context
    token = seen["request_body"].split("WebIdentityToken=")[1].split("\n")[0]
    assert "••••" in token
    page.post("/call/send/", {"action": "send", **vars(seen["draft"])})
    assert f"WebIdentityToken={token}" in Exchange.objects.last().request_body


def test_an_exchange_can_be_copied_as_curl(caller):
    entry = caller.get("/wire/").context["wire_entries"][-1]
    words = shlex.split(entry.curl)
    assert words[:3] == ["curl", "-X", "POST"]
    assert words[3] == "http://localhost:8001/"
    assert "Action=AssumeRoleWithWebIdentity" in words[words.index("--data") + 1]
    assert "content-length" not in entry.curl.lower()


def test_curl_is_told_that_an_upload_is_of_nothing_because_it_would_not_say_so(caller):
    account_id = Exchange.objects.first().account_id
    record(account_id, Seen("terminal", "s3", "PUT", "h", "/b/k", [("Content-Length", "0")], b"", 200, [], b"", 0.0, 0.0))
    assert "-H 'Content-Length: 0'" in caller.get("/wire/").context["wire_entries"][-1].curl


@pytest.mark.parametrize(
    ("query", "count"),
    [("who=sts", 1), ("who=provider", 4), ("who=browser", 2), ("only=refused", 0), ("words=assumerole", 1), ("words=CERTS", 1)],
)
def test_the_log_can_be_filtered(caller, query, count):
    page = caller.get(f"/wire/?{query}")
    assert len(page.context["wire_entries"]) == count
    assert page.content.count(b'<li class="wire__entry"') == count


def test_calls_to_iam_and_cloudtrail_stand_in_the_log_too(caller):
    account_id = Exchange.objects.first().account_id
    for receiver in ("iam", "trail"):
        record(account_id, Seen("terminal", receiver, "POST", "h", "/", [], b"", 200, [], b"", 0.0, 0.0))
    assert [entry.receiver for entry in caller.get("/wire/?who=iam").context["wire_entries"]] == ["IAM"]
    assert "Terminal to CloudTrail" in caller.get("/wire/").content.decode()
    assert len(json.loads(caller.get("/wire/wire.har").content)["log"]["entries"]) == 8


def test_why_an_exchange_went_so_is_a_page(caller):
    number = caller.get("/wire/").context["wire_entries"][-1].exchange.number
    answer = caller.get(f"/wire/{number}/")
    assert [check.name for check in answer.context["finding"].reasons][-3:] == [
        "Trust policy",
        "Duration",
        "Session policy and tags",
    ]


@pytest.mark.parametrize(
    ("took", "said"), [(0.0001, "&lt;1 ms"), (0.0007, "1 ms"), (0.0421, "42 ms"), (1.26, "1.3 s"), (0.0, "")]
)
def test_how_long_it_took_stands_in_the_log_and_on_its_page(caller, took, said):
    account_id = Exchange.objects.first().account_id
    number = record(account_id, Seen("terminal", "s3", "GET", "h", "/", [], b"", 200, [], b"", 0.0, took))
    entry = caller.get("/wire/").content.decode().split(f'id="wire-{number}"')[1]
    assert f'<span class="wire__ms num">{said}</span>' in entry
    page = caller.get(f"/wire/{number}/").content.decode()
    assert (f", answered in {said}." if said else "</time>.") in page
    assert '<time class="num" datetime="1970-01-01T00:00:00Z">' in page


def test_what_nobody_answered_stands_in_the_log_as_that(caller):
    """A provider that is away, or too slow: the request is as it was, and in the place of the answer there is none."""

    class Away(BaseAdapter):
        def send(self, *_args, **_more):
            raise requests.ConnectTimeout("too slow")

        def close(self):
            """Nothing is open."""

    account_id = Exchange.objects.first().account_id
    with requests.Session() as session:
        session.mount("https://", ReportingAdapter(Away(), partial(record, account_id), lambda _: "The public keys."))
        with pytest.raises(requests.ConnectTimeout):
            session.get("https://corp.example.com/keys?client_secret=abcdefghijklmnop")
    entry = caller.get("/wire/?only=refused&words=no+answer").context["wire_entries"][-1]
    assert (entry.status, entry.exchange.words) == ("no answer", "No answer came that this site could take.")
    assert entry.aloud == "7: This site to Provider, GET corp.example.com/keys. Provider does not answer."
    assert "abcdefghijklmnop" not in entry.exchange.target
    page = caller.get("/wire/7/").content.decode()
    assert "This site to Provider, no answer." in page
    assert "decided alone" not in page
    assert json.loads(caller.get("/wire/wire.har").content)["log"]["entries"][-1]["response"]["status"] == 0


def test_an_exchange_that_nothing_of_ours_decided_says_so(caller):
    one = next(entry for entry in caller.get("/wire/").context["wire_entries"] if entry.receiver == "Provider")
    page = caller.get(f"/wire/{one.exchange.number}/").content.decode()
    assert "No check of the sandbox stands behind this message: who answered decided alone." in page


def test_nobody_reads_the_exchange_of_another(caller, client):
    stranger = type(client)()
    assert stranger.get("/wire/1/").status_code == 404
    assert stranger.get("/wire/wire.har").status_code == 404
    assert stranger.post("/wire/clear/").status_code == 404


def test_cleared_it_is_empty_and_numbers_go_on(caller):
    caller.post("/wire/clear/")
    cleared = caller.get("/wire/")
    assert cleared.context["wire_entries"] == []
    assert "No message is kept. Every request" in cleared.content.decode()
    assert "Choose a provider" not in cleared.content.decode()
    assert "the wire, <span data-wire-count>0 messages</span>" in caller.get("/answer/").content.decode()
    caller.post("/answer/again/")
    assert [entry.exchange.number for entry in caller.get("/wire/").context["wire_entries"]] == [7]
    assert "the wire, <span data-wire-count>1 message</span>" in caller.get("/answer/").content.decode()


def test_a_page_is_told_what_is_new_and_how_many_are_kept(caller):
    account_id = Exchange.objects.first().account_id
    assert news(account_id, 6) is None
    caller.post("/answer/again/")
    told = news(account_id, 6)
    assert (told["type"], len(told["entries"]), told["skipped"], told["last"], told["count"]) == ("entries", 1, 0, 7, 7)


def test_messages_that_were_cleared_are_not_said_to_be_in_the_log(caller):
    account_id = Exchange.objects.first().account_id
    caller.post("/wire/clear/")
    caller.post("/answer/again/")
    told = news(account_id, 0)  # of a page that was loaded when nothing was kept
    assert (told["type"], told["skipped"], told["last"], told["count"]) == ("entries", 0, 7, 1)


def test_a_page_that_shows_what_was_cleared_gets_the_whole(caller):
    account_id = Exchange.objects.first().account_id
    caller.post("/wire/clear/")
    emptied = news(account_id, 6)
    assert (emptied["type"], emptied["last"], emptied["count"]) == ("snapshot", 6, 0)


@pytest.mark.parametrize(("passed", "skipped"), [(AT_ONCE, 0), (AT_ONCE + 1, 1), (AT_ONCE + 9, 9)])
@pytest.mark.parametrize("last", [0, 6])
def test_of_a_rush_the_newest_are_sent_and_the_others_counted(caller, passed, skipped, last):
    account_id = Exchange.objects.first().account_id
    if not last:
        caller.post("/wire/clear/")
    for number in range(passed):
        record(account_id, Seen("terminal", "s3", "GET", "h", f"/{number}", [], b"", 200, [], b"", 0.0, 0.0))
    told = news(account_id, last)
    assert (told["type"], len(told["entries"]), told["skipped"], told["last"]) == ("entries", AT_ONCE, skipped, 6 + passed)


def test_a_page_that_had_not_heard_of_the_clearing_is_told_where_the_log_begins_now(caller):
    """It was emptied and went on within one moment, so that nobody was told of the emptiness."""
    account_id = Exchange.objects.first().account_id
    caller.post("/wire/clear/")
    caller.post("/answer/again/")
    told = news(account_id, 6)
    assert (told["first"], told["skipped"], told["last"]) == (7, 0, 7)
    assert news(account_id, 2)["skipped"] == 0
    assert caller.get("/wire/").context["wire_total"] == 1
    assert caller.get("/wire/").context["wire_last"] == 7


def test_the_log_has_a_bound_and_says_so(caller):
    account_id = Exchange.objects.first().account_id
    for number in range(KEPT + 120):
        record(account_id, Seen("terminal", "s3", "GET", "h", f"/{number}", [], b"", 200, [], b"", 0.0, 0.0))
    assert Exchange.objects.filter(account_id=account_id).count() < KEPT + 60
    assert f"The newest {KEPT} messages are kept" in caller.get("/wire/").content.decode()
