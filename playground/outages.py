"""Floor 3, ground. What Django raises while the database does not answer, or cannot be written to; it may be well a moment later."""

from __future__ import annotations

from django.db import InterfaceError, OperationalError

DATABASE_AWAY = (OperationalError, InterfaceError)
TRY_AGAIN_AFTER = 3  # seconds
