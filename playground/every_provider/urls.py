"""The addresses of the providers' pages."""

from django.urls import path

from playground.every_provider import pages

urlpatterns = [
    path("", pages.side_by_side, name="providers"),
    path("<slug:slug>/", pages.one, name="provider"),
]
