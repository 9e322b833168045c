"""The authorization endpoint: the page where a person says who they are, and what is to be wrong with the token.

https://www.rfc-editor.org/rfc/rfc6749#section-4.1.1
"""

from __future__ import annotations

from authlib.oauth2.rfc6749 import OAuth2Error
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from playground.stand_ins.breaking.form import offered, wrong_in
from playground.stand_ins.consent import Consent, NotUnderstood, consent
from playground.stand_ins.oauth.asked_for import asked_for
from playground.stand_ins.oauth.server import NotSentBack
from playground.stand_ins.oauth.servers import SERVERS
from playground.stand_ins.people import PEOPLE
from playground.stand_ins.stand_in import StandIn


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def authorize(request: HttpRequest, slug: str, **_: str) -> HttpResponse:
    """GET: the page.  POST: back to the app with a code, or with `access_denied`.

    A request from nobody known, or with a redirect URI that is not registered, is answered here with 400 and goes nowhere.
    """
    server = SERVERS[slug]
    asked = server.authorization_request(request)
    response: HttpResponse
    try:
        grant = server.get_consent_grant(asked)
        if request.method != "POST":
            return _page(request, server.stand_in)
        agreed = None if "deny" in request.POST else _agreed(request, server.stand_in)
        response = server.create_authorization_response(asked, grant_user=agreed, grant=grant)
    except NotUnderstood as error:
        response = _refused(request, server.stand_in, error)
    except OAuth2Error as error:
        to_app = bool(error.redirect_uri)
        response = server.handle_error_response(asked, error) if to_app else _refused(request, server.stand_in, error)
    return response


def _agreed(request: HttpRequest, stand_in: StandIn) -> Consent:
    return consent(stand_in.kind, request.POST.get("person", ""), wrong_in(request.POST))


def _page(request: HttpRequest, stand_in: StandIn) -> HttpResponse:
    context = {
        "stand_in": stand_in,
        "people": [(person, stand_in.tags(person)) for person in PEOPLE],
        **offered(stand_in.kind),
        "asked": asked_for(stand_in, request.GET.items()),
        "action": request.get_full_path(),
    }
    return render(request, "stand_ins/consent.html", context)


def _refused(request: HttpRequest, stand_in: StandIn, error: Exception) -> HttpResponse:
    context: dict[str, object] = {"stand_in": stand_in, "title": "This request cannot be taken"}
    if isinstance(error, NotSentBack):
        context |= {"title": error.title, "parameter": error.parameter, "sent": error.sent, "registered": error.registered}
    else:
        of_form = isinstance(error, NotUnderstood)
        context |= {"sentence": str(error) if of_form else getattr(error, "description", ""), "of_form": of_form}
    return render(request, "stand_ins/refused.html", context, status=400)
