"""What is remembered of a sign-in while the browser is away: state, nonce and PKCE verifier, in the visitor's own session."""

from __future__ import annotations

import time
from typing import Any

from authlib.integrations.django_client import DjangoIntegration
from django.contrib.sessions.backends.base import SessionBase

AT_ONCE = 5  # sign-ins under way in one browser; the oldest gives way


class BrowserState(DjangoIntegration):
    """authlib's bookkeeping, bounded in time and in number."""

    def set_state_data(self, session: SessionBase, state: str, data: dict[str, Any]) -> None:
        """Remembers a sign-in that begins."""
        super().set_state_data(session, state, data)
        for key in self._under_way(session)[:-AT_ONCE]:
            session.pop(key)

    def get_state_data(self, session: SessionBase, state: str) -> dict[str, Any] | None:
        """What was remembered for this `state`, unless it is unknown or older than an hour."""
        kept = session.get(f"{self._prefix}{state}")
        if not isinstance(kept, dict) or kept["exp"] < time.time():
            return None
        data: dict[str, Any] = kept["data"]
        return data

    def is_under_way(self, session: SessionBase) -> bool:
        """Whether this browser has begun to sign in and not come back."""
        return bool(self._under_way(session))

    def _under_way(self, session: SessionBase) -> list[str]:
        kept = [key for key in session.keys() if key.startswith(self._prefix)]
        return sorted(kept, key=lambda key: float(session[key]["exp"]))

    @property
    def _prefix(self) -> str:
        return f"_state_{self.name}_"
