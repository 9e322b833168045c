"""Who is on the other side: a visitor has an account of their own from the first thing they do, and none before."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime
from functools import partial

from django.contrib.sessions.backends.base import SessionBase
from django.db import connection, transaction
from django.http import Http404, HttpRequest
from django.utils import timezone

from playground import plain_sql
from playground.assembly.accounts import open_visitor_account
from playground.assembly.paces import within
from playground.sealing import InvalidToken, seal, unseal
from playground.walkthrough.journey import Journey, from_data
from playground.walkthrough.models import JourneyRow
from playground.walkthrough.visitors.forgetting import forget_what_is_over, moment_to_forget
from playground.walkthrough.visitors.merging import merged
from playground.wire.announce import announce

_KEY = "visitor"
_KEPT = "SELECT account_id, sealed FROM walkthrough_journeyrow WHERE id = %s"
_ID = JourneyRow._meta.pk
NOBODY = (
    "Nobody is signed in any more",
    "This form goes with the token of step 1, and that was forgotten: you signed out, here or in another tab, or it ended. "
    "Sign in again in another tab, then come back and send this once more.",
)
AT_ONCE = 10  # rows of others that one save looks after


def journey_of(request: HttpRequest) -> Journey | None:
    """The visitor's journey; None for somebody who has only looked so far."""
    return journey_in(request.session)


def journey_in(session: SessionBase) -> Journey | None:
    """The journey that a session belongs to."""
    return journey_by(session[_KEY]) if _KEY in session else None


def visitor_id(session: SessionBase) -> str:
    """Which visitor a session belongs to."""
    return str(session[_KEY])


def journey_by(visitor: str) -> Journey | None:
    """The journey of a visitor."""
    found = plain_sql.row(_KEPT, _ID.get_db_prep_value(visitor, connection))
    if found is None:
        return None
    journey = _opened(*found)
    forget_what_is_over(journey, time.time())
    return journey


def _opened(account_id: str, sealed: str) -> Journey:
    try:
        journey = from_data(json.loads(unseal(sealed)))
    except InvalidToken:  # the site's secret key was changed; the account is still theirs
        journey = Journey(account_id)
    journey.read_from = sealed
    return journey


def with_token(request: HttpRequest) -> Journey:
    """The journey of a visitor who has a token. Raises Http404, in words, for one who has none any more."""
    journey = journey_of(request)
    if journey is None or journey.sign_in is None:
        raise Http404(*NOBODY)
    return journey


def may_start(request: HttpRequest) -> bool:
    """Whether an account may be opened for whoever has none: it counts as a sign-in of their address, wherever they begin."""
    return journey_of(request) is not None or within("sign-in", f"address {request.META['REMOTE_ADDR']}")


def start_journey(request: HttpRequest) -> Journey:
    """The visitor's journey, with an account opened if they have none."""
    journey = journey_of(request)
    if journey is None:
        journey = Journey(open_visitor_account())
        journey.read_from = _sealed(journey)
        row = JourneyRow.objects.create(account_id=journey.account_id, sealed=journey.read_from)
        request.session[_KEY] = str(row.pk)
    return journey


def save(request: HttpRequest, journey: Journey) -> None:
    """Keeps the journey, and forgets in a few others what is over: whoever does not come back leaves no token behind.

    What another request of the same visitor has stored meanwhile is merged with it.
    """
    row = request.session[_KEY]
    if not _replaced(row, journey):
        _merge(row, journey)
    _sweep(time.time())


def _replaced(row: str, journey: Journey) -> bool:
    """Whether the row was still as the journey was read; then it is as the journey is now."""
    sealed, same = _sealed(journey), JourneyRow.objects.filter(pk=row, sealed=journey.read_from)
    if not same.update(sealed=sealed, forget_at=moment_to_forget(journey), changed=timezone.now()):
        return False
    journey.read_from = sealed
    return True


@transaction.atomic
def _merge(row: str, mine: Journey) -> None:
    """A visitor who began anew meanwhile has no row any more, and nothing is stored."""
    stored = JourneyRow.objects.select_for_update().filter(pk=row).first()
    if stored:
        before, now = _opened(stored.account_id, mine.read_from), _opened(stored.account_id, stored.sealed)
        at = time.time()
        for journey in (before, mine, now):  # so that forgetting alone is no change
            forget_what_is_over(journey, at)
        _replaced(row, merged(before, mine, now))


def _sweep(now: float) -> None:
    """A row that its visitor saves meanwhile is left as they saved it."""
    over = JourneyRow.objects.filter(forget_at__lte=datetime.fromtimestamp(now, UTC))
    for one in over.order_by("forget_at")[:AT_ONCE]:
        journey = _opened(one.account_id, one.sealed)
        forget_what_is_over(journey, now)
        same = JourneyRow.objects.filter(pk=one.pk, sealed=one.sealed)
        same.update(sealed=_sealed(journey), forget_at=moment_to_forget(journey))


def forget(request: HttpRequest) -> None:
    """Lets the visitor begin anew, and their other pages know it; the old account is pruned with time."""
    gone = JourneyRow.objects.filter(pk=request.session[_KEY]).first() if _KEY in request.session else None
    if gone:
        gone.delete()
        plain_sql.once_kept(partial(announce, gone.account_id))
    request.session.flush()


def _sealed(journey: Journey) -> str:
    return seal(json.dumps(journey.to_data(), default=dict).encode())
