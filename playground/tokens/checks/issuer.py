"""Is `iss` a URL that can name a provider?  https://openid.net/specs/openid-connect-core-1_0.html#IDToken"""

from __future__ import annotations

from urllib.parse import urlsplit

from playground.explain import Finding
from playground.tokens.case import Case, shown
from playground.tokens.check import Check, Outcome, not_reached, passes, refuses
from playground.tokens.provider import GOOGLE
from playground.tokens.refusals import ISSUER_NOT_A_URL, missing_claim

NAME = "Issuer"
POINTER = "/payload/iss"


def _ask(case: Case) -> Outcome:
    issuer = case.unverified_claims.get("iss")
    if issuer is None:
        says = "the token has no `iss`, and should name its issuer by an https URL"
        return refuses(NAME, missing_claim("iss"), says, pointer="/payload")
    if issuer == GOOGLE:
        return passes(NAME, "`{}` is no URL, but the name that Google's old tokens use", issuer, pointer=POINTER)
    if not isinstance(issuer, str) or not _is_url(issuer):
        says = "`iss` is `{}`, and should be a URL that begins with https://"
        return refuses(NAME, ISSUER_NOT_A_URL, says, shown(issuer), pointer=POINTER)
    return passes(NAME, "`{}` is a URL", issuer, pointer=POINTER)


def _is_url(text: str) -> bool:
    try:
        url = urlsplit(text)
    except ValueError:
        return False
    return url.scheme in ("https", "http") and bool(url.netloc) and text.isprintable() and " " not in text


def _would(_case: Case) -> Finding:
    return not_reached(NAME, "it would look whether `iss` is a URL")


ISSUER = Check(NAME, _ask, _would)
