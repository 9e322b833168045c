"""Who calls too often is refused in AWS's own words, by account and by address; reading is not counted, and waiting helps."""

import pytest

from playground.pace import MOST, Pace
from tests.sandbox.visit import ACCOUNT, BUCKET

LEAST = 5


@pytest.fixture
def paced(site):
    """At most five of each kind, by account and by address."""
    paces = {"assume": Pace(LEAST, site.clock), "write": Pace(LEAST, site.clock)}
    site.stores = site.stores._replace(within=lambda what, who: paces[what].take(who))
    return site


def test_asking_for_credentials_too_often_is_throttled_by_sts_until_a_while_has_passed(paced):
    answers = [paced.assume() for _ in range(LEAST + 1)]
    assert [one.response.status for one in answers] == [200] * LEAST + [400]
    assert b"<Code>Throttling</Code>" in answers[-1].response.body
    assert b"<Message>Rate exceeded</Message>" in answers[-1].response.body
    paced.clock.now += 60 / LEAST
    assert [paced.assume().response.status for _ in range(2)] == [200, 400]


def test_forged_tokens_count_against_their_address_before_they_are_looked_at(paced):
    refused = [paced.assume("a.b.c").error for _ in range(LEAST + 1)]
    assert refused[-1] == "Throttling"
    assert "Throttling" not in refused[:-1]


def test_writing_too_often_is_told_to_slow_down_by_s3_and_reading_is_not(paced):
    credentials = paced.credentials()
    path = f"/{BUCKET}/often"
    answers = [paced.s3(credentials, "PUT", path, body=b"x") for _ in range(LEAST + 1)]
    assert [one.response.status for one in answers] == [200] * LEAST + [503]
    assert b"<Code>SlowDown</Code>" in answers[-1].response.body
    assert all(paced.s3(credentials, "GET", path).response.status == 200 for _ in range(3 * LEAST))


def test_one_accounts_pace_is_not_anothers():
    pace = Pace(1, lambda: 0.0)
    assert [pace.take(ACCOUNT), pace.take(ACCOUNT), pace.take("another")] == [True, False, True]


def test_names_that_were_quiet_longest_are_forgotten():
    pace = Pace(1, lambda: 0.0)
    for number in range(MOST + 100):
        pace.take(str(number))
    assert len(pace._left) == MOST


def test_nothing_is_counted_without_a_bound():
    assert all(Pace(0, lambda: 0.0).take("who") for _ in range(1000))


def test_who_goes_on_when_they_are_told_to_wait_takes_nothing_from_others_at_their_address(site):
    """Calls counted for the address also when they were refused to the account: one script could starve a class behind one address."""
    address, account = Pace(2 * LEAST, site.clock), Pace(LEAST, site.clock)

    def pace(who):
        return address if who.startswith("address ") else account

    site.stores = site.stores._replace(
        within=lambda _, who: pace(who).take(who), give_back=lambda _, who: pace(who).give_back(who)
    )
    assert [site.assume().error for _ in range(10 * LEAST)] == [""] * LEAST + ["Throttling"] * 9 * LEAST
    assert [address.take("address 127.0.0.1") for _ in range(LEAST + 1)] == [True] * LEAST + [False]


def test_what_is_given_back_may_be_taken_again_and_no_more():
    pace = Pace(2, lambda: 0.0)
    pace.give_back("who")
    assert [pace.take("who") for _ in range(3)] == [True, True, False]
    pace.give_back("who")
    assert [pace.take("who") for _ in range(2)] == [True, False]
