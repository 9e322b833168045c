"""However somebody begins, the account that they are given counts as a sign-in of their address: else there were no end of accounts."""

import pytest
from django.test import Client

from playground.assembly import paces
from playground.worlds.models import AccountRow

pytestmark = pytest.mark.django_db
LEAST = 1
WAYS = {
    "signing in": lambda client: client.get("/sign-in/google/demo/"),
    "coming back from nowhere": lambda client: client.get("/signed-in/google?state=made-up&code=made-up"),
    "choosing where the calls go": lambda client: client.post("/target/choose/", {"kind": "sandbox"}),
}


@pytest.fixture
def paced(settings, monkeypatch):
    """At most one sign-in a minute, ten of an address; no minute passes."""
    monkeypatch.setattr(paces.time, "monotonic", lambda: 0.0)
    settings.REDIS_URL = ""
    settings.MOST_EACH_MINUTE = settings.MOST_EACH_MINUTE | {"sign-in": LEAST}
    paces._pace.cache_clear()
    yield
    paces._pace.cache_clear()


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_no_address_is_given_accounts_without_end(paced, way):
    before = AccountRow.objects.count()
    answers = [way(Client()).status_code for _ in range(15)]
    assert answers[-5:] == [429] * 5
    assert AccountRow.objects.count() - before == LEAST * paces.AN_ADDRESS


def test_who_has_an_account_is_not_counted_once_more_for_coming_back(paced):
    client = Client()
    client.get("/sign-in/google/demo/")
    assert [client.get("/signed-in/google?error=access_denied").status_code for _ in range(20)] == [200] * 20


def test_a_target_that_is_none_opens_no_account(paced):
    before = AccountRow.objects.count()
    answer = Client().post(
        "/target/choose/", {"kind": "aws", "role_arn": "arn:aws:iam::111122223333:role/x", "region": "us-east-1"}
    )
    assert answer.status_code == 200
    assert AccountRow.objects.count() == before
