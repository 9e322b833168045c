"""Which condition keys there are, and which of them somebody most likely meant who wrote one that is none.

https://docs.aws.amazon.com/service-authorization/latest/reference/
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from functools import lru_cache

from playground.iam.catalogue.actions import condition_keys_of, is_key
from playground.iam.catalogue.resemblance import closest

Known = Callable[[str], Iterable[str]] | Collection[str] | None

# What STS reads out of any OpenID Connect token.
OPENID_CONNECT = ("aud", "oaud", "sub", "amr", "email")
# What is still there when the session's credentials are used.
IN_SESSION = ("aud", "sub", "amr", "app_id", "user_id", "id")
SEVERAL = ("amr",)  # these hold a list
OPAQUE = {"www.amazon.com": ("app_id", "user_id"), "graph.facebook.com": ("app_id", "id")}


def provider_of(principal: str) -> str:
    """The name that a provider has in condition keys: its domain, or what stands behind `oidc-provider/` in its ARN."""
    return principal.partition(":oidc-provider/")[2] or principal


def keys_of_provider(provider: str, known: Known = None) -> frozenset[str]:
    """The condition keys of a provider, in full, as `known` says, else as AWS's catalogue does, else those of any OIDC token."""
    if known is not None:
        return frozenset(known(provider) if callable(known) else known)
    return _catalogued(provider)


@lru_cache(maxsize=256)
def _catalogued(provider: str) -> frozenset[str]:
    given = OPAQUE.get(provider) or OPENID_CONNECT
    names = [key.name for key in condition_keys_of("sts").values() if is_key(provider.lower(), _provider(key.name))]
    return frozenset(f"{provider}:{name}" for name in (*given, *(name.rpartition(":")[2] for name in names)))


def _provider(key: str) -> frozenset[str]:
    provider = key.rpartition(":")[0].lower()
    return frozenset((provider,)) if "." in provider else frozenset()


def is_of_provider(key: str) -> bool:
    """Whether a key is one of an identity provider's: what stands before its last colon is a domain."""
    return "." in key.rpartition(":")[0]


def nearest_key(key: str, known: Iterable[str]) -> str:
    """The known key that somebody most likely meant: of the same prefix or one much like it, a name much like this one. Else empty."""
    prefix, _, name = key.lower().rpartition(":")
    known = tuple(known)
    prefixes = {other.lower().rpartition(":")[0] for other in known}
    prefix = prefix if prefix in prefixes else closest(prefix, prefixes)
    same = {other.rpartition(":")[2]: other for other in known if other.lower().rpartition(":")[0] == prefix}
    longer = [other for other in sorted(same) if name and len(name) > 2 and other.lower().startswith(name)]
    return same.get(longer[0] if longer else closest(name, same), "")
