"""Django's sessions in the database, read by a statement that stands, for every page reads one; two requests at once are merged.

https://docs.djangoproject.com/en/5.2/topics/http/sessions/#extending-database-backed-session-engines
"""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.contrib.sessions.base_session import AbstractBaseSession
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.utils import timezone

from playground.plain_sql import row

_KEPT = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s"


class SessionStore(DatabaseSessions):
    """As Django's, but that of two requests of one browser, such as two sign-ins that begin at once, each has kept what it changed."""

    _read = ""  # what the row held when this request last read or wrote it
    late = False  # once read: whether the browser brought a key under which nothing is kept (any more)

    def load(self) -> dict[str, Any]:
        """What is kept under this key; empty, and the key forgotten, when there is nothing."""
        found = row(_KEPT, self.session_key, connection.ops.adapt_datetimefield_value(timezone.now()))
        if found is None:
            self._session_key, self.late = None, True
            return {}
        self._read = found[0]
        return self._opened(self._read)

    def save(self, must_create: bool = False) -> None:
        """Puts onto the row what was changed here. Raises UpdateError when it is gone: who signed out elsewhere stays so."""
        if must_create or self.session_key is None:
            super().save(must_create)
            return
        with transaction.atomic():
            if not self._take_in():
                raise UpdateError
            self.create_model_instance(dict(self.items())).save(force_update=True)

    def is_empty(self) -> bool:
        """Whether the cookie is to be taken away: not by a request with a key from before another tab signed in or out.

        Where its answer comes later than that of the other, the cookie would be the new one, and the visitor would lose their account.
        """
        return bool(super().is_empty()) and (self.modified or not self.late)

    def cycle_key(self) -> None:
        """A new key for what is kept, with what others have changed while this request was under way."""
        with transaction.atomic():
            self._take_in()
            super().cycle_key()

    def create_model_instance(self, data: dict[str, Any]) -> AbstractBaseSession:
        """The row as it is going to be written."""
        made = super().create_model_instance(data)
        self._read = made.session_data
        return made

    def _take_in(self) -> bool:
        """Merges what others have stored since; the row stays locked until the transaction ends. Whether there is one."""
        mine = dict(self.items())
        stored = Session.objects.select_for_update().filter(pk=self.session_key).first()
        if stored and stored.session_data != self._read:
            self._session_cache = merged(self._opened(self._read), mine, self._opened(stored.session_data))
        return stored is not None

    def _opened(self, text: str) -> dict[str, Any]:
        data: dict[str, Any] = self.decode(text) if text else {}
        return data


def merged(before: dict[str, Any], mine: dict[str, Any], now: dict[str, Any]) -> dict[str, Any]:
    """The session to keep. before: as this request read it.  mine: as it left it.  now: as others have stored it meanwhile."""
    changed = {key: value for key, value in mine.items() if key not in before or before[key] != value}
    return {key: value for key, value in now.items() if key in mine or key not in before} | changed
