"""Exchanges for tests, and all that the database holds of them."""

from __future__ import annotations

import json
from typing import Any

from django.db import connection

from playground.wire.models import Exchange
from playground.wire.record import Seen, record

ACCOUNT, OTHER = "111122223333", "444455556666"
FORM, JSON, XML = "application/x-www-form-urlencoded", "application/json", "text/xml"


def seen(**changes: Any) -> Seen:
    plain = {
        "sender": "app",
        "receiver": "provider",
        "method": "POST",
        "host": "api.amazon.com",
        "target": "/auth/o2/token",
        "request_headers": [],
        "request_body": b"",
        "status": 200,
        "response_headers": [],
        "response_body": b"",
        "at": 1_795_292_597.0,
        "took": 0.01,
    }
    return Seen(**(plain | changes))


def kept(**changes: Any) -> str:
    """Records an exchange and answers every column of its row, as one text."""
    number = record(ACCOUNT, seen(**changes))
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM wire_exchange WHERE account_id = %s AND number = %s", [ACCOUNT, number])
        (columns,) = cursor.fetchall()
    explanation = Exchange.objects.get(account_id=ACCOUNT, number=number).explanation
    return "\n".join(map(str, columns)) + json.dumps(explanation, ensure_ascii=False)
