"""Why a call was not made, or its answer not taken."""

from __future__ import annotations

import requests


class Refused(requests.ConnectionError):
    """This site does not make the call, or does not take the answer.  reason: one clause for the reader, with nothing secret in it."""

    def __init__(self, reason: str, request: requests.PreparedRequest | None = None) -> None:
        super().__init__(reason, request=request)
        self.reason = reason
