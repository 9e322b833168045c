"""The two providers whose access tokens are opaque: what a token looks like, and how to read the provider's answer.

Login with Amazon: https://developer.amazon.com/docs/login-with-amazon/access-token.html
Facebook: https://developers.facebook.com/docs/facebook-login/guides/access-tokens/debugging
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from playground.tokens.provider import AMAZON, FACEBOOK
from playground.tokens.refusals import NOT_A_LOGIN_WITH_AMAZON_TOKEN, Refusal, rejected_by


@dataclass(frozen=True)
class Introspection:
    """What tokeninfo or debug_token answered.  status: HTTP; body: the JSON object, as it came."""

    status: int
    body: Mapping[str, Any]


class ProviderUnreachable(Exception):
    """The provider could not be asked; `reason` says why, for the reader."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class OpaqueProvider:
    """How STS treats the access tokens of one provider.

    name: the ProviderId; label, endpoint: for the reader; prefix: of every token, "" when there is none.
    refused: AWS's answer to a token the provider does not stand by, for the provider's HTTP status.
    stands_by, claims, expires: read the answer (expires: in seconds since 1970, None for never; ValueError: unreadable).
    """

    name: str
    label: str
    endpoint: str
    prefix: str
    refused: Callable[[int], Refusal]
    stands_by: Callable[[Mapping[str, Any]], bool]
    claims: Callable[[Mapping[str, Any]], dict[str, str]]
    expires: Callable[[Mapping[str, Any], float], float | None]

    @property
    def user_claim(self) -> str:
        """The claim that names the user."""
        return "user_id" if self.name == AMAZON else "id"


def _text(value: object) -> str:
    """An id as text; Facebook has written its ids as numbers as well."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value if isinstance(value, str) else ""


def _seconds(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) >= 2**63:
        raise ValueError("not a whole number of seconds")
    return value


def _named(**claims: object) -> dict[str, str]:
    texts = {name: _text(value) for name, value in claims.items()}
    return {name: text for name, text in texts.items() if text}


def _data(body: Mapping[str, Any]) -> Mapping[str, Any]:
    data = body.get("data")
    return data if isinstance(data, Mapping) else {}


def _amazon_claims(body: Mapping[str, Any]) -> dict[str, str]:
    return _named(app_id=body.get("app_id"), user_id=body.get("user_id"), aud=body.get("aud"))


def _facebook_claims(body: Mapping[str, Any]) -> dict[str, str]:
    return _named(app_id=_data(body).get("app_id"), id=_data(body).get("user_id"))


def _amazon_expires(body: Mapping[str, Any], now: float) -> float:
    return now + _seconds(body.get("exp"))  # tokeninfo's `exp` is seconds left, not a date


def _facebook_expires(body: Mapping[str, Any], _now: float) -> float | None:
    return _seconds(_data(body).get("expires_at")) or None  # 0: never


OPAQUE_PROVIDERS = (
    OpaqueProvider(
        name=AMAZON,
        label="Amazon",
        endpoint="tokeninfo",
        prefix="Atza|",
        refused=lambda _status: NOT_A_LOGIN_WITH_AMAZON_TOKEN,
        stands_by=lambda body: body.get("iss", "https://www.amazon.com") == "https://www.amazon.com",
        claims=_amazon_claims,
        expires=_amazon_expires,
    ),
    OpaqueProvider(
        name=FACEBOOK,
        label="Facebook",
        endpoint="debug_token",
        prefix="",
        refused=lambda status: rejected_by(FACEBOOK, 400 if status == 200 else status),
        stands_by=lambda body: _data(body).get("is_valid") is True,
        claims=_facebook_claims,
        expires=_facebook_expires,
    ),
)


def opaque_provider(provider_id: str) -> OpaqueProvider | None:
    """The provider with this ProviderId; the two are the only ones that STS knows."""
    return next((provider for provider in OPAQUE_PROVIDERS if provider.name == provider_id), None)
