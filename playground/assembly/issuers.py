"""Who vouches for tokens in the sandbox: the stand-ins, and each real provider that is switched on.

Keys come straight from the stand-ins' own key set; no request is made for them, so no loopback address has to be right.
"""

from __future__ import annotations

import json
import re
from base64 import urlsafe_b64decode
from contextlib import suppress
from functools import cache, lru_cache

from django.conf import settings
from django.core.signals import setting_changed
from django.dispatch import receiver

from playground.documents import compact_json
from playground.providers.catalogue import PROVIDERS
from playground.providers.configured import configured
from playground.providers.credentials import live_credentials
from playground.providers.introspect import ask_provider
from playground.providers.keys import fetch_key_set
from playground.providers.provider import Provider
from playground.sandbox.exchange import HttpRequest
from playground.stand_ins.issuers import is_stand_in, key_set_of
from playground.stand_ins.own_issuer.published import Unpublished
from playground.stand_ins.tokens.introspect import introspect
from playground.tokens.jwt import take_apart
from playground.tokens.keys import KeySet, KeysUnavailable
from playground.tokens.opaque_provider import Introspection

_ISSUER = re.compile(rb'"iss"\s*:\s*"([!-~]*?)"')
BY_PRINCIPAL = {provider.principal: provider for provider in PROVIDERS}


@lru_cache(maxsize=64)
def _read(keys: str) -> KeySet:
    """The keys of a JSON list. Kept by content, so that no worker can have an old one."""
    return KeySet.from_jwks({"keys": json.loads(keys)})


class SandboxIssuers:
    """sandbox.stores.Issuers."""

    def keys(self, issuer: str, kid: str) -> KeySet:
        """The stand-in's keys, and the real issuer's where that is switched on; of an issuer that no stand-in plays, what it publishes.

        By then the role's account is known to have it registered in IAM. Raises KeysUnavailable.
        """
        try:
            ours = settings.STAND_INS and is_stand_in(issuer)
            keys = key_set_of(issuer, kid) if ours else []
        except Unpublished as error:
            raise KeysUnavailable(str(error)) from error
        live = _live(issuer.removeprefix("https://"))
        if live and not any(key.get("kid") == kid for key in keys):
            keys += fetch_key_set(issuer, kid)["keys"]
        if not live and not is_stand_in(issuer) and settings.FETCH_ISSUER_KEYS:
            keys = fetch_key_set(issuer, kid)["keys"]
        elif not live and not ours:
            raise KeysUnavailable("this site asks no such issuer, which `FETCH_ISSUER_KEYS` would let it do")
        return _read(compact_json(keys))

    def introspect(self, provider_id: str, token: str) -> Introspection:
        """What the stand-in says of its own token, or the real provider of its own. Raises ProviderUnreachable."""
        status, body = introspect(provider_id, token) if settings.STAND_INS else (400, {})
        provider = _live(provider_id)
        if provider and (status != 200 or body.get("data", {}).get("is_valid") is False):
            return ask_provider(provider, token)
        return Introspection(status, body)


@cache
def asks_outside() -> bool:
    """Whether a call may have to wait for somebody outside: a real provider is switched on. Each call asks; a setting seldom changes."""
    return any(live_credentials(provider) for provider in (*PROVIDERS, *configured()))


def asks_an_outsider(request: HttpRequest) -> bool:
    """Whether a call may have to wait for an issuer that no stand-in plays: it brings a token of one, and the site may ask it."""
    if not settings.FETCH_ISSUER_KEYS:
        return False
    token = request.form.get("WebIdentityToken", "")
    issuer = _issuer_of(token) if token else ""
    return issuer.startswith("https://") and not is_stand_in(issuer)


def _issuer_of(token: str) -> str:
    """What a token says of its issuer. Nearly all say it so plainly that they need not be taken apart for it: every call asks."""
    with suppress(ValueError, IndexError):
        payload = urlsafe_b64decode(token.split(".", 2)[1] + "==")
        plainly = _ISSUER.findall(payload)
        if len(plainly) == 1 == payload.count(b'"iss"') and b"\\" not in payload:
            return str(plainly[0], "latin-1")
    issuer = (take_apart(token).unverified_claims or {}).get("iss")
    return issuer if isinstance(issuer, str) else ""


@receiver(setting_changed, weak=False)
def _forget(**_: object) -> None:
    asks_outside.cache_clear()


def _live(principal: str) -> Provider | None:
    """The provider with this principal, if its real one is switched on."""
    own = {one.principal: one for one in configured()}
    provider = BY_PRINCIPAL.get(principal) or own.get(principal)
    return provider if provider and live_credentials(provider) else None
