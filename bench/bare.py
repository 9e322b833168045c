"""What Django itself costs: a project of one view that answers with bytes read at its start, served as ours is, and nothing else.

`python -m bench.bare PORT FOLDER`: /0, /1 and so on are the files of the folder.
"""

from __future__ import annotations

import sys
from pathlib import Path

import uvicorn
from a2wsgi import WSGIMiddleware
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

PAGES: dict[str, bytes] = {}


def page(_request: HttpRequest, name: str) -> HttpResponse:
    """The bytes."""
    return HttpResponse(PAGES[name], headers={"Content-Length": str(len(PAGES[name]))})


urlpatterns = [path("<str:name>", page)]


def main(port: str, folder: str) -> None:
    """Serves until it is ended."""
    PAGES.update({one.name: one.read_bytes() for one in Path(folder).iterdir() if one.is_file()})
    settings.configure(ROOT_URLCONF=sys.modules[__name__], ALLOWED_HOSTS=["*"], MIDDLEWARE=[], SECRET_KEY="bench")
    site = WSGIMiddleware(get_wsgi_application(), workers=12)  # type: ignore[arg-type]  # its own name for the same shape
    uvicorn.run(site, host="127.0.0.1", port=int(port), log_level="warning", access_log=False)


if __name__ == "__main__":
    main(*sys.argv[1:])
