"""OIDC_ISSUERS: the issuers of the operator's own, read from the environment for the settings."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from environs import Env

# The catalogue's own slugs; the settings cannot ask it, because it may ask them.
TAKEN = ("google", "amazon", "facebook", "user-pool", "github", "kubernetes", "gitlab", "own-issuer", "identity-pool")


def own_issuers(env: Env) -> dict[str, dict[str, str]]:
    """By name: issuer, client_id, client_secret, name, scope.  Raises ImproperlyConfigured for nonsense."""
    names: list[str] = env.list("OIDC_ISSUERS", [])
    return {name: _issuer(env, name) for name in map(str.strip, names)}


def _issuer(env: Env, name: str) -> dict[str, str]:
    """One of OIDC_ISSUERS: what this site has to know of it, from OIDC_NAME_ISSUER and the like."""
    start = f"OIDC_{name.upper().replace('-', '_')}"
    if not re.fullmatch("[a-z][a-z0-9-]{0,19}", name) or name in TAKEN:
        raise ImproperlyConfigured(
            f"OIDC_ISSUERS has `{name}`; a name is up to 20 small letters, digits and hyphens of your own"
        )
    issuer = env.str(f"{start}_ISSUER", "")
    if not _is_issuer(issuer):
        raise ImproperlyConfigured(f"{start}_ISSUER is `{issuer}`; an issuer is an https:// address without query")
    scope = env.str(f"{start}_SCOPE", "openid email profile")
    if "openid" not in scope.split():
        raise ImproperlyConfigured(f"{start}_SCOPE is `{scope}`; without openid among its words there is no ID token")
    return {
        "issuer": issuer,
        "client_id": env.str(f"{start}_CLIENT_ID", ""),
        "client_secret": env.str(f"{start}_CLIENT_SECRET", ""),
        "name": env.str(f"{start}_NAME", name),
        "scope": scope,
    }


def _is_issuer(issuer: str) -> bool:
    """Whether it is a host's address, perhaps with a path, and nothing besides."""
    try:
        parts = urlsplit(issuer)
        strange = parts.username is not None or parts.query or parts.fragment or {"?", "#", "\\"} & set(issuer)
        return (
            issuer.startswith("https://")
            and bool(parts.hostname)
            and not strange
            and not re.search(r"\s", issuer)
            and parts.port != 0
        )
    except ValueError:
        return False
