"""The policy's header, made once: every page has the same, and django-csp would build it anew for each of them."""

from __future__ import annotations

from collections.abc import Callable

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

_OWN = frozenset(f"_csp_{name}{suffix}" for name in ("config", "update", "replace", "exempt") for suffix in ("", "_ro"))


class StandingPolicy(CSPMiddleware):
    """As django-csp's, which still answers where a view or a setting asks for something else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        super().__init__(get_response)
        self._policy = build_policy()
        plain = "EXCLUDE_URL_PREFIXES" not in settings.CONTENT_SECURITY_POLICY
        self._stands = plain and not settings.DEBUG and not hasattr(settings, "CONTENT_SECURITY_POLICY_REPORT_ONLY")

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """The answer with the header, unless it has one."""
        if not self._stands or "_csp_nonce" in request.__dict__ or not _OWN.isdisjoint(response.__dict__):
            other: HttpResponseBase = super().process_response(request, response)
            return other
        response.headers.setdefault(HEADER, self._policy)
        return response
