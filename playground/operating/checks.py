"""System checks of what makes many processes one site, and of what stands before it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from ipaddress import ip_network
from ssl import create_default_context
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register
from django.http.request import validate_host


@register("playground")
def one_secret(**_: Any) -> list[CheckMessage]:
    """Processes that share Redis share visitors, and can only read what was sealed with their own secret key."""
    if not settings.REDIS_URL or os.environ.get("SECRET_KEY"):
        return []
    hint = "Set SECRET_KEY to the same 50 or more characters for every process."
    return [Error("REDIS_URL is set, and SECRET_KEY is this machine's own.", hint=hint, id="playground.E010")]


@register("playground")
def nothing_is_left_to_be_filled_in(**_: Any) -> list[CheckMessage]:
    """What stands in the example's `<…>` is known to everybody who can read this site's source."""
    secrets = {"SECRET_KEY": settings.SECRET_KEY, "METRICS_TOKEN": settings.METRICS_TOKEN}
    secrets["DATABASE_URL"] = str(settings.DATABASES["default"].get("PASSWORD") or "")
    hint = "Fill it in: characters that nobody can guess."
    return [
        Error(f"{name} still has what is to be filled in.", hint=hint, id="playground.E015")
        for name, secret in secrets.items()
        if secret.isspace() or re.fullmatch("<.*>", secret)
    ]


@register("playground")
def https_needs_a_proxy(**_: Any) -> list[CheckMessage]:
    """The server itself speaks no TLS."""
    if not settings.HTTPS or settings.BEHIND_PROXY:
        return []
    hint = "Put a proxy with TLS in front, and set BEHIND_PROXY=true."
    return [Error("SITE_URL is https, and BEHIND_PROXY is off.", hint=hint, id="playground.E011")]


@register("playground")
def two_host_names(**_: Any) -> list[CheckMessage]:
    """With one, the AWS endpoint would take the pages' place."""
    if not settings.BEHIND_PROXY or urlsplit(settings.SITE_URL).netloc != urlsplit(settings.AWS_URL).netloc:
        return []
    hint = "Behind a proxy the AWS endpoint is told by its host name: give it one of its own."
    return [Error("SITE_URL and AWS_URL have the same host name.", hint=hint, id="playground.E013")]


@register("playground")
def trusted_authority(**_: Any) -> list[CheckMessage]:
    """Found out at the first call otherwise."""
    try:
        create_default_context(cafile=settings.OUTBOUND_CA_FILE or None)
    except OSError as why:  # SSLError is one
        return [
            Error(f"OUTBOUND_CA_FILE cannot be read: {why}.", hint="Name a file of certificates (PEM).", id="playground.E014")
        ]
    return []


@register("playground")
def lists_that_match_something(**_: Any) -> list[CheckMessage]:
    """An entry that is mistyped would leave something switched off, and say nothing."""
    return [
        Error(f"{name} has `{entry}`.", hint=f"An entry reads {form}.", id="playground.E012")
        for name, entry, form in _mistyped()
    ]


def _mistyped() -> Iterator[tuple[str, str, str]]:
    for name, fits, form in _FORMS:
        yield from ((name, entry, form) for entry in getattr(settings, name) if not fits(entry))


def _is_machines(entry: str) -> bool:
    with suppress(ValueError):
        return entry == "*" or bool(ip_network(entry, strict=False))
    return False


_FORMS = (
    (
        "ALLOWED_HOSTS",
        re.compile(r"\*|\.?[^*./:\s\[\]][^*/:\s\[\]]*|\[[0-9a-fA-F:.]+\]").fullmatch,
        "`play.example.org`, or `.example.org`",
    ),
    ("LIVE_AWS_ROLES", re.compile(r"arn:[\w*-]+:iam::[\d*?]+:role/.+").fullmatch, "`arn:aws:iam::111122223333:role/demo/*`"),
    ("LIVE_AWS_ENDPOINTS", re.compile(r"https?://[^/]+/?").fullmatch, "`https://minio.corp:9000`"),
    ("OUTBOUND_HOSTS", re.compile(r"([^/:\s\[]+|[0-9a-fA-F:]+)(:\d+)?").fullmatch, "`idp.corp` or `idp.corp:8443`"),
    ("TRUSTED_PROXIES", _is_machines, "`10.0.0.7`, `10.0.0.0/8`, or `*` for every machine that can reach this port"),
)


@register("playground", deploy=True)
def one_database(**_: Any) -> list[CheckMessage]:
    """A file is no database for many machines, and many processes without Redis hear nothing of each other."""
    postgresql = settings.DATABASES["default"]["ENGINE"].endswith("postgresql")
    if postgresql == bool(settings.REDIS_URL):
        return []
    has, lacks = ("DATABASE_URL", "REDIS_URL") if postgresql else ("REDIS_URL", "DATABASE_URL (PostgreSQL)")
    hint = "Many processes need both. One process needs neither."
    return [Warning(f"{has} is set, and {lacks} is not.", hint=hint, id="playground.W010")]


@register("playground", deploy=True)
def sessions_outlive_visitors(**_: Any) -> list[CheckMessage]:
    """Whoever comes back with a cookie that is good should find what they left."""
    if settings.VISITORS_KEPT.total_seconds() >= settings.SESSION_COOKIE_AGE:
        return []
    days = settings.SESSION_COOKIE_AGE // 86400
    hint = f"Sessions live for {days} days: set VISITORS_KEPT_DAYS to {days} or more."
    return [Warning("Visitors are pruned before their sessions end.", hint=hint, id="playground.W011")]


@register("playground", deploy=True)
def a_host_that_is_answered(**_: Any) -> list[CheckMessage]:
    """Else every page would be refused, and nothing would say why."""
    host = urlsplit(settings.SITE_URL).hostname or ""
    if not settings.ALLOWED_HOSTS or validate_host(host, settings.ALLOWED_HOSTS):
        return []
    return [Warning("ALLOWED_HOSTS lacks the host name of SITE_URL.", hint=f"Add `{host}`.", id="playground.W012")]
