"""What is kept of calls to the sandbox: each one's exchange on the wire with CloudTrail's records of it, many calls in one commit."""

from __future__ import annotations

import logging
from functools import partial
from typing import Any, NamedTuple

from playground.outages import is_outage, let_go, outage_of
from playground.plain_sql import at_once, once_kept
from playground.wire.announce import announce
from playground.wire.record import Masked, Seen, masked, write
from playground.worlds.trail import DatabaseTrail

log = logging.getLogger(__name__)


class Noted(NamedTuple):
    """What is to be kept of one call. account_id: whose wire it is on.  events: records, and whose trail they belong in."""

    account_id: str
    exchange: Masked
    events: list[tuple[str, dict[str, Any]]]


def noted(account_id: str, seen: Seen, events: list[tuple[str, dict[str, Any]]]) -> list[Noted]:
    """The call, masked; nothing, if that fails: a call is answered whether or not a record can be kept."""
    try:
        return [Noted(account_id, masked(seen), events)]
    except Exception:
        log.exception("no log could keep a call of %s", seen.operation)
        return []


def keep(calls: list[Noted]) -> None:
    """Writes them in their order, in one transaction, because a commit takes as long as all the rest of writing."""
    if not calls:
        return
    try:
        with at_once():
            for call in calls:
                for owner, event in call.events:
                    DatabaseTrail().record(owner, event)
                write(call.account_id, call.exchange)
    except Exception as failure:
        if is_outage(failure):
            log.warning("no log could keep a call: %s", outage_of(failure).title)
            let_go()
        elif len(calls) > 1:  # one of them is at fault, and the others shall not be lost with it
            for call in calls:
                keep([call])
        else:
            log.exception("no log could keep a call of %s", calls[0].exchange.operation)
    else:
        for account_id in {call.account_id for call in calls}:
            once_kept(partial(announce, account_id))
