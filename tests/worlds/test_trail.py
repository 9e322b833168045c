"""CloudTrail's records in the database: found by their request, and bounded."""

import re

import pytest

from playground.worlds.models import EventRow
from playground.worlds.trail import KEPT, DatabaseTrail, event_of
from tests.worlds.place import ACCOUNT, OTHER

pytestmark = pytest.mark.django_db


def test_a_record_is_found_by_its_request_in_its_own_account():
    DatabaseTrail().record(ACCOUNT, {"requestID": "1", "eventName": "AssumeRoleWithWebIdentity"})
    assert event_of(ACCOUNT, "1") == {"requestID": "1", "eventName": "AssumeRoleWithWebIdentity"}
    assert event_of(OTHER, "1") is None
    assert event_of(ACCOUNT, "2") is None


def test_the_newest_are_kept_and_another_accounts_are_left_alone():
    EventRow.objects.bulk_create(EventRow(account_id=OTHER, event={}) for _ in range(5))
    EventRow.objects.bulk_create(EventRow(account_id=ACCOUNT, event={"requestID": str(number)}) for number in range(KEPT + 80))
    for number in range(60):
        DatabaseTrail().record(ACCOUNT, {"requestID": f"new {number}"})
    kept = list(EventRow.objects.filter(account_id=ACCOUNT).order_by("id"))
    assert KEPT <= len(kept) < KEPT + 60
    assert kept[-1].event == {"requestID": "new 59"}
    assert EventRow.objects.filter(account_id=OTHER).count() == 5


@pytest.mark.parametrize("text", ["a\0b", "\0\0", "\ud800", "\udcff\0", "\\u0000", "\\\0", "\\\\u0000", "größe 🙂"])
def test_whatever_a_record_says_can_be_kept(text):
    DatabaseTrail().record(ACCOUNT, {"said": text, text: 1})
    ((_, event),) = DatabaseTrail().events(ACCOUNT)
    fit = re.sub("[\0\ud800-\udfff]", "\ufffd", text)
    assert event == {"said": fit, fit: 1}
