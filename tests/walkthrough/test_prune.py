"""`manage.py prune` lets go of who has done nothing for long, with all that is theirs, and of nobody else."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.utils import timezone

from playground.assembly.accounts import ensure_terminal_account, open_visitor_account
from playground.stand_ins.models import OwnIssuer
from playground.stand_ins.own_issuer.published import document_of, publish
from playground.walkthrough.models import JourneyRow
from playground.wire.models import Exchange, WireLog
from playground.worlds.models import AccountRow, BucketRow, EventRow, ObjectRow

pytestmark = pytest.mark.django_db
LONG_AGO = timezone.now() - timedelta(days=100)


def prune(capsys, **options):
    call_command("prune", pause=0, **options)
    return capsys.readouterr().out


def grow_old(account_id, *but):
    """Whatever the account has done it has done long ago, but for some."""
    times = {AccountRow: {"used": LONG_AGO}, JourneyRow: {"changed": LONG_AGO}, Exchange: {"at": LONG_AGO.timestamp()}}
    for model, when in times.items():
        if model not in but:
            model.objects.filter(account_id=account_id).update(**when)


def rows_of(account_id):
    own = {
        model: model.objects.filter(account_id=account_id).count() for model in (AccountRow, BucketRow, Exchange, JourneyRow)
    }
    own |= {model: model.objects.filter(account_id=account_id).count() for model in (WireLog, EventRow, OwnIssuer)}
    return {**own, ObjectRow: ObjectRow.objects.filter(bucket__account_id=account_id).count()}


@pytest.fixture
def walked(visitor):
    """The account of a visitor who has signed in and sent the call."""
    client = visitor()
    role = client.get("/call/").context["draft"].RoleArn
    sent = client.post("/call/send/", {"action": "send", "RoleArn": role, "RoleSessionName": "maya"}, follow=True)
    assert "STS said yes" in sent.content.decode()
    account_id = JourneyRow.objects.get().account_id
    publish(account_id, {"issuer": "https://elsewhere.example"}, ["key-2"])
    return account_id


def test_an_old_visitor_goes_with_all_that_is_theirs(walked, capsys):
    grow_old(walked)
    assert all(rows_of(walked).values())
    assert prune(capsys, dry_run=True).startswith("1 visitors have done nothing for 60 days")
    assert prune(capsys).startswith("Deleted 1 visitors")
    assert not any(rows_of(walked).values())


@pytest.mark.parametrize("recent", [AccountRow, JourneyRow, Exchange])
def test_one_who_did_anything_lately_stays(walked, capsys, recent):
    grow_old(walked, recent)
    before = rows_of(walked)
    assert prune(capsys).startswith("Deleted 0 visitors")
    assert rows_of(walked) == before


def test_an_issuer_of_one_s_own_stays_as_it_was_edited_for_as_long_as_its_account(walked):
    """Others edit theirs meanwhile: it was forgotten after thirty days, and the account was not."""
    OwnIssuer.objects.update(edited=LONG_AGO)
    publish("210987654321", {}, ["key-1"])
    assert document_of(walked, "https://issuer.example.com") == {"issuer": "https://elsewhere.example"}


def test_saving_a_step_is_doing_something(visitor):
    client = visitor()
    JourneyRow.objects.update(changed=LONG_AGO)
    client.post("/call/send/", {"action": "check"})
    assert JourneyRow.objects.get().changed > LONG_AGO + timedelta(days=99)


def test_the_account_that_terminals_share_stays(capsys):
    ensure_terminal_account()
    grow_old(settings.TERMINAL_ACCOUNT)
    prune(capsys)
    assert AccountRow.objects.filter(pk=settings.TERMINAL_ACCOUNT).exists()


def test_many_go_in_batches(capsys):
    accounts = [open_visitor_account() for _ in range(7)]
    for account_id in accounts[:5]:
        grow_old(account_id)
    assert prune(capsys, batch=2).startswith("Deleted 5 visitors")
    assert {row.pk for row in AccountRow.objects.all()} >= set(accounts[5:])


def test_sessions_that_are_over_go(capsys):
    now = timezone.now()
    for number, moment in enumerate((now - timedelta(1), now - timedelta(2), now + timedelta(1))):
        Session.objects.create(session_key=f"session-{number}", session_data="", expire_date=moment)
    assert "and 2 sessions" in prune(capsys, batch=1)
    assert Session.objects.get().session_key == "session-2"


@pytest.mark.parametrize(
    "options", [{"days": 0}, {"days": 10**12}, {"batch": 0}, {"batch": 10**30}, {"pause": -1.0}, {"pause": float("nan")}]
)
def test_nonsense_is_refused(options):
    with pytest.raises(CommandError, match="should be a number from"):
        call_command("prune", **options)


def test_whose_account_is_gone_begins_anew(walked, client, capsys):
    grow_old(walked)
    prune(capsys)
    assert client.get("/token/").status_code == 200
