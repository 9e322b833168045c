"""The addresses of the wire."""

from django.urls import path

from playground.walkthrough.wire import pages

urlpatterns = [
    path("", pages.log, name="wire"),
    path("clear/", pages.empty, name="wire-clear"),
    path("wire.har", pages.har, name="wire-har"),
    path("<int:number>/", pages.one, name="exchange"),
]
