"""The addresses of the terminal's page."""

from django.urls import path

from playground.walkthrough.terminal import pages

urlpatterns = [
    path("", pages.terminal, name="terminal"),
    path("key/", pages.new_key, name="new-key"),
    path("region/", pages.region, name="region"),
]
