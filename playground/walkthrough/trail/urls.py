"""The addresses of CloudTrail's page."""

from django.urls import path

from playground.walkthrough.trail import pages

urlpatterns = [
    path("", pages.trail, name="trail"),
    path("data-events/", pages.data_events, name="data-events"),
]
