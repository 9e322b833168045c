"""The addresses that the policy editor asks."""

from django.urls import path

from playground.editor import views

urlpatterns = [
    path("lint/", views.advise, name="editor-lint"),
    path("fix/", views.fix, name="editor-fix"),
]
