"""Every sandbox account has an app of its own at every stand-in.  Nothing is stored: the ids are worked out of the account id.

Ids are plain SHA-256, because trust policies quote them and must outlive a change of SECRET_KEY; secrets are HMAC with it.
"""

from __future__ import annotations

import re
from base64 import b32encode
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.crypto import salted_hmac

ACCOUNT_ID = re.compile(r"[0-9]{12}")


@dataclass(frozen=True)
class Registration:
    """An app at a stand-in, as its owner would see it in the provider's console.

    client_id: what the app sends.  app_id: what AWS compares (at Google and Facebook they are the same).
    redirect_uris: taken to the letter.
    """

    slug: str
    account_id: str
    client_id: str
    client_secret: str
    app_id: str
    redirect_uris: tuple[str, ...]


class _Ids(NamedTuple):
    client_id: str
    app_id: str


def _google(account_id: str) -> _Ids:
    client_id = _google_client_id(account_id, "web")
    return _Ids(client_id, client_id)


def _amazon(account_id: str) -> _Ids:
    client = account_id + _digest("amazon client", account_id)[:20]
    application = account_id + _digest("amazon application", account_id)[:20]
    return _Ids(f"amzn1.application-oa2-client.{client}", f"amzn1.application.{application}")


def _facebook(account_id: str) -> _Ids:
    app_id = account_id + f"{int(_digest('facebook app', account_id), 16) % 1000:03}"
    return _Ids(app_id, app_id)


def _user_pool(account_id: str) -> _Ids:
    client_id = account_id + _digest("user pool client", account_id)[:14]
    return _Ids(client_id, client_id)


_IDS: dict[str, Callable[[str], _Ids]] = {
    "google": _google,
    "amazon": _amazon,
    "facebook": _facebook,
    "user-pool": _user_pool,
}
_ACCOUNT_IN = {
    "user-pool": re.compile(r"([0-9]{12})[0-9a-f]{14}"),
    "google": re.compile(r"([0-9]{12})-[a-z2-7]{16}\.apps\.googleusercontent\.com"),
    "amazon": re.compile(r"amzn1\.application-oa2-client\.([0-9]{12})[0-9a-f]{20}"),
    "facebook": re.compile(r"([0-9]{12})[0-9]{3}"),
}
_SECRET_SHAPE = {"google": "GOCSPX-{:.28}", "amazon": "amzn1.oa2-cs.v1.{:.64}", "facebook": "{:.32}", "user-pool": "{:.51}"}


def registration_for(slug: str, account_id: str) -> Registration:
    """The app of an account (12 digits) at the stand-in `slug`.  Raises ValueError for anything else."""
    if slug not in _IDS:
        raise ValueError(f"there is no stand-in `{slug}`; there are {', '.join(_IDS)}")
    if not ACCOUNT_ID.fullmatch(account_id):
        raise ValueError(f"`{account_id}` is no account id; an account id is 12 digits")
    ids = _IDS[slug](account_id)
    secret = salted_hmac(f"stand-in client secret {slug}", account_id, algorithm="sha256").hexdigest()
    uris = tuple(f"{origin}/signed-in/{slug}" for origin in _origins())
    return Registration(slug, account_id, ids.client_id, _SECRET_SHAPE[slug].format(secret), ids.app_id, uris)


def find(slug: str, client_id: str) -> Registration | None:
    """The app with this client id, or None: an id that we did not work out ourselves is nobody's."""
    found = _ACCOUNT_IN[slug].fullmatch(client_id)
    registration = registration_for(slug, found[1]) if found else None
    return registration if registration and registration.client_id == client_id else None


def audience(slug: str, account_id: str) -> str:
    """What a trust policy of this account compares: the app id at Amazon and Facebook, the client id elsewhere."""
    return registration_for(slug, account_id).app_id


def android_client_id(account_id: str) -> str:
    """The same Google project's Android app: a client id, and no client secret."""
    return _google_client_id(account_id, "android")


def another_account(account_id: str) -> str:
    """The account after this one; its app stands for somebody else's."""
    return f"{(int(account_id) + 1) % 10**12:012}"


def _google_client_id(account_id: str, platform: str) -> str:
    name = b32encode(bytes.fromhex(_digest(f"google {platform}", account_id)))[:16].decode().lower()
    return f"{account_id}-{name}.apps.googleusercontent.com"


def _digest(what: str, account_id: str) -> str:
    return sha256(f"stand-in {what} {account_id}".encode()).hexdigest()


def _origins() -> tuple[str, ...]:
    """Where this site is reached; on one's own machine also by the loopback addresses."""
    if urlsplit(settings.SITE_URL).hostname != "localhost":
        return (settings.SITE_URL,)
    return (settings.SITE_URL, f"http://127.0.0.1:{settings.PORT}", f"http://[::1]:{settings.PORT}")
