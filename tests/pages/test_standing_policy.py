"""The policy's header is made once, and is the one that django-csp would make."""

import pytest
from csp.decorators import csp_exempt, csp_replace, csp_update
from csp.middleware import CSPMiddleware
from django.http import HttpResponse
from django.test import RequestFactory

from playground.pages.standing_policy import StandingPolicy


def page(_):
    return HttpResponse("page")


def with_nonce(request):
    return HttpResponse(str(request.csp_nonce)[:0])


def own(_):
    return HttpResponse("page", headers={"Content-Security-Policy": "default-src 'self'"})


def policy(middleware, view):
    header = middleware(view)(RequestFactory().get("/")).get("Content-Security-Policy")
    return header and {part for part in header.split("; ") if "nonce" not in part}, bool(header) and "nonce" in header


@pytest.mark.parametrize(
    "view",
    [
        page,
        own,
        with_nonce,
        csp_exempt()(page),
        csp_update({"img-src": "data:"})(page),
        csp_replace({"img-src": ["'none'"]})(page),
    ],
)
def test_the_header_is_django_csps(view):
    assert policy(StandingPolicy, view) == policy(CSPMiddleware, view)


def test_a_setting_that_the_standing_header_knows_nothing_of_is_heard(settings):
    settings.CONTENT_SECURITY_POLICY = settings.CONTENT_SECURITY_POLICY | {"EXCLUDE_URL_PREFIXES": ["/"]}
    assert policy(StandingPolicy, page) == (None, False)
