"""Every address of the site."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from playground.pages.views import about, theme

urlpatterns: list[URLPattern | URLResolver] = [
    *([path("stand-in/", include("playground.stand_ins.urls"))] if settings.STAND_INS else []),
    path("terminal/", include("playground.walkthrough.terminal.urls")),
    path("trail/", include("playground.walkthrough.trail.urls")),
    path("wire/", include("playground.walkthrough.wire.urls")),
    path("providers/", include("playground.every_provider.urls")),
    path("diagnose/", include("playground.diagnose.urls")),
    path("editor/", include("playground.editor.urls")),
    path("about/", about, name="about"),
    path("theme/", theme, name="theme"),
    path("", include("playground.walkthrough.urls")),
]

handler400 = "playground.pages.errors.bad_request"
handler404 = "playground.pages.errors.not_found"
handler500 = "playground.pages.errors.server_error"
