"""A JSON object from an address that a visitor may have chosen, or one clause that says why there is none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urljoin

import requests

from playground.outbound.destination import destination
from playground.outbound.refused import Refused

REDIRECTS = 2
MOVED = (301, 302, 303, 307, 308)
Mount = Callable[[requests.Session], None]
"""Puts the adapter into a session: GuardedAdapter, or a stand-in's."""


class Unavailable(Exception):
    """There is no such object.  reason: one clause about the other side, for the reader."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def fetch_json(url: str, mount: Mount) -> dict[str, Any]:
    """The object at `url`, after at most REDIRECTS redirects, each checked as the first address is.  Raises Unavailable."""
    with requests.Session() as session:
        session.trust_env = False  # no .netrc, no proxy of the environment
        mount(session)
        try:
            answer = _followed(session, url)
        except Refused as refused:
            raise Unavailable(refused.reason) from None
        except requests.Timeout:
            raise Unavailable("it did not answer in time") from None
        except requests.exceptions.SSLError:
            raise Unavailable("its TLS certificate is not one that this site can trust") from None
        except requests.RequestException:
            raise Unavailable("it cannot be reached over https, or its answer broke off") from None
    return _object(answer)


def _followed(session: requests.Session, url: str) -> requests.Response:
    for _ in range(REDIRECTS + 1):
        destination(url)
        answer = session.get(url, headers={"Accept": "application/json"}, allow_redirects=False)
        if answer.status_code not in MOVED:
            return answer
        session.cookies.clear()
        url = urljoin(url, answer.headers.get("Location", ""))
    raise Refused(f"it redirects more than {REDIRECTS} times")


def _object(answer: requests.Response) -> dict[str, Any]:
    if answer.status_code != 200:
        raise Unavailable(f"it answered with status {answer.status_code}, and should have with 200")
    kind = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if kind != "application/json" and not (kind.startswith("application/") and kind.endswith("+json")):
        raise Unavailable(f"it answered with `{kind[:60] or 'no content type'}`, and should have with `application/json`")
    try:
        data = answer.json()
    except (ValueError, RecursionError):
        raise Unavailable("it answered with something that is not JSON") from None
    if not isinstance(data, dict):
        raise Unavailable("it answered with JSON that is no object")
    return data
