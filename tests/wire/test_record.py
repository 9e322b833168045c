"""The log of an account: numbered without gaps or doubles, bounded, and its texts fit for any database."""

import pytest

from playground.wire.masked import LONGEST
from playground.wire.models import Exchange
from playground.wire.record import KEPT, clear, explanation_of, log_of, record
from tests.wire.seeing import ACCOUNT, OTHER, kept, seen
from tests.worlds.place import at_once

pytestmark = pytest.mark.django_db


def numbers(account_id=ACCOUNT):
    return [one.number for one in Exchange.objects.filter(account_id=account_id).order_by("number")]


def test_each_account_counts_its_own_exchanges_from_one():
    for account_id in (ACCOUNT, ACCOUNT, OTHER, ACCOUNT):
        record(account_id, seen())
    assert numbers() == [1, 2, 3]
    assert numbers(OTHER) == [1]


def test_of_a_log_only_the_newest_are_kept_and_no_number_comes_twice():
    for _ in range(KEPT + 120):
        record(ACCOUNT, seen())
    kept_numbers = numbers()
    assert KEPT <= len(kept_numbers) < KEPT + 50
    assert kept_numbers == list(range(KEPT + 120 - len(kept_numbers) + 1, KEPT + 121))
    clear(ACCOUNT)
    assert record(ACCOUNT, seen()) == KEPT + 121


def test_the_newest_come_last():
    for number in range(5):
        record(ACCOUNT, seen(status=200 + number))
    assert [one.status for one in log_of(ACCOUNT, 3)] == [202, 203, 204]


def test_an_explanation_is_found_by_its_request_in_its_own_account():
    record(ACCOUNT, seen(request_id="ABC", explanation={"name": "Decision", "verdict": "fail", "says": "no"}))
    assert explanation_of(ACCOUNT, "ABC") == {"name": "Decision", "verdict": "fail", "says": "no"}
    assert explanation_of(OTHER, "ABC") is None
    assert explanation_of(ACCOUNT, "ABD") is None


@pytest.mark.parametrize(
    "place",
    [
        {"target": "/" + "x" * 10**6},
        {"request_headers": [("X-Long", "x" * 10**6)]},
        {"request_headers": [("Content-Type", "text/plain")], "request_body": b"x" * 10**6},
        {"response_headers": [("Content-Type", "text/xml")], "response_body": b"<a>" + b"x" * 10**6 + b"</a>"},
        {"response_headers": [("Content-Type", "application/json")], "response_body": b'{"a":"' + b"x" * 10**6 + b'"}'},
        {"explanation": {"values": ["x" * 10**6]}},
        {"host": "x" * 1000},
        {"method": "x" * 1000},
    ],
)
def test_no_text_is_kept_beyond_its_bound(place):
    assert len(kept(**place)) < 3 * LONGEST


def test_the_parameters_after_a_long_policy_in_an_address_are_kept_and_a_cut_is_marked():
    """Some clients send all of a call in the query, and a policy has 2,048 characters before it is encoded."""
    assert "&RoleSessionName=maya" in kept(target=f"/?Policy={'%7B' * 2048}&RoleSessionName=maya")
    assert "x…" in kept(target="/" + "x" * LONGEST)


def test_a_long_body_is_shown_to_where_it_is_cut_and_says_how_long_it_was():
    text = kept(request_headers=[("Content-Type", "text/plain")], request_body=b"ab" * LONGEST)
    assert "ababab… (16384 bytes)" in text


@pytest.mark.parametrize("body", [b"\x00\x01\x02", b"\x89PNG\r\n"])
def test_bytes_are_told_by_their_number_and_type(body):
    text = kept(response_headers=[("Content-Type", "image/png")], response_body=body)
    assert f"({len(body)} bytes of image/png)" in text


@pytest.mark.parametrize("odd", ["\x00", "\udcff"])
def test_what_a_database_cannot_keep_is_replaced(odd):
    """A header may hold any bytes, and a client may send anything."""
    text = kept(
        method=f"G{odd}",
        host=f"h{odd}",
        target=f"/a{odd}",
        request_headers=[("X-Odd", f"b{odd}")],
        request_body=b"c\x80d",
        explanation={"values": [f"e{odd}"]},
    )
    assert odd not in text
    assert text.count("\ufffd") >= 5


def test_writers_side_by_side_get_each_number_once(database_on_disk):
    at_once(lambda number: record(ACCOUNT if number % 2 else OTHER, seen()), 120, workers=12)
    assert numbers() == list(range(1, 61))
    assert numbers(OTHER) == list(range(1, 61))
