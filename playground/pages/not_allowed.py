"""A page for a method that an address does not take: somebody asked for a form's address, which Django answers with nothing at all."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed

from playground.pages.errors import error

TITLE = "This address takes a form"
SENTENCE = (
    "A button of this site sends to it, and nothing is shown here. What you made is kept: go on from the step where you were."
)


class PageOfNotAllowed:
    """Puts the words in. A stand-in's 405 stays as it is: programs read it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer, or for an empty 405 a page with the same header."""
        response = self.get_response(request)
        match = request.resolver_match
        if not isinstance(response, HttpResponseNotAllowed) or response.content or (match and "stand_ins" in match.app_names):
            return response
        page = error(request, response.status_code, TITLE, SENTENCE)
        page["Allow"] = response["Allow"]
        return page
