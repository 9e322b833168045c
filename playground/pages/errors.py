"""Our own errors, in words: what happened and what to do. No stack trace reaches a visitor."""

from __future__ import annotations

import sys

from django.conf import settings
from django.core.exceptions import DisallowedHost, RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from playground.assembly.paces import WAIT
from playground.outages import TRY_AGAIN_AFTER, is_outage, let_go, outage_of

TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form came without its proof of origin: cookies are off, or the page is older than the session."""
    sentence = (
        "Its proof of origin is missing or too old: cookies are off, or your session has ended since. "
        "Copy what you typed, reload the page that it stands in, and send it again."
    )
    return error(request, 403, "This form could not be taken", sentence)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400, and why where it is the size, or the host name: whoever runs the site may have left it out."""
    if isinstance(exception, DisallowedHost):
        sentence = f"It is at {settings.SITE_URL}. Whoever runs it can let it answer to this name too, with ALLOWED_HOSTS."
        return error(request, 400, "This site does not answer to this host name", sentence)
    if isinstance(exception, TOO_LARGE):
        megabytes = settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 2**20
        sentence = (
            f"A form here has at most {settings.DATA_UPLOAD_MAX_NUMBER_FIELDS:,} fields and {megabytes} megabytes. Send less."
        )
        return error(request, 400, "This form is too large", sentence)
    return error(request, 400, "This request could not be read", "Something in it is not what this page expects.")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404, in the words of who raised it, where these are a title and a sentence."""
    match exception.args if exception else ():
        case (str(title), str(sentence)):
            return error(request, 404, title, sentence)
    return error(request, 404, "There is no such page", "The address may be mistyped, or the page has moved.")


def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 while the database does not answer or takes nothing: then a page that was asked for tries again by itself."""
    failure = sys.exception()
    if failure is not None and is_outage(failure):
        let_go()
        return database_away(request, failure)
    return error(request, 500, "Something of ours failed", "It is not your doing, and nothing you made is lost. Try again.")


def database_away(request: HttpRequest, failure: BaseException) -> HttpResponse:
    """503. What was sent by a form is not asked for again by itself: whoever sent it decides."""
    asked, outage = request.method in ("GET", "HEAD"), outage_of(failure)
    what = (
        "This page tries again by itself." if asked else "What you sent was not kept: go back, and send it again in a moment."
    )
    context = {"title": outage.title, "sentence": f"{outage.lost} {what}", "again": TRY_AGAIN_AFTER if asked else 0}
    response = render(request, "pages/error.html", context, status=503)
    response["Retry-After"] = str(TRY_AGAIN_AFTER)
    return response


def too_many(request: HttpRequest) -> HttpResponse:
    """429: more from one visitor or one address than anybody needs."""
    sentence = "More was sent from here within a minute than this site takes. Wait a minute, go back, and send it again."
    response = error(request, 429, "Too much at once", sentence)
    response["Retry-After"] = str(WAIT)
    return response


def error(request: HttpRequest, status: int, title: str, sentence: str) -> HttpResponse:
    """The page of an error."""
    return render(request, "pages/error.html", {"title": title, "sentence": sentence}, status=status)
