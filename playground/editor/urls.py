"""The addresses that the policy editor asks."""

from django.urls import path

from playground.editor import views

urlpatterns = [
    path("lint/", views.advise, name="editor-lint"),
    path("complete/", views.complete, name="editor-complete"),
    path("fix/", views.fix, name="editor-fix"),
]
