"""Django's sessions in the database, read by a statement that stands: every page reads one.

https://docs.djangoproject.com/en/5.2/topics/http/sessions/#extending-database-backed-session-engines
"""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.db import connection
from django.utils import timezone

from playground.plain_sql import row

_KEPT = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s"


class SessionStore(DatabaseSessions):
    """As Django's, but for how it is read."""

    def load(self) -> dict[str, Any]:
        """What is kept under this key; empty, and the key forgotten, when there is nothing."""
        found = row(_KEPT, self.session_key, connection.ops.adapt_datetimefield_value(timezone.now()))
        if found is None:
            self._session_key = None
            return {}
        data: dict[str, Any] = self.decode(found[0])
        return data
